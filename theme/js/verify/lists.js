/**
 * The lists that texts and files are checked with (docs/formats.md): small files, each asked
 * for once. When all have come, checking needs no network; where they are too many for that,
 * finders say which of them may hold a sentence.
 */

import { firstBits, held } from "./finder.js";

const BUCKETS = "0123456789abcdef";
const AT_ONCE = 4;
const MOST = 40; // lists that are fetched for a text, some four megabytes
const FORMAT = 2;

export class Lists {
  /** @param {string} root the way to the site's root */
  constructor(root) {
    this.base = `${root}verify/data/`;
    this.asked = new Map();
  }

  /** A list, asked for once; a failed one is asked for again the next time. */
  get(name) {
    if (!this.asked.has(name)) {
      const answer = fetch(this.base + name).then((response) => {
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        return name.endsWith(".json") ? response.json() : response.text();
      });
      answer.catch(() => this.asked.delete(name));
      this.asked.set(name, answer);
    }
    return this.asked.get(name);
  }

  /** What there is: { whole, texts, finders }. */
  async index() {
    const index = await this.get("index.json");
    if (index.format !== FORMAT) throw new Error(`index.json: format ${index.format}`);
    return index;
  }

  /**
   * Fetch what can be fetched before anything is asked.
   *
   * @param {(done: number, all: number) => void} tell
   * @returns {Promise<boolean>} whether that is all, so that checking needs no network
   */
  async prepare(tell) {
    const { whole, finders } = await this.index();
    if (whole) {
      await this.texts(tell);
      await this.files(tell);
    } else await this.several(finders, tell);
    return whole;
  }

  /** Every document with its sentences. @param {(done: number, all: number) => void} [tell] */
  async texts(tell) {
    const { texts } = await this.index();
    return (await this.several(texts, tell)).flat();
  }

  /** The documents that may have some of these sentences, by their marks, and others. */
  async holding(marks, tell) {
    if ((await this.index()).whole) return this.texts(tell);
    const first = firstBits(marks);
    return this.found((list) => held(list, first), tell);
  }

  /** The documents that may have this code, and others. @param {string} code its first eight letters */
  async coded(code, tell) {
    if ((await this.index()).whole) return this.texts(tell);
    const has = ({ codes }) => codes.match(/.{8}/g)?.includes(code);
    return this.found((list) => (has(list) ? 1 : 0), tell);
  }

  /** The documents of the lists for which `count` gives most, at most `MOST` lists. */
  async found(count, tell) {
    const { finders } = await this.index();
    const lists = [];
    for (const name of finders) {
      for (const list of await this.get(name)) {
        const hits = count(list);
        if (hits > 0) lists.push({ name: list.name, hits });
      }
      await new Promise((resolve) => {
        setTimeout(resolve); // a finder is looked through in some milliseconds: others have their turn
      });
    }
    lists.sort((one, other) => other.hits - one.hits);
    const names = lists.slice(0, MOST).map(({ name }) => name);
    return (await this.several(names, tell)).flat();
  }

  /** The paths of published files with this digest. */
  async same(digest) {
    const lines = pairs(await this.get(bucket(digest[0])));
    return lines.filter(([known]) => known === digest);
  }

  /** All published files: pairs of digest and path. */
  async files(tell) {
    return (await this.several([...BUCKETS].map(bucket), tell)).flatMap(pairs);
  }

  async several(names, tell) {
    const found = new Array(names.length);
    let next = 0;
    let done = 0;
    const work = async () => {
      while (next < names.length) {
        const place = next;
        next += 1;
        found[place] = await this.get(names[place]);
        done += 1;
        tell?.(done, names.length);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found;
  }
}

function bucket(digit) {
  return `files-${digit}.txt`;
}

function pairs(list) {
  return list.split("\n").filter(Boolean).map((line) => [line.slice(0, 64), line.slice(66)]);
}
