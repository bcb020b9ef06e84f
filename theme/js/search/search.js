/**
 * One search: find the texts that may hold the words, prove them in the order
 * of their rank until the page is full, then count the rest.
 *
 * Rank: all words in title or number, else in title, number and headings, else
 * in the text; in force before not; newest first. A work stands at the place of
 * the best of its texts, and shows the current one if that holds the words.
 */
import { FACETS } from "./documents.js";
import { Places } from "./places.js";
import { Proofs } from "./proofs.js";
import { SearchError } from "./shards.js";

const TOGETHER = 10; // texts that are proved at a time to be counted
const ABREAST = 24; // works that are proved at a time at most to fill the page
const AHEAD = 12; // segments that are read at a time at most
const FEW = 3; // segments that are sooner read than looked up in a sieve
const PROVED = 600; // texts that are read to count unasked, some two megabytes
const LOOKED = 150; // texts that are read unasked to fill the list: then the characters are too common

export class Search {
  /**
   * @param {import("./shards.js").Shards} shards
   * @param {import("./documents.js").Documents} documents
   * @param {import("./matches.js").Word[]} words  all must be there
   * @param {{filters?: object, sort?: string, from?: number, size?: number, count?: boolean}} options
   * @param {() => boolean} live  false once another search has begun
   */
  constructor(shards, documents, words, options, live) {
    Object.assign(this, { shards, documents, words, live });
    const { filters, sort = "relevance", from = 0, size = 10, count = true } = options;
    Object.assign(this, { sort, from, wanted: from + size, count });
    this.judged = documents.judged(filters);
    this.sure = words.every((word) => word.certain);
    this.places = new Places(shards, documents, words, this.judged);
    this.proofs = new Proofs(shards, documents, words, this.places, () => this.check());
    this.proving = []; // works, in the order of the list to be
    this.segments = 0; // that were looked through, and how many texts in them may hold the words
    this.likely = 0;
    this.done = new Set(); // works that are in the list, or proved not to belong there
    this.found = [];
    this.counted = new Set(); // texts that have been counted or proved not to count
    this.total = 0;
    this.facets = Object.fromEntries(FACETS.map((facet) => [facet, {}]));
  }

  check() {
    if (!this.live()) throw new SearchError("superseded", "");
  }

  /** @param {(answer: object) => void} report */
  async run(report) {
    await this.places.begin();
    this.check();
    await this.#fill();
    if (!this.count || this.unfinished) return this.#answer(false);
    report(this.#answer(false));
    const unhurried = this.shards.unhurried(this.live);
    this.places.shards = this.proofs.shards = unhurried;
    const all = await this.#countAll(report);
    return this.#answer(all);
  }

  /** Put works in the list until it is as long as asked for; the next ones are proved meanwhile. */
  async #fill() {
    const { proving } = this;
    const order = this.#inOrder();
    let coming = null;
    let more = true;
    while (!this.#ended) {
      if (more && !coming && proving.length < this.#abreast) {
        coming = order.next().then(({ value, done }) => {
          coming = null;
          if (done) more = false;
          else proving.push(this.#proved(...value));
        });
        coming.catch(() => {}); // told by the race, unless the page is full before
      }
      if (!coming && !proving.length) break;
      await Promise.race([coming, proving[0]?.settled].filter(Boolean));
      this.check();
      while (proving[0]?.result && !this.#full) this.#list(proving.shift());
    }
    this.unfinished = this.#ended && !this.#full;
  }

  #proved(work, rank) {
    const one = { work, rank, result: null, settled: null };
    one.settled = this.proofs.work(work).then((result) => (one.result = result));
    one.settled.catch(() => {}); // as above
    return one;
  }

  #list({ work, rank, result }) {
    if (this.done.has(work)) return;
    if (rank === 0 && result.where !== "title") return; // its turn comes with the texts
    this.done.add(work);
    if (result.id) this.found.push(result);
  }

  /** The works that may belong in the list, each with its rank, in their order. */
  async *#inOrder() {
    const { facts, works } = this.documents;
    if (this.sort !== "date") {
      for (const [rank, texts] of this.places.titled().entries()) {
        for (const inForce of [true, false]) {
          const chosen = texts.filter((text) => facts[text].inForce === inForce);
          for (const work of new Set(chosen.map((text) => works[text]))) yield [work, rank];
        }
      }
    }
    const later = [];
    for await (const texts of this.#bodies()) {
      const first = texts.filter((text) => this.sort === "date" || facts[text].inForce);
      for (const work of new Set(first.map((text) => works[text]))) if (!this.done.has(work)) yield [work, 2];
      if (first.length < texts.length) later.push(...texts.filter((text) => !first.includes(text)));
    }
    for (const work of new Set(later.map((text) => works[text]))) if (!this.done.has(work)) yield [work, 2];
  }

  /** The texts of each segment that may hold the words, newest first; several segments are read at a time. */
  async *#bodies() {
    const { segments, catalogues } = this.documents;
    const reading = [];
    for (let at = 0; at < segments.length || reading.length; ) {
      while (at < segments.length && reading.length < this.#ahead) {
        const segment = segments[at];
        const thorough = this.#ahead > FEW;
        if (this.segments && thorough && !this.places.sifted(segment.catalogue, true)) {
          const asked = this.#ahead === AHEAD ? catalogues : [segment.catalogue];
          const sifting = Promise.all(asked.map((one) => this.places.sift(one, true)));
          sifting.catch(() => {}); // told to who asks again
          if (reading.length) break;
          await sifting;
        }
        at++;
        if (!this.segments || this.places.mayHold(segment)) {
          const texts = this.places.candidates(segment, (verdict) => verdict === 0);
          texts.catch(() => {}); // as above
          reading.push(texts);
        }
      }
      if (!reading.length) return;
      const texts = await reading.shift();
      this.check();
      this.segments++;
      this.likely += texts.length;
      yield texts;
    }
  }

  /** How many works to prove at a time, so that as many as are still wanted hold the words. */
  get #abreast() {
    return Math.min(Math.ceil((this.wanted - this.found.length) / this.proofs.share), ABREAST);
  }

  /** How many segments to read at a time, for as many works. */
  get #ahead() {
    if (!this.segments) return 1;
    const wanted = this.wanted - this.found.length - this.proving.length * this.proofs.share;
    const each = (this.likely / this.segments) * this.proofs.share;
    return Math.min(Math.max(Math.ceil(wanted / each), 1), AHEAD);
  }

  get #full() {
    return this.found.length >= this.wanted;
  }

  /** Whether more texts were read than a reader on a phone has asked for. */
  #tired(most) {
    return this.count !== "all" && this.proofs.count > most;
  }

  get #ended() {
    return this.#full || this.#tired(this.wanted + LOOKED);
  }

  /**
   * Count all texts, newest first; those that fail one filter only, for the counts of that facet.
   * False if that would mean to read on when tired.
   */
  async #countAll(report) {
    const { segments } = this.documents;
    let reported = performance.now();
    for (let at = 0; at < segments.length; at += 4) {
      const lists = await Promise.all(segments.slice(at, at + 4).map((one) => this.#countable(one)));
      for (const texts of lists) {
        if (!this.sure && this.#tired(PROVED)) return false;
        await this.#countTexts(texts);
        if (performance.now() - reported > 200) {
          report(this.#answer(false));
          reported = performance.now();
        }
      }
    }
    return true;
  }

  /** The texts of a segment that may count, at least for one facet. */
  async #countable(segment) {
    if (!this.places.asked(segment)) {
      await this.places.sift(segment.catalogue, true);
      if (!this.places.mayHold(segment)) return [];
    }
    return this.places.candidates(segment, (verdict) => verdict >= 0);
  }

  async #countTexts(texts) {
    for (let at = 0; at < texts.length; ) {
      const batch = texts.slice(at, at + (this.sure ? texts.length : TOGETHER));
      at += batch.length;
      const held = this.sure ? batch : await Promise.all(batch.map((text) => this.proofs.verdict(text)));
      this.check();
      batch.forEach((text, number) => held[number] !== null && this.#add(text));
    }
  }

  #add(text) {
    const verdict = this.judged[text];
    const key = 8 * this.documents.works[text] + verdict;
    if (this.counted.has(key)) return;
    this.counted.add(key);
    const facts = this.documents.facts[text];
    if (verdict === 0) this.total++;
    for (const facet of verdict === 0 ? FACETS : [FACETS[verdict - 1]]) {
      for (const value of facts[facet]) this.facets[facet][value] = (this.facets[facet][value] ?? 0) + 1;
    }
  }

  #answer(exact) {
    return {
      words: this.words.map((word) => word.forms[0]),
      results: this.found.slice(this.from, this.wanted),
      settled: true,
      total: Math.max(this.total, this.found.length),
      exact,
      unfinished: this.unfinished,
      facets: this.facets,
    };
  }
}
