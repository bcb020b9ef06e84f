/**
 * Where words may stand: the units of a volume or segment that hold all the
 * grams of a word. Words of one or two characters do stand there.
 */
import { CellError, cellOf, keyAt, mixed, unitsOf } from "./cells.js";
import { SearchError } from "./shards.js";

export const REACH = 32; // folded characters that a passage repeats of the next one, at least
const MOST_PAIRS = 10; // of a word that are asked for in a segment
const MOST_TITLED = 5; // of a word that are asked for in a catalogue: titles are short
const FEW = 2; // units that are sooner read than narrowed down
const LEARNT = 3; // segments after which it is known which pair of a word is rare
const TELLING = 3; // pairs by which a volume tells which of its segments to read

/** The offsets of the pairs to ask for: all of a short word, spread over a long one. */
function offsets(length, most = MOST_PAIRS) {
  const pairs = Math.max(Math.min(length, REACH) - 1, 1);
  const asked = Math.min(pairs, most);
  return Array.from({ length: asked }, (_, at) => (asked === 1 ? 0 : Math.round((at * (pairs - 1)) / (asked - 1))));
}

/** How often the pairs of a form were met, so that the rarest is asked for first. */
class Rarity {
  constructor(form) {
    this.segments = 0;
    this.reaches = new Map(); // of each volume: the segments that hold the rare pairs
    this.met = new Map(offsets(form.length).map((at) => [at, 0]));
  }

  note(at, units) {
    this.met.set(at, this.met.get(at) + units.length);
  }

  /** The pairs, the rarest first. */
  ordered() {
    return [...this.met.keys()].sort((a, b) => this.met.get(a) - this.met.get(b));
  }

  /** The pairs in groups: what is in none of a group's answers need not be asked for in the next. */
  groups() {
    const rarest = this.ordered();
    if (this.segments < LEARNT) return [rarest];
    return [rarest.slice(0, 1), rarest.slice(1, 3), rarest.slice(3)].filter((group) => group.length);
  }
}

/** A word to look for: forms, of which one must be there, and what was learnt of them. */
export class Word {
  /** @param {string[]} forms  folded */
  constructor(forms) {
    this.forms = forms;
    this.rarity = new Map(forms.map((form) => [form, new Rarity(form)]));
    this.certain = forms.every((form) => form.length <= 2); // its units need no proof
  }

  /** How many units have its rare pairs, as far as segments were read; null before it is known. */
  get expected() {
    const all = [...this.rarity.values()];
    if (all.some(({ segments }) => segments < LEARNT)) return null;
    return all.reduce((sum, { met }) => sum + Math.min(...met.values()), 0);
  }
}

export async function unitsWith(shards, span, key) {
  const stirred = mixed(key);
  const path = span.path(cellOf(stirred, span.bits));
  const cell = await shards.cell(path);
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

/** The segments of a volume that hold the rarest pairs of a form. */
async function reached(shards, around, form, rarity) {
  const asked = form.length === 1 ? [keyAt(form, 0, 1)] : rarity.ordered().slice(0, TELLING).map((at) => keyAt(form, at, 2));
  const [rarest, ...others] = asked;
  const held = await unitsWith(shards, around, rarest);
  if (!held.length) return new Set();
  const lists = await Promise.all(others.map((key) => unitsWith(shards, around, key)));
  return new Set([held, ...lists].reduce(common));
}

/** The units of a catalogue that may hold a form. */
async function unitsTitled(shards, span, form) {
  const asked = form.length === 1 ? [keyAt(form, 0, 1)] : offsets(form.length, MOST_TITLED).map((at) => keyAt(form, at, 2));
  const lists = await Promise.all(asked.map((key) => unitsWith(shards, span, key)));
  return lists.sort((a, b) => a.length - b.length).reduce(common);
}

async function unitsOfForm(shards, span, form, rarity) {
  const { around, place } = span;
  if (!around) return unitsTitled(shards, span, form);
  if (rarity.segments >= LEARNT) {
    if (!rarity.reaches.has(around)) rarity.reaches.set(around, reached(shards, around, form, rarity));
    if (!(await rarity.reaches.get(around)).has(place)) return [];
  }
  if (form.length === 1) {
    rarity.segments++;
    const held = await unitsWith(shards, span, keyAt(form, 0, 1));
    rarity.note(0, held);
    return held;
  }
  let found = null;
  for (const group of rarity.groups()) {
    const lists = await Promise.all(
      group.map(async (at) => {
        const units = await unitsWith(shards, span, keyAt(form, at, 2));
        rarity.note(at, units);
        return units;
      }),
    );
    if (found) lists.push(found);
    found = lists.sort((a, b) => a.length - b.length).reduce(common);
    if (found.length <= FEW) break;
  }
  rarity.segments++;
  return found;
}

/**
 * The units of a span that may hold a word, in order.
 * @param {Word} word
 */
export async function units(shards, span, word) {
  const lists = await Promise.all(
    word.forms.map((form) => unitsOfForm(shards, span, form, word.rarity.get(form))),
  );
  if (lists.length === 1) return lists[0];
  return [...new Set(lists.flat())].sort((a, b) => a - b);
}

/**
 * For each word the passages of a segment that may hold it, by text.
 * @param {Word[]} words
 * @param {(at: number) => boolean} titled  whether a title or heading of the segment may hold a word
 * @returns {Promise<Map<number, number[]>[]>}
 */
export async function passagesWith(shards, segment, words, titled) {
  const read = async (at) => {
    const byText = new Map();
    for (const number of await units(shards, segment, words[at])) {
      const text = segment.texts[number];
      if (!byText.has(text)) byText.set(text, []);
      byText.get(text).push(number);
    }
    return byText;
  };
  const expected = words.map((word) => word.expected);
  if (expected.includes(null)) return Promise.all(words.map((_, at) => read(at)));
  // The rarest first: where it is not, the others need not be asked for.
  const bodies = words.map(() => new Map());
  const [first, ...others] = [...words.keys()].sort((a, b) => expected[a] - expected[b]);
  bodies[first] = await read(first);
  if (!bodies[first].size && !titled(first)) return bodies;
  await Promise.all(others.map(async (at) => (bodies[at] = await read(at))));
  return bodies;
}
