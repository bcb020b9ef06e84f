/**
 * Prove by the stored texts that words stand where they may stand, and show the place.
 */
import { fold, foldWithOrigins } from "./fold.js";
import { REACH } from "./matches.js";

const BEFORE = 24; // characters of a snippet before the first marked word
const SHOWN = 110; // characters of a snippet

/** The folded text of a passage, made once. */
export function foldedPassage(passage) {
  passage.folding ??= foldWithOrigins(passage.text);
  return passage.folding;
}

/**
 * Whether a passage holds a form. One longer than what passages have in common
 * may go on in the next ones, which `next` gives one at a time, null at the end.
 */
async function holdsForm(passage, form, next) {
  let { folded } = foldedPassage(passage);
  if (folded.includes(form)) return true;
  if (form.length <= REACH) return false;
  let joined = "";
  for (let part = passage; part; part = await next()) {
    joined += fold(part.text.slice(0, part.end));
    folded = joined + foldedPassage(part).folded.slice(fold(part.text.slice(0, part.end)).length);
    if (folded.includes(form)) return true;
    if (joined.length > foldedPassage(passage).folded.length + form.length) return false;
  }
  return false;
}

/** Whether a passage holds one of the forms of a word. */
export async function holds(passage, word, following) {
  for (const form of word.forms) {
    const parts = following();
    if (await holdsForm(passage, form, async () => (await parts.next()).value ?? null)) return true;
  }
  return false;
}

/** Whether title or number hold one of the forms of a word. */
export function titleHolds({ title, number }, word) {
  const fields = [fold(title), fold(number)];
  return word.forms.some((form) => fields.some((field) => field.includes(form)));
}

/** Where the words stand in a text: [from, to) in code units, in order, apart from one another. */
function spans(text, words, { folded, origins } = foldWithOrigins(text)) {
  const found = [];
  for (const form of words.flatMap((word) => word.forms)) {
    for (let at = folded.indexOf(form); at >= 0; at = folded.indexOf(form, at + form.length)) {
      const last = origins[at + form.length - 1];
      found.push([origins[at], last + (text.codePointAt(last) > 0xffff ? 2 : 1)]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const apart = [];
  for (const [from, to] of found) {
    const before = apart.at(-1);
    if (before && from <= before[1]) before[1] = Math.max(before[1], to);
    else apart.push([from, to]);
  }
  return apart;
}

function parts(text, marked, start = 0, end = text.length) {
  const cut = [];
  const add = (from, to, mark) => {
    const piece = text.slice(from, to).replace(/\s*\n\s*/g, " ");
    if (piece) cut.push({ text: piece, mark });
  };
  let at = start;
  for (const [from, to] of marked) {
    if (to <= start || from >= end) continue;
    add(at, Math.max(from, at), false);
    add(Math.max(from, start), Math.min(to, end), true);
    at = Math.min(to, end);
  }
  add(at, end, false);
  return cut;
}

/** A short text with the words marked. */
export const marked = (text, words) => (text ? parts(text, spans(text, words)) : []);

/**
 * The stretch of a passage that shows most of the words, and its place.
 * @returns {{snippet: {text: string, mark: boolean}[], place: {label: string, anchor: string} | null}}
 */
export function shown(passage, words) {
  const { text, places } = passage;
  const found = spans(text, words, foldedPassage(passage));
  let best = 0;
  let most = 0;
  found.forEach(([from], at) => {
    const seen = new Set();
    for (let other = at; other < found.length && found[other][1] <= from + SHOWN; other++) {
      seen.add(fold(text.slice(...found[other])));
    }
    if (seen.size > most) [best, most] = [at, seen.size];
  });
  const first = found[best]?.[0] ?? 0;
  let start = whole(text, Math.max(first - BEFORE, 0));
  const line = text.lastIndexOf("\n", first) + 1;
  if (line > start) start = line;
  const end = whole(text, Math.min(start + SHOWN, text.length));
  const snippet = parts(text, found, start, end);
  if (start > line) snippet.unshift({ text: "…", mark: false });
  if (end < text.length) snippet.push({ text: "…", mark: false });
  const place = places.findLast(({ offset }) => offset <= first);
  return {
    snippet,
    place: found.length && place?.anchor ? { label: place.label, anchor: place.anchor } : null,
  };
}

/** A cut that does not part the halves of one character. */
function whole(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000 ? at - 1 : at;
}
