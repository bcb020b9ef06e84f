/**
 * The lists that texts and files are checked with (docs/formats.md): small files, each asked
 * for once. When all have come, checking needs no network.
 */

const BUCKETS = "0123456789abcdef";
const AT_ONCE = 4;

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

  /** Every document with its sentences. @param {(done: number, all: number) => void} [tell] */
  async texts(tell) {
    const { texts } = await this.get("index.json");
    return (await this.several(texts, tell)).flat();
  }

  /** The published files: pairs of digest and path. */
  async files(tell) {
    const names = [...BUCKETS].map((bucket) => `files-${bucket}.txt`);
    const lists = await this.several(names, tell);
    return lists.flatMap((list) =>
      list.split("\n").filter(Boolean).map((line) => [line.slice(0, 64), line.slice(66)]),
    );
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
