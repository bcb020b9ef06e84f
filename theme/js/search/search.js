/**
 * One search: find the texts that may hold the words, prove them in the order
 * of their rank until the page is full, then count the rest.
 *
 * Rank: all words in title or number, else in title, number and headings, else
 * in the text; in force before not; newest first. A work stands at the place of
 * the best of its texts, and shows the current one if that holds the words.
 */
import { FACETS } from "./documents.js";
import { passagesWith, units } from "./matches.js";
import { holds, marked, shown, titleHolds } from "./proof.js";
import { SearchError } from "./shards.js";

const TITLE = 1; // may hold the word in title or number
const HEADING = 2;
const TOGETHER = 10; // texts that are proved at a time
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
    this.passages = new Map(); // of each segment: for each word, its passages by text
    this.verdicts = new Map();
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
    await this.#titles();
    await this.#fill();
    if (!this.count || this.unfinished) return this.#answer(false);
    report(this.#answer(false));
    const all = await this.#countAll(report);
    return this.#answer(all);
  }

  /** Where the words may stand in titles, numbers and headings. */
  async #titles() {
    const { shards, documents, words } = this;
    this.heads = words.map(() => new Uint8Array(documents.facts.length));
    await Promise.all(
      documents.catalogues.flatMap((catalogue) =>
        words.map(async (word, at) => {
          for (const unit of await units(shards, catalogue, word)) {
            this.heads[at][catalogue.first + (unit >> 1)] |= unit & 1 ? HEADING : TITLE;
          }
        }),
      ),
    );
    this.check();
  }

  /** 0: all words in title and number, 1: in these and headings, 2: elsewhere too. */
  #rank(text) {
    let rank = 0;
    for (const head of this.heads) {
      if (!head[text]) return 2;
      if (!(head[text] & TITLE)) rank = 1;
    }
    return this.words.length ? rank : 2;
  }

  /** For each word the passages of a segment that may hold it, by text. */
  #passagesOf(segment) {
    if (!this.passages.has(segment)) this.passages.set(segment, this.#readPassages(segment));
    return this.passages.get(segment);
  }

  async #readPassages(segment) {
    const from = segment.first;
    const bodies = await passagesWith(this.shards, segment, this.words, (at) =>
      this.heads[at].subarray(from, from + segment.count).some(Boolean),
    );
    this.check();
    return bodies;
  }

  /** The texts of a segment that may hold all words, by the verdict of the filters. */
  async #candidates(segment, allowed) {
    const texts = [];
    for (let text = segment.first; text < segment.first + segment.count; text++) {
      if (allowed(this.judged[text])) texts.push(text);
    }
    if (!texts.length || !this.words.length) return texts;
    const bodies = await this.#passagesOf(segment);
    return texts.filter((text) => bodies.every((body, at) => this.heads[at][text] || body.has(text)));
  }

  /** Put works in the list until it is as long as asked for. */
  async #fill() {
    const { documents } = this;
    if (this.sort !== "date") {
      for (const rank of [0, 1]) {
        for (const inForce of [true, false]) {
          const texts = [];
          documents.facts.forEach((facts, text) => {
            if (this.judged[text] === 0 && facts.inForce === inForce && this.#rank(text) === rank) texts.push(text);
          });
          await this.#list(texts, rank);
        }
      }
    }
    const later = [];
    for (let at = 0, step = 1; at < documents.segments.length && !this.#ended; at += step, step *= 2) {
      const next = documents.segments.slice(at, at + step);
      for (const texts of await Promise.all(next.map((one) => this.#candidates(one, (verdict) => verdict === 0)))) {
        const first = texts.filter((text) => this.sort === "date" || documents.facts[text].inForce);
        later.push(...texts.filter((text) => !first.includes(text)));
        await this.#list(first, 2);
      }
    }
    await this.#list(later, 2);
    this.unfinished = this.#ended && !this.#full;
  }

  get #full() {
    return this.found.length >= this.wanted;
  }

  /** Whether more texts were read than a reader on a phone has asked for. */
  #tired(most) {
    return this.count !== "all" && this.verdicts.size > most;
  }

  get #ended() {
    return this.#full || this.#tired(this.wanted + LOOKED);
  }

  /** Prove the works of these texts, in this order, and list those that hold the words. */
  async #list(texts, rank) {
    const works = [...new Set(texts.map((text) => this.documents.works[text]))];
    for (let at = 0; at < works.length && !this.#ended; ) {
      const batch = works.slice(at, at + Math.min(TOGETHER, this.wanted - this.found.length));
      at += batch.length;
      const results = await Promise.all(batch.map((work) => (this.done.has(work) ? null : this.#work(work))));
      this.check();
      results.forEach((result, number) => {
        if (!result) return;
        const entitled = rank === 0 ? result.where === "title" : true;
        if (!entitled && this.sort !== "date") return; // its turn comes with the texts
        this.done.add(batch[number]);
        if (result.id) this.found.push(result);
      });
    }
  }

  /** A work as a result; without an id when none of its texts holds the words. */
  async #work(work) {
    const { documents } = this;
    const held = [];
    for (let text = work; documents.works[text] === work; text++) {
      if (this.judged[text] !== 0) continue;
      if (this.#rank(text) > 0) {
        const bodies = await this.#passagesOf(documents.segmentOf(text));
        if (!bodies.every((body, at) => this.heads[at][text] || body.has(text))) continue;
      }
      const verdict = await this.#verdict(text);
      if (verdict) held.push([text, verdict]);
    }
    if (!held.length) return { where: "title" };
    const [[text, { passage, titled }], ...older] = held;
    const { card } = passage;
    const rank = this.#rank(text);
    return {
      ...card,
      title: marked(card.title, this.words),
      number: marked(card.number, this.words),
      where: titled ? "title" : rank < 2 ? "heading" : "text",
      ...shown(passage, this.words),
      older: older.map(([, { passage: { card: one } }]) => ({
        url: one.url,
        title: one.title,
        version: one.version,
        date: one.date,
        status: one.status,
      })),
    };
  }

  /** The passage that proves and shows a text best, and whether its title holds all; null: it does not hold them. */
  #verdict(text) {
    if (!this.verdicts.has(text)) {
      const coming = this.#prove(text);
      this.verdicts.set(text, coming);
    }
    return this.verdicts.get(text);
  }

  async #prove(text) {
    const { documents, words } = this;
    const segment = documents.segmentOf(text);
    if (!words.length || this.#rank(text) === 0) {
      // What its title says is mostly said at its beginning too.
      const passage = await documents.passage(this.shards, text, 0);
      if (words.every((word) => titleHolds(passage.card, word))) return { passage, titled: words.length > 0 };
    }
    const bodies = await this.#passagesOf(segment);
    const first = documents.firstPassage(segment, text);
    const votes = new Map();
    for (const body of bodies) for (const number of body.get(text) ?? []) votes.set(number, (votes.get(number) ?? 0) + 1);
    const order = [...votes.keys()].sort((a, b) => votes.get(b) - votes.get(a) || a - b);
    if (!order.length) order.push(first);
    const open = new Set(words.keys());
    let best = null;
    let most = -1;
    for (const number of order) {
      const passage = await documents.passage(this.shards, text, number - first);
      this.check();
      let here = 0;
      for (const [at, word] of words.entries()) {
        if (!bodies[at].get(text)?.includes(number)) continue;
        if (await holds(passage, word, () => this.#following(text, number - first))) {
          open.delete(at);
          here++;
        }
      }
      if (here > most) [best, most] = [passage, here];
      for (const at of [...open]) if (titleHolds(passage.card, words[at])) open.delete(at);
      if (!open.size) break;
    }
    if (open.size) return null;
    return { passage: best, titled: words.length > 0 && words.every((word) => titleHolds(best.card, word)) };
  }

  async *#following(text, number) {
    for (let next = number + 1; next < this.documents.facts[text].passages; next++) {
      yield await this.documents.passage(this.shards, text, next);
    }
  }

  /**
   * Count all texts, newest first; those that fail one filter only, for the counts of that facet.
   * False if that would mean to read on when tired.
   */
  async #countAll(report) {
    const { segments } = this.documents;
    let reported = performance.now();
    for (let at = 0; at < segments.length; at += 4) {
      const lists = await Promise.all(segments.slice(at, at + 4).map((one) => this.#candidates(one, (v) => v >= 0)));
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

  async #countTexts(texts) {
    for (let at = 0; at < texts.length; ) {
      const batch = texts.slice(at, at + (this.sure ? texts.length : TOGETHER));
      at += batch.length;
      const held = this.sure ? batch : await Promise.all(batch.map((text) => this.#verdict(text)));
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
