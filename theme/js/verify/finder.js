/**
 * Which lists may hold a sentence: of each list the first bits of its digests, in their order, as
 * gaps of two letters. gongkai/text/agreement.py writes them (`finder`).
 */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const CODES = new Uint8Array(128);
[...LETTERS].forEach((letter, code) => (CODES[letter.charCodeAt(0)] = code));
const SKIP = 4095; // the gap goes on

/**
 * @param {string[]} marks of sentences
 * @returns {number[]} the first 32 bits of each
 */
export function firstBits(marks) {
  return marks.map((mark) => {
    const bytes = Uint8Array.from(atob(mark), (letter) => letter.charCodeAt(0));
    return new DataView(bytes.buffer).getUint32(0);
  });
}

/**
 * @param {{bits: number, marks: string}} list of a finder
 * @param {number[]} first as `firstBits` gives them
 * @returns {number} how many of them the list may hold; it may hold fewer, never more
 */
export function held({ bits, marks }, first) {
  const wanted = Uint32Array.from(first, (one) => one >>> (32 - bits)).sort();
  let value = 0;
  let at = 0;
  let found = 0;
  for (let place = 0; place < marks.length && at < wanted.length; place += 2) {
    const gap = 64 * CODES[marks.charCodeAt(place)] + CODES[marks.charCodeAt(place + 1)];
    value += gap;
    if (gap === SKIP) continue;
    while (wanted[at] < value) at += 1;
    for (; wanted[at] === value; at += 1) found += 1;
  }
  return found;
}
