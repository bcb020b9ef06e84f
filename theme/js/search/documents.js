/**
 * The list of everything that can be found, in the order in which the index
 * counts: newest first, older texts of a work behind its current one.
 */
import { SearchError } from "./shards.js";

export const FORMAT = 4;
export const FOLDING = 1;
export const FACETS = ["collection", "year", "agency", "topic", "status"];
const IN_FORCE = new Set(["in-force", "partial", "suspended"]);
const NAMED = 128; // texts in a file of names
const EPOCH = 719163; // days from 0001-01-01, counted from 1, to 1970-01-01

/**
 * A stretch of numbered units with cells: a catalogue (titles, headings) or a segment (passages).
 */
class Span {
  constructor(folder, bits, units) {
    this.folder = folder;
    this.bits = bits;
    this.units = units;
  }

  path(number) {
    return `${this.folder}${number.toString(16)}.bin`;
  }
}

/** The n-th name of a file of names, as a path. */
export async function named(shards, path, place) {
  const names = await shards.cell(path);
  const own = names.subarray(6 * place, 6 * place + 6);
  if (own.length < 6) throw new SearchError("damaged", path);
  const name = Array.from(own, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${name.slice(0, 2)}/${name.slice(2)}`;
}

export class Documents {
  /** @param {import("./shards.js").Shards} shards */
  static async load(shards) {
    const list = await shards.json("index.json");
    if (list.format !== FORMAT || list.folding !== FOLDING) throw new SearchError("version", "index.json");
    const volumes = list.catalogues.flatMap((catalogue) => catalogue.volumes);
    const heads = await Promise.all(volumes.map(({ name }) => shards.table(`v/${name}.bin`)));
    return new Documents(list, heads);
  }

  constructor(list, heads) {
    this.list = list;
    this.catalogues = [];
    this.segments = [];
    this.facts = []; // of each text
    const coming = heads.values();
    for (const { name, bits, units, sounds, sieve, volumes } of list.catalogues) {
      const span = new Span(`c/${name}/`, bits, units);
      const [label, sieveBits] = sieve;
      const rows = volumes.flatMap(({ segments }) => segments.map(([, , , , width, factor]) => ({ width, factor })));
      const catalogue = Object.assign(span, { sounds, first: this.facts.length, sieve: { label, bits: sieveBits, rows } });
      this.catalogues.push(catalogue);
      const before = this.segments.length;
      for (const volume of volumes) this.#add(volume, coming.next().value);
      this.segments.slice(before).forEach((segment, row) => Object.assign(segment, { catalogue, row }));
    }
    this.works = new Uint32Array(this.facts.length); // of each text: the number of the current text of its work
    this.facts.forEach((facts, at) => (this.works[at] = facts.older ? this.works[at - 1] : at));
    this.open = new Int8Array(this.facts.length); // what no filters say of each text
  }

  #add({ segments }, head) {
    let first = this.facts.length;
    let day = 0;
    let year = []; // values of a facet are shared by all texts that have them: there are tens of thousands
    const collections = this.list.collection.map(([value]) => [value]);
    const statuses = this.list.status.map(([slug]) => [slug]);
    const topics = head.topics.map((topic) => (topic ? [topic] : []));
    for (let at = 0; at < head.day.length; at++) {
      if (head.day[at]) {
        day -= head.day[at];
        const now = day ? [String(new Date((day - EPOCH) * 864e5).getUTCFullYear())] : [];
        if (now[0] !== year[0]) year = now;
      }
      const status = statuses[head.status[at]] ?? [];
      this.facts.push({
        older: head.older[at] === 1,
        inForce: !status.length || IN_FORCE.has(status[0]),
        passages: head.passages[at],
        collection: collections[head.collection[at]],
        year,
        agency: head.agencies[head.agency[at]],
        topic: topics[head.topic[at]],
        status,
      });
    }
    for (const [label, bits, passages, count] of segments) {
      const segment = Object.assign(new Span(`s/${label}/`, bits, passages), { first, count });
      segment.texts = new Uint32Array(passages); // of each passage: its text
      for (let text = 0, unit = 0; text < count; text++) {
        segment.texts.fill(first + text, unit, (unit += this.facts[first + text].passages));
      }
      this.segments.push(segment);
      first += count;
    }
  }

  /** The segment that holds a text. */
  segmentOf(text) {
    return this.segments.findLast((segment) => segment.first <= text);
  }

  /** A passage of a text, counted in the text. */
  async passage(shards, text, number) {
    const segment = this.segmentOf(text);
    const place = text - segment.first;
    const path = `${segment.folder}names-${Math.floor(place / NAMED)}.bin`;
    return shards.passage(`t/${await named(shards, path, place % NAMED)}-${number}.bin`);
  }

  /** The first passage of a text, counted in its segment. */
  firstPassage(segment, text) {
    return segment.texts.indexOf(text);
  }

  /**
   * Of each text, by filters: 0 lets it through, n + 1 keeps it out by FACETS[n] alone, -1 by several.
   * @param {Record<string, string[]>} filters
   */
  judged(filters) {
    const wanted = FACETS.map((facet) => (filters?.[facet]?.length ? new Set(filters[facet]) : null));
    if (!wanted.some(Boolean)) return this.open;
    return Int8Array.from(this.facts, (facts) => {
      let verdict = 0;
      for (let at = 0; at < FACETS.length; at++) {
        if (!wanted[at] || facts[FACETS[at]].some((value) => wanted[at].has(value))) continue;
        if (verdict) return -1;
        verdict = at + 1;
      }
      return verdict;
    });
  }
}
