/**
 * Where the words of a search may stand: in which titles and headings, and in which passages of
 * each segment. What stands there is for `Proofs` to say.
 */
import { passagesWith, units } from "./matches.js";

const TITLE = 1; // may hold the word in title or number
const HEADING = 2;

export class Places {
  #passages = new Map(); // of each segment: for each word, its passages by text

  /**
   * @param {import("./shards.js").Shards} shards
   * @param {import("./documents.js").Documents} documents
   * @param {import("./matches.js").Word[]} words  all must be there
   * @param {Int8Array} judged  what the filters say of each text: 0 lets it through
   */
  constructor(shards, documents, words, judged) {
    Object.assign(this, { shards, documents, words, judged });
    this.heads = words.map(() => new Uint8Array(documents.facts.length));
  }

  /** Ask titles, numbers and headings, and what will be asked next unless titles fill the page. */
  async begin() {
    const { documents, words } = this;
    const titles = documents.catalogues.flatMap((catalogue) =>
      words.map(async (word, at) => {
        for (const unit of await units(this.shards, catalogue, word)) {
          this.heads[at][catalogue.first + (unit >> 1)] |= unit & 1 ? HEADING : TITLE;
        }
      }),
    );
    const first = words.length ? documents.segments.find((segment) => this.#open(segment)) : null;
    if (first) {
      this.passagesOf(first).catch(() => {}); // told to who asks again
      for (const word of words) if (!word.certain) word.sift(this.shards, first.catalogue, false).catch(() => {});
    }
    await Promise.all(titles);
  }

  #open({ first, count }) {
    return this.judged.subarray(first, first + count).includes(0);
  }

  /** 0: all words in title and number, 1: in these and headings, 2: elsewhere too. */
  rank(text) {
    let rank = 0;
    for (const head of this.heads) {
      if (!head[text]) return 2;
      if (!(head[text] & TITLE)) rank = 1;
    }
    return this.words.length ? rank : 2;
  }

  /** The texts that the filters let through of rank 0, and of rank 1, newest first. */
  titled() {
    const ranked = [[], []];
    const [head = []] = this.heads;
    for (let text = 0; text < head.length; text++) {
      if (head[text] && this.judged[text] === 0) ranked[this.rank(text)]?.push(text);
    }
    return ranked;
  }

  /** Whether it was asked which passages of a segment may hold the words. */
  asked(segment) {
    return this.#passages.has(segment);
  }

  /** For each word the passages of a segment that may hold it, by text. */
  passagesOf(segment) {
    if (!this.#passages.has(segment)) {
      const titled = (at) => this.#titled(at, segment);
      this.#passages.set(segment, passagesWith(this.shards, segment, this.words, titled));
    }
    return this.#passages.get(segment);
  }

  #titled(at, { first, count }) {
    return this.heads[at].subarray(first, first + count).some(Boolean);
  }

  /** Whether a segment may hold all words, as far as sieves were asked. */
  mayHold(segment) {
    return this.words.every((word, at) => word.passes(segment) || this.#titled(at, segment));
  }

  /** Whether the sieve of a catalogue was asked for all words. */
  sifted(catalogue, thorough) {
    return this.words.every((word) => word.sifted(catalogue, thorough));
  }

  /** Ask the sieve of a catalogue for all words. */
  sift(catalogue, thorough) {
    return Promise.all(this.words.map((word) => word.sift(this.shards, catalogue, thorough)));
  }

  /** The texts of a segment that may hold all words, by the verdict of the filters. */
  async candidates(segment, allowed) {
    const texts = [];
    for (let text = segment.first; text < segment.first + segment.count; text++) {
      if (allowed(this.judged[text])) texts.push(text);
    }
    if (!texts.length || !this.words.length) return texts;
    const bodies = await this.passagesOf(segment);
    return texts.filter((text) => bodies.every((body, at) => this.heads[at][text] || body.has(text)));
  }
}
