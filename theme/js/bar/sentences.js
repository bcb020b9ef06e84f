/** A text in pieces that are short enough to be read aloud one by one. */

const LONGEST = 90; // characters: browsers stop in the middle of long utterances
const SENTENCE = /[^。！？；!?;\n]+[。！？；!?;\n]*[”’』」）)》]*|[。！？；!?;\n]+/g;
const CLAUSE = /[^，、：,:]+[，、：,:]*|[，、：,:]+/g;

function* cut(text, from, pattern) {
  for (const match of text.matchAll(pattern)) {
    yield [from + match.index, from + match.index + match[0].length];
  }
}

/** Clauses joined while they are short; what has no comma is cut by force. */
function* shorter(text, start) {
  let from = start;
  let to = start;
  for (const [, end] of cut(text, start, CLAUSE)) {
    if (end - from > LONGEST && to > from) {
      yield [from, to];
      from = to;
    }
    while (end - from > LONGEST) {
      yield [from, from + LONGEST];
      from += LONGEST;
    }
    to = end;
  }
  if (to > from) yield [from, to];
}

/**
 * Where the sentences of a text begin and end; together they are the whole text.
 *
 * @param {string} text
 * @returns {[number, number][]}
 */
export function sentences(text) {
  return [...cut(text, 0, SENTENCE)].flatMap(([start, end]) =>
    end - start > LONGEST ? [...shorter(text.slice(start, end), start)] : [[start, end]],
  );
}

/**
 * What a voice is given: signs that voices read out as words are left out.
 *
 * @param {string} text
 * @returns {string} "" where there is nothing to be read
 */
export function spoken(text) {
  const words = text.replace(/[〔〕\[\]《》〈〉“”‘’「」『』]/g, "").replace(/[\s\u3000]+/g, " ").trim();
  return /[\p{L}\p{N}]/u.test(words) ? words : "";
}
