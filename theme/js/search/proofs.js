/**
 * Prove that texts hold the words of a search by reading their passages, and make results of them.
 */
import { holds, marked, shown, titleHolds } from "./proof.js";

const READ_WHOLE = 3; // passages of a text that are sooner read than asked for in its segment

export class Proofs {
  #verdicts = new Map();
  #held = 0;
  #settled = 0;

  /**
   * @param {import("./shards.js").Shards} shards
   * @param {import("./documents.js").Documents} documents
   * @param {import("./matches.js").Word[]} words  all must be there
   * @param {import("./places.js").Places} places
   * @param {() => void} check  throws once another search has begun
   */
  constructor(shards, documents, words, places, check) {
    Object.assign(this, { shards, documents, words, places, check });
  }

  /** How many texts were read. */
  get count() {
    return this.#verdicts.size;
  }

  /** Which share of the texts that were read held the words. */
  get share() {
    return (this.#held + 1) / (this.#settled + 1);
  }

  /** A work as a result; without an id when none of its texts holds the words. */
  async work(work) {
    const { documents, words } = this;
    const held = [];
    for (let text = work; documents.works[text] === work; text++) {
      if (this.places.judged[text] !== 0 || !(await this.#likely(text))) continue;
      const verdict = await this.verdict(text);
      if (verdict) held.push([text, verdict]);
    }
    if (!held.length) return { where: "title" };
    const [[text, { passage, titled }], ...older] = held;
    const { card } = passage;
    return {
      ...card,
      title: marked(card.title, words),
      number: marked(card.number, words),
      where: titled ? "title" : this.places.rank(text) < 2 ? "heading" : "text",
      ...shown(passage, words),
      older: older.map(([, { passage: { card: one } }]) => ({
        url: one.url,
        title: one.title,
        version: one.version,
        date: one.date,
        status: one.status,
      })),
    };
  }

  /** Whether a text is read without asking its segment where in it the words may stand. */
  #short(text) {
    return this.documents.facts[text].passages <= READ_WHOLE && !this.places.asked(this.documents.segmentOf(text));
  }

  /** Whether the index lets a text hold all words, as far as it is asked. */
  async #likely(text) {
    const { heads } = this.places;
    if (this.places.rank(text) === 0 || this.#short(text)) return true;
    const bodies = await this.places.passagesOf(this.documents.segmentOf(text));
    return bodies.every((body, at) => heads[at][text] || body.has(text));
  }

  /** The passage that proves and shows a text best, and whether its title holds all; null: it does not hold them. */
  verdict(text) {
    if (!this.#verdicts.has(text)) {
      const coming = this.#prove(text);
      coming.then(
        (verdict) => {
          this.#settled++;
          if (verdict) this.#held++;
        },
        () => {},
      );
      this.#verdicts.set(text, coming);
    }
    return this.#verdicts.get(text);
  }

  async #prove(text) {
    const { words } = this;
    if (!words.length || this.places.rank(text) === 0) {
      // What its title says is mostly said at its beginning too.
      const passage = await this.#passage(text, 0);
      if (words.every((word) => titleHolds(passage.card, word))) return { passage, titled: words.length > 0 };
    }
    const whole = this.#short(text);
    const [numbers, open] = whole ? this.#whole(text) : await this.#likeliest(text);
    // Where most texts do not hold the words, all of a text will have to be read.
    if (this.share < 0.5) for (const number of numbers.keys()) this.#passage(text, number).catch(() => {});
    let best = null;
    let most = -1;
    for (const [number, asked] of numbers) {
      const passage = await this.#passage(text, number);
      this.check();
      let here = 0;
      for (const at of asked) {
        if (await holds(passage, words[at], () => this.#following(text, number))) {
          open.delete(at);
          here++;
        }
      }
      if (here > most) [best, most] = [passage, here];
      for (const at of [...open]) if (titleHolds(passage.card, words[at])) open.delete(at);
      if (!open.size && (most === words.length || !whole)) break;
    }
    if (open.size) return null;
    return { passage: best, titled: words.length > 0 && words.every((word) => titleHolds(best.card, word)) };
  }

  /** All passages of a text, each with all words; and what is to be proved. */
  #whole(text) {
    const all = [...this.words.keys()];
    const numbers = new Map();
    for (let number = 0; number < this.documents.facts[text].passages; number++) {
      numbers.set(number, all);
      this.#passage(text, number).catch(() => {});
    }
    return [numbers, new Set(all)];
  }

  /** The passages of a text that may hold words, those of most words first, each with its words; and what is to be proved. */
  async #likeliest(text) {
    const segment = this.documents.segmentOf(text);
    const bodies = await this.places.passagesOf(segment);
    const first = this.documents.firstPassage(segment, text);
    const likely = new Map();
    const open = new Set(this.words.keys());
    for (const [at, body] of bodies.entries()) {
      const numbers = body.get(text);
      if (numbers && this.words[at].certain) open.delete(at);
      for (const number of numbers ?? []) {
        if (!likely.has(number - first)) likely.set(number - first, []);
        likely.get(number - first).push(at);
      }
    }
    if (!likely.size) likely.set(0, []);
    return [new Map([...likely].sort(([a, some], [b, others]) => others.length - some.length || a - b)), open];
  }

  #passage(text, number) {
    return this.documents.passage(this.shards, text, number);
  }

  async *#following(text, number) {
    for (let next = number + 1; next < this.documents.facts[text].passages; next++) {
      yield await this.#passage(text, next);
    }
  }
}
