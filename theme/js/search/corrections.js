/**
 * "您是不是要找": what titles and headings have instead of a word, and what many
 * texts have: stretches that differ from it by one character.
 */
import { keyAt } from "./cells.js";
import { foldWithOrigins } from "./fold.js";
import { unitsWith } from "./matches.js";
import { row, rowsOf } from "./suggest.js";

const READ = 6; // files of titles that are read
const MOST = 3; // corrections
const SEGMENTS = 2; // whose texts are looked at, the newest
const TEXTS = 8; // of each that are read
const SEVERAL = 2; // texts that have a frequent term
const WORD = /^\p{L}+$/u; // figures are not put right: another number is another document

/** Whether two words differ by one character: another one, one too many, or one missing. */
export function near(first, second) {
  const [short, long] = first.length < second.length ? [first, second] : [second, first];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  const skipped = long.length === short.length ? at + 1 : at;
  return short.slice(skipped) === long.slice(at + 1);
}

/** The stretches of a text that differ from a word by one character. */
export function stretches(text, form) {
  const { folded, origins } = foldWithOrigins(text);
  const found = [];
  for (let at = 0; at < folded.length; at++) {
    for (const length of [form.length + 1, form.length, form.length - 1]) {
      const piece = folded.slice(at, at + length);
      if (piece.length < length || piece === form || !near(piece, form) || !WORD.test(piece)) continue;
      found.push(text.slice(origins[at], origins[at + length - 1] + 1).replace(/\s+/g, ""));
      break;
    }
  }
  return found;
}

/** How many grams of a length each unit of a span shares with a word. */
async function shared(shards, span, form, length) {
  const ats = Array.from({ length: form.length - length + 1 }, (_, at) => at);
  const lists = await Promise.all(ats.map((at) => unitsWith(shards, span, keyAt(form, at, length))));
  const counts = new Map();
  for (const unit of lists.flat()) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return counts;
}

/** Pieces of titles and headings, and how often each was met. */
async function titled({ shards, documents }, form) {
  const likely = [];
  const each = documents.catalogues.map((catalogue) => shared(shards, catalogue, form, 2));
  (await Promise.all(each)).forEach((counts, at) => {
    for (const [unit, count] of counts) {
      if (count >= Math.max(1, form.length - 3)) likely.push({ catalogue: documents.catalogues[at], unit, count });
    }
  });
  likely.sort((a, b) => b.count - a.count);
  const files = new Set();
  const seen = new Map();
  for (const { catalogue, unit } of likely) {
    const kind = unit & 1 ? "headings" : "titles";
    const file = rowsOf(catalogue, kind, unit >> 1);
    if (!files.has(file) && files.size === READ) continue;
    files.add(file);
    const values = await row(shards, catalogue, kind, unit >> 1);
    for (const value of kind === "titles" ? values.slice(0, 2) : values) {
      for (const piece of stretches(value, form)) seen.set(piece, (seen.get(piece) ?? 0) + 1);
    }
  }
  return seen;
}

/**
 * Pieces that several of the newest texts have, and how many do. The index says which passages
 * have all characters of the word but one, and most of its pairs.
 */
async function frequent({ shards, documents }, form) {
  const held = new Map();
  const each = documents.segments.slice(0, SEGMENTS).map(async (segment) => {
    const [single, pairs] = await Promise.all([1, 2].map((length) => shared(shards, segment, form, length)));
    const likely = [...single.keys()].filter((unit) => single.get(unit) >= form.length - 1 && pairs.has(unit));
    const rank = (unit) => pairs.get(unit) * form.length + single.get(unit);
    likely.sort((a, b) => rank(b) - rank(a) || a - b);
    await Promise.all(
      likely.slice(0, TEXTS).map(async (unit) => {
        const text = segment.texts[unit];
        const passage = await documents.passage(shards, text, unit - documents.firstPassage(segment, text));
        for (const piece of stretches(passage.text, form)) {
          if (!held.has(piece)) held.set(piece, new Set());
          held.get(piece).add(documents.works[text]);
        }
      }),
    );
  });
  await Promise.all(each);
  return new Map([...held].map(([piece, works]) => [piece, works.size]).filter(([, count]) => count >= SEVERAL));
}

/** What titles and headings, and where they have little many texts, have instead of a word, the likeliest first. */
export async function corrections(index, form) {
  if (form.length < 3 || form.length > 31 || !WORD.test(form)) return [];
  const seen = await titled(index, form);
  if (seen.size < MOST) {
    for (const [piece, count] of await frequent(index, form)) seen.set(piece, (seen.get(piece) ?? 0) + count);
  }
  // A missing character is likelier than a wrong one, a wrong one than one too many.
  const gain = (piece) => (piece.length - form.length) * 1000 + seen.get(piece);
  return [...seen.keys()].sort((a, b) => gain(b) - gain(a) || (a < b ? -1 : 1)).slice(0, MOST);
}
