/**
 * Where words may stand: the units of a catalogue or segment that hold all the
 * grams of a word. Words of one or two characters do stand there.
 */
import { CellError, cellOf, keyAt, mixed, often, sieved, stirredAt, thirdKey, unitsOf } from "./cells.js";
import { named } from "./documents.js";
import { SearchError } from "./shards.js";

export const REACH = 32; // folded characters that a passage repeats of the next one, at least
const MOST_PAIRS = 10; // of a word that are asked for in a segment
const MOST_TITLED = 3; // of a word that are asked for in a catalogue: titles are short
const MOST_SIEVED = 8; // groups of a word that are asked for in a sieve
const TELLING = 3; // of them that are asked for first
const FEW = 2; // units, or segments, that are sooner read than narrowed down
const COMMON = 4; // units of a segment that have the rarest pair of a word; then another word hardly rules it out

/** The offsets of the pairs to ask for: all of a short word, spread over a long one. */
function offsets(length, most = MOST_PAIRS) {
  const pairs = Math.max(Math.min(length, REACH) - 1, 1);
  const asked = Math.min(pairs, most);
  return Array.from({ length: asked }, (_, at) => (asked === 1 ? 0 : Math.round((at * (pairs - 1)) / (asked - 1))));
}

/** The groups of a form, as [offset, length], of which a sieve is asked, the telling ones first. */
function groupsOf(form) {
  const length = Math.min(form.length, 4);
  const groups = offsets(form.length - length + 2, MOST_SIEVED).map((at) => [at, length]);
  if (form.length === 4) groups.push([0, 3], [1, 3]);
  return [groups.slice(0, TELLING), groups.slice(TELLING)];
}

/** What was learnt of a form: how often its pairs were met, and which segments may hold it. */
class Rarity {
  constructor(form) {
    this.form = form;
    this.segments = 0;
    this.sieving = new Map(); // of each catalogue: its rows, as far as known, and the steps that make them known
    this.met = new Map(offsets(form.length).map((at) => [at, 0]));
  }

  note(at, units) {
    this.met.set(at, this.met.get(at) + units.length);
  }

  /** The pairs in groups: what is in none of a group's answers need not be asked for in the next. */
  groups({ units }) {
    const rarest = [...this.met.keys()].sort((a, b) => this.met.get(a) - this.met.get(b));
    if (!this.segments) return [rarest];
    // As many as leave few units, were it by chance that they meet in one.
    let count = 0;
    for (let left = units; left > FEW && count < rarest.length; count++) {
      left *= this.met.get(rarest[count]) / this.segments / units;
    }
    return [rarest.slice(0, count), rarest.slice(count)].filter((group) => group.length);
  }

  /** How many units of a segment have its rarest pair. */
  get mean() {
    return Math.min(...this.met.values()) / this.segments;
  }

  /** Whether a segment may hold the form, as far as the sieve was asked. */
  passes({ catalogue, row }) {
    return this.sieving.get(catalogue)?.rows[row] ?? true;
  }

  sift(shards, catalogue, thorough) {
    if (!this.sieving.has(catalogue)) {
      this.sieving.set(catalogue, { rows: catalogue.sieve.rows.map(() => true), steps: [], known: 0 });
    }
    const sieving = this.sieving.get(catalogue);
    const { rows, steps } = sieving;
    const groups = groupsOf(this.form);
    steps[0] ??= sift(shards, catalogue, this.form, groups[0], rows).then(() => {
      const enough = !groups[1].length || rows.filter(Boolean).length <= FEW;
      sieving.known = enough ? 2 : 1;
    });
    if (!thorough) return steps[0];
    steps[1] ??= steps[0].then(async () => {
      if (sieving.known < 2) await sift(shards, catalogue, this.form, groups[1], rows);
      sieving.known = 2;
    });
    return steps[1];
  }

  /** Whether `sift` has nothing more to ask. */
  sifted(catalogue, thorough) {
    return (this.sieving.get(catalogue)?.known ?? 0) >= (thorough ? 2 : 1);
  }
}

/** Ask the sieve of a catalogue for groups of a form; what may not hold them becomes false in `rows`. */
async function sift(shards, { sieve }, form, groups, rows) {
  await Promise.all(
    groups.map(async ([at, size]) => {
      const stirred = stirredAt(form, at, size);
      const path = `g/${await named(shards, `g/${sieve.label}.bin`, cellOf(stirred, sieve.bits))}.bin`;
      const answer = await read(shards, path, (cell) => sieved(cell, stirred, size, sieve.bits, sieve.rows));
      answer.forEach((held, row) => (rows[row] &&= held));
    }),
  );
}

/** A word to look for: forms, of which one must be there, and what was learnt of them. */
export class Word {
  /** @param {string[]} forms  folded */
  constructor(forms) {
    this.forms = forms;
    this.rarity = new Map(forms.map((form) => [form, new Rarity(form)]));
    this.certain = forms.every((form) => form.length <= 2); // its units need no proof
  }

  /** How many units of a segment have its rare pairs; null before one was read. */
  get expected() {
    const all = [...this.rarity.values()];
    return all.some(({ segments }) => !segments) ? null : all.reduce((sum, { mean }) => sum + mean, 0);
  }

  /** Whether a segment may hold the word, as far as sieves were asked. */
  passes(segment) {
    return this.forms.some((form) => this.rarity.get(form).passes(segment));
  }

  sifted(catalogue, thorough) {
    return [...this.rarity.values()].every((form) => form.sifted(catalogue, thorough));
  }

  /**
   * Ask the sieve of a catalogue which of its segments may hold the word.
   * @param {boolean} thorough  for all groups, where those that tell most let several segments pass
   */
  sift(shards, catalogue, thorough) {
    return Promise.all([...this.rarity.values()].map((form) => form.sift(shards, catalogue, thorough)));
  }
}

async function read(shards, path, make) {
  const cell = await shards.cell(path);
  try {
    return make(cell);
  } catch (error) {
    if (error instanceof CellError) throw new SearchError("damaged", path, { cause: error });
    throw error;
  }
}

export function unitsWith(shards, span, key) {
  const stirred = mixed(key);
  return read(shards, span.path(cellOf(stirred, span.bits)), (cell) => unitsOf(cell, stirred, span));
}

/** The units that hold a pair of a form, and those that hold it with the unit behind it where both pairs are frequent. */
function pairAt(shards, span, form, at) {
  const stirred = mixed(keyAt(form, at, 2));
  return read(shards, span.path(cellOf(stirred, span.bits)), (cell) => {
    const held = unitsOf(cell, stirred, span);
    const longer = () => unitsOf(cell, thirdKey(stirred, form, at), span, true);
    return { at, held, longer };
  });
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

/** The units of a catalogue that may hold a form. */
async function unitsTitled(shards, span, form) {
  const asked = form.length === 1 ? [keyAt(form, 0, 1)] : offsets(form.length, MOST_TITLED).map((at) => keyAt(form, at, 2));
  const lists = await Promise.all(asked.map((key) => unitsWith(shards, span, key)));
  return lists.sort((a, b) => a.length - b.length).reduce(common);
}

async function unitsOfForm(shards, span, form, rarity) {
  if (!span.catalogue) return unitsTitled(shards, span, form);
  if (!rarity.passes(span)) return [];
  if (form.length === 1) {
    rarity.segments++;
    const held = await unitsWith(shards, span, keyAt(form, 0, 1));
    rarity.note(0, held);
    return held;
  }
  let found = null;
  const frequent = new Map();
  for (const group of rarity.groups(span)) {
    const pairs = await Promise.all(group.map((at) => pairAt(shards, span, form, at)));
    const lists = found ? [found] : [];
    for (const { at, held, longer } of pairs) {
      rarity.note(at, held);
      lists.push(held);
      if (often(held.length, span.units)) frequent.set(at, longer);
    }
    for (const first of new Set(pairs.flatMap(({ at }) => [at - 1, at]))) {
      if (frequent.has(first) && frequent.has(first + 1)) lists.push(frequent.get(first)());
    }
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
  if (expected.includes(null) || Math.min(...expected) > COMMON) return Promise.all(words.map((_, at) => read(at)));
  // The rarest first: where it is not, the others need not be asked for.
  const bodies = words.map(() => new Map());
  const [first, ...others] = [...words.keys()].sort((a, b) => expected[a] - expected[b]);
  bodies[first] = await read(first);
  if (!bodies[first].size && !titled(first)) return bodies;
  await Promise.all(others.map(async (at) => (bodies[at] = await read(at))));
  return bodies;
}
