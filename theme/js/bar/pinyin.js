/** Pinyin above Han characters, by the table of common readings. */
import { BESIDE, USUAL } from "./pinyin-table.js";

const usual = new Map();
for (const line of USUAL.split(" ")) {
  const [reading] = /^[^\u4e00-\u9fff]+/.exec(line);
  for (const one of line.slice(reading.length)) usual.set(one, reading);
}
const beside = new Map();
for (const entry of BESIDE.split(" ")) {
  const one = entry[0];
  const [reading] = /^[^\u4e00-\u9fff-]+/.exec(entry.slice(1));
  const [after, before] = entry.slice(1 + reading.length).split("-");
  for (const next of after) beside.set(one + next, [0, reading]);
  for (const last of before) beside.set(`${last}${one}`, [1, reading]);
}

function readingIn(word, place) {
  const found = beside.get(word);
  return found?.[0] === place ? found[1] : undefined;
}

/**
 * A text as characters with their readings, "" for what is no Han character of
 * GB 2312.
 *
 * @param {string} text
 * @returns {[string, string][]}
 */
export function read(text) {
  const ones = [...text];
  return ones.map((one, place) => [
    one,
    readingIn(one + (ones[place + 1] ?? ""), 0) ??
      readingIn((ones[place - 1] ?? "") + one, 1) ??
      usual.get(one) ??
      "",
  ]);
}
