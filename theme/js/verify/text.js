/**
 * Cut a text into sentences and find them in a document, whatever became of
 * its lines on the way. gongkai/text/agreement.py does the same to the
 * documents; tests/agreement_cases.json holds both to it.
 */
import { sha256 } from "./sha256.js";

const SPACE =
  /[\t-\r\x1c-\x20\x85\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]+/g;
const FROM = "“”„‘’‚—–―─·•・〔〕【】";
const TO = "\"\"\"'''----···[][]";
const SIGNS = new RegExp(`[${FROM}\uff01-\uff5e]`, "g");
const CUT = /(?<=[。;!?])|(?=第[一二三四五六七八九十百千零〇]+(?:编|章|节|条))/;
const LENGTH = 12; // characters of base64 for one sentence
const TELLING = 6; // characters from which a sentence tells one document from another

function narrow(sign) {
  const place = FROM.indexOf(sign);
  return place < 0 ? String.fromCharCode(sign.charCodeAt(0) - 0xfee0) : TO[place];
}

/** The text without white space, with the narrow form of every sign. */
export function plain(text) {
  return text.replace(SPACE, "").replace(SIGNS, narrow);
}

/** A plain text in pieces; joined they are the text. */
export function sentences(text) {
  return text.split(CUT).filter(Boolean);
}

/** What stands for a sentence in the lists. */
export function mark(sentence) {
  const digest = sha256(new TextEncoder().encode(sentence)).subarray(0, 9);
  return btoa(String.fromCharCode(...digest));
}

/** The marks of a document of the lists. */
export function marksOf(listed) {
  const found = [];
  for (let at = 0; at < listed.sentences.length; at += LENGTH) {
    found.push(listed.sentences.slice(at, at + LENGTH));
  }
  return found;
}

/**
 * Where a copy stands in a document: the first run of sentences that agree.
 *
 * @param {string[]} copy what stands for each sentence of the copy: itself, or its mark
 * @param {string[]} known the same of the document
 * @param {string[]} pieces the sentences of the copy
 * @returns {null | {first: number, last: number, place: number}} the sentences `first` to before
 *   `last` of the copy are those from `place` on in the document; null: none agrees
 */
export function run(copy, known, pieces) {
  const places = new Map();
  known.forEach((one, place) => places.set(one, [...(places.get(one) ?? []), place]));
  for (const least of [TELLING, 1]) {
    for (let first = 0; first < copy.length; first += 1) {
      const found = pieces[first].length >= least && places.get(copy[first]);
      if (!found) continue;
      const runs = found.map((place) => {
        let last = first;
        while (last < copy.length && copy[last] === known[place + last - first]) last += 1;
        return { first, last, place };
      });
      const best = runs.reduce((one, other) => (other.last > one.last ? other : one));
      while (best.first > 0 && best.place > 0 && copy[best.first - 1] === known[best.place - 1]) {
        best.first -= 1;
        best.place -= 1;
      }
      return best;
    }
  }
  return null;
}

/**
 * Which sentence of a copy differs first, and the place in the document it stands for.
 *
 * A copy may begin and end in the middle of a sentence: that can be told where the document's
 * sentences are at hand, as `words`.
 *
 * @param {string[]} pieces the sentences of the copy
 * @param {{first: number, last: number, place: number}} agreed
 * @param {string[] | null} words the sentences of the document, null if only marks are at hand
 * @returns {null | {piece: number, place: number}} null: it agrees
 */
export function fault(pieces, { first, last, place }, words) {
  if (first > 0) {
    const opening = place - first >= 0 && words?.[place - first]?.endsWith(pieces[0]);
    if (!opening) return { piece: 0, place: Math.max(place - first, 0) };
    if (first > 1) return { piece: 1, place: place - first + 1 };
  }
  if (last === pieces.length) return null;
  const next = place + last - first;
  const ending = last === pieces.length - 1 && words?.[next]?.startsWith(pieces[last]);
  return ending ? null : { piece: last, place: next };
}

/** Whether a sentence tells one document from another. */
export function telling(piece) {
  return piece.length >= TELLING;
}

/** How many telling sentences of a copy, by their marks, a document has. */
export function shared(marks, pieces, known) {
  const has = new Set(known);
  return marks.filter((one, place) => telling(pieces[place]) && has.has(one)).length;
}
