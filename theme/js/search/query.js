/**
 * What a typed query asks for: words that must all be there, each in one of
 * several forms. A query is read in one or two ways, the likelier first.
 */
import { fold } from "./fold.js";

const LONGEST = 256; // code points
const MOST = 12; // words
const QUOTED = /"([^"]*)"|“([^“”]*)”|「([^「」]*)」/gu;
const YEAR = "(?<year>(?:19|20)\\d\\d)";
const CODED = new RegExp(
  `^(?<issuer>\\p{Script=Han}{1,16})[\\s([（〔【［﹝]*${YEAR}[\\s)\\]）〕】］﹞年]*第?\\s*(?<serial>\\d{1,6})\\s*[号號]?$`,
  "u",
);
const ORDER = /^(?<issuer>\p{Script=Han}{0,30}(?:令|公告|通告))\s*第?\s*(?<serial>\d{1,6})\s*[号號]?$/u;

/** Words that stand in one another are not looked for twice. */
function distinct(words) {
  const longest = [...new Set(words)].sort((a, b) => b.length - a.length);
  const kept = longest.filter((word, at) => !longest.slice(0, at).some((other) => other.includes(word)));
  return [...new Set(words)].filter((word) => kept.includes(word));
}

function literal(text) {
  const words = [];
  const unquoted = text.replace(QUOTED, (_, ...groups) => {
    words.push(fold(groups.slice(0, 3).find((group) => group !== undefined)));
    return " ";
  });
  words.push(...unquoted.replace(/["“”「」]/gu, " ").split(/\p{White_Space}+/u).map(fold));
  return distinct(words.filter(Boolean));
}

/** The number that the text is, written as numbers are; "" where it is none or is written so already. */
function numbered(text) {
  const plain = text.normalize("NFKC").trim();
  const coded = CODED.exec(plain)?.groups;
  if (coded) return fold(`${coded.issuer}(${coded.year})${Number(coded.serial)}号`);
  const order = ORDER.exec(plain)?.groups;
  return order ? fold(`${order.issuer}第${Number(order.serial)}号`) : "";
}

/**
 * @param {string} text
 * @param {Record<string, string[]>} also  words to be looked for besides a word
 * @returns {{readings: Word[][], cut: boolean, synonyms: {word: string, also: string[]}[]}}
 *   Word = string[]: its forms, the one typed first
 */
export function parse(text, also = {}) {
  const points = [...text];
  const shown = points.slice(0, LONGEST).join("");
  const all = literal(shown);
  const words = all.slice(0, MOST);
  const synonyms = [];
  const folded = new Map(Object.entries(also).map(([word, others]) => [fold(word), others]));
  const forms = words.map((word) => {
    const others = folded.get(word) ?? [];
    if (others.length) synonyms.push({ word, also: others });
    return [...new Set([word, ...others.map(fold)])];
  });
  const readings = [forms];
  const number = numbered(shown);
  if (number && words.length > 1) readings.unshift([[number]]);
  else if (number && !number.includes(words[0])) forms[0].push(number);
  return { readings, synonyms, cut: points.length > LONGEST || all.length > MOST };
}
