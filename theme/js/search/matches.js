/**
 * Where words may stand: the units of a volume or segment that hold all the
 * grams of a word. For words of one or two characters that is where they do stand.
 */
import { CellError, cellOf, keyAt, mixed, unitsOf } from "./cells.js";
import { SearchError } from "./shards.js";

export const REACH = 32; // folded characters that a passage repeats of the next one, at least
const MOST_GRAMS = 10;

/** The offsets of the pairs to ask for: all of a short word, spread over a long one. */
function offsets(length) {
  const pairs = Math.min(length, REACH) - 1;
  const asked = Math.min(pairs, MOST_GRAMS);
  return Array.from({ length: asked }, (_, at) => (asked === 1 ? 0 : Math.round((at * (pairs - 1)) / (asked - 1))));
}

async function unitsWith(shards, span, key) {
  const stirred = mixed(key);
  const path = span.path(cellOf(stirred, span.bits));
  const cell = await shards.bytes(path);
  try {
    return unitsOf(cell, stirred, span);
  } catch (error) {
    if (error instanceof CellError) throw new SearchError("damaged", path, { cause: error });
    throw error;
  }
}

/** What is in both of two rising lists. */
export function common(first, second) {
  const [few, many] = first.length < second.length ? [first, second] : [second, first];
  const found = [];
  for (let at = 0, other = 0; at < few.length; at++) {
    while (other < many.length && many[other] < few[at]) other++;
    if (many[other] === few[at]) found.push(few[at]);
  }
  return found;
}

async function unitsOfForm(shards, span, form) {
  if (form.length === 1) return unitsWith(shards, span, keyAt(form, 0, 1));
  const lists = await Promise.all(offsets(form.length).map((at) => unitsWith(shards, span, keyAt(form, at, 2))));
  lists.sort((a, b) => a.length - b.length);
  return lists.reduce(common);
}

/**
 * The units of a span that may hold a word, in order.
 * @param {string[]} word  its forms
 */
export async function units(shards, span, word) {
  const lists = await Promise.all(word.map((form) => unitsOfForm(shards, span, form)));
  if (lists.length === 1) return lists[0];
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}

/** Whether the units of a word need no proof. */
export const certain = (word) => word.every((form) => form.length <= 2);
