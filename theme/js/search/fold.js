/**
 * Fold a text or a query, so that two ways of writing the same words are equal:
 * what gongkai/text/folding.py does, by the same table.
 */
import { after, dropped, several, steps } from "./table.js";

const SLOW = 0xffff; // several characters, or outside the basic plane
const basic = Uint16Array.from({ length: 0x10000 }, (_, code) => code);
const rest = new Map(several);
const gone = [];

(() => {
  const to = [...after];
  let code = 0;
  steps.split(/\s/).forEach((step, at) => {
    code += parseInt(step, 16);
    rest.set(String.fromCharCode(code), to[at]);
    basic[code] = to[at].length === 1 ? to[at].charCodeAt(0) : SLOW;
  });
  for (const [char] of several) if (char.length === 1) basic[char.charCodeAt(0)] = SLOW;
  for (const [first, last] of dropped) {
    if (first > 0xffff) gone.push([first, last]);
    else basic.fill(0, first, Math.min(last, 0xffff) + 1);
  }
  basic.fill(SLOW, 0xd800, 0xdc00);
})();

/** One character that the array has no answer for. */
function slow(char) {
  const code = char.codePointAt(0);
  if (code < 0x10000 && code >= 0xd800 && code < 0xe000) return "";
  if (code > 0xffff && gone.some(([first, last]) => first <= code && code <= last)) return "";
  return rest.get(char) ?? char;
}

/**
 * The folded text, and for each of its code units where in the text it came from.
 * @param {string} text
 * @returns {{folded: string, origins: Uint32Array}}
 */
export function foldWithOrigins(text) {
  const parts = [];
  const origins = [];
  let units = new Uint16Array(4096);
  let used = 0;
  const flush = () => {
    parts.push(String.fromCharCode.apply(null, units.subarray(0, used)));
    used = 0;
  };
  for (let at = 0; at < text.length; at++) {
    const folded = basic[text.charCodeAt(at)];
    if (used === units.length) flush();
    if (folded === 0) continue;
    if (folded !== SLOW) {
      units[used++] = folded;
      origins.push(at);
      continue;
    }
    const char = String.fromCodePoint(text.codePointAt(at));
    flush();
    const long = slow(char);
    parts.push(long);
    for (let unit = 0; unit < long.length; unit++) origins.push(at);
    at += char.length - 1;
  }
  flush();
  return { folded: parts.join(""), origins: Uint32Array.from(origins) };
}

/** @param {string} text */
export const fold = (text) => foldWithOrigins(text).folded;
