/**
 * Where words may stand: the units of a volume or segment that hold all the
 * grams of a word. For words of one or two characters that is where they do stand.
 */
import { CellError, cellOf, keyAt, mixed, unitsOf } from "./cells.js";
import { SearchError } from "./shards.js";

export const REACH = 32; // folded characters that a passage repeats of the next one, at least
const FIRST = 3; // pairs of a word that are asked for at once
const MOST_GRAMS = 10;
const FEW = 2; // units that are sooner read than narrowed down

/** The offsets of the pairs to ask for: some spread over the word, then those between if many units are left. */
function offsets(length) {
  const pairs = Math.min(length, REACH) - 1;
  const spread = (count) =>
    Array.from({ length: count }, (_, at) => (count === 1 ? 0 : Math.round((at * (pairs - 1)) / (count - 1))));
  const first = spread(Math.min(Math.ceil((pairs + 1) / 2), FIRST));
  return [first, spread(Math.min(pairs, MOST_GRAMS)).filter((at) => !first.includes(at))];
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
  const both = (ats) => Promise.all(ats.map((at) => unitsWith(shards, span, keyAt(form, at, 2))));
  const [first, between] = offsets(form.length);
  const found = (await both(first)).sort((a, b) => a.length - b.length).reduce(common);
  if (found.length <= FEW || !between.length) return found;
  return (await both(between)).reduce(common, found);
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
