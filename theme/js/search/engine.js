/**
 * The search engine: from the words of a query to proved results. It touches no page.
 *
 *     import { open } from "./search/client.js";         // in a Worker where there is one
 *     const engine = await open(baseUrl, { offline });   // baseUrl: the folder search/data/
 *     const answer = await engine.search(query, onProgress);
 *     const titles = await engine.suggest(text);         // [Suggestion], at most 8
 *     const names = await engine.facets();               // Names
 *
 * query = {
 *   text,                   what was typed; at most 200 words' characters count, the rest is cut (answer.cut)
 *   filters: { collection: ["normative"], year: ["2024"], agency: ["示例市民政局"],
 *              topic: ["民政"], status: ["in-force"] },   any of each list; absent or empty: all.
 *                           An empty text with filters lists what they let through.
 *   sort: "relevance" | "date",                         default relevance; date: newest first
 *   from: 0, size: 10,
 *   count: true,            false: stop when the asked-for results are proved; true: count on, but leave
 *                           off after some two megabytes; "all": count to the end
 * }
 *
 * answer = {
 *   words: [string],        what was looked for, as folded; all of them are in each result
 *   results: [Result],      in their final order, proved; fewer than `size` only while !settled or at the end
 *   settled,                the asked-for results are final
 *   total, exact,           exact: total is the true count; else say 至少{total}件. In the last answer
 *                           exact is false when counting was left off: offer to go on (count: "all")
 *   unfinished,             fewer than asked for were found, and reading was left off: offer to go on (count: "all")
 *   facets: { collection: {normative: 3}, year: {…}, agency, topic, status },   final when exact.
 *                           The counts of a facet are what each choice in it would give: its own filter is left out.
 *   corrections: [string],  "您是不是要找"; filled only when total is 0 and nothing is unfinished
 *   synonyms: [{ word, also: [string] }],   what was looked for besides a word of the query
 *   cut,                    whether words were left out because the query is too long
 * }
 * onProgress(answer) is called when the first results are proved and each time the count has grown;
 * the promise gives the last answer. A search ends the one before it: that one rejects with "superseded".
 *
 * Result = {
 *   id, url,                url is under the site's root, without "/" before it; with place it still lacks "#anchor"
 *   title: [Part], number: [Part],          Part = { text, mark }: mark says that the words stand here
 *   date: "2024-05-01",     published; "" when nobody recorded it
 *   status: "in-force" | … | "",            slugs of the lists; "" for what has no legal force
 *   why,                    a clause on its force: since when, by what, for how long; "" where it just is in force
 *   agency: [string], collection, topic, version,
 *   where: "title" | "heading" | "text",    title: title or number
 *   place: { label: "第十二条", anchor: "art_12" } | null,
 *   snippet: [Part],
 *   older: [Older],         older texts of the work that hold the words too: { url, title, version, date, status }
 * }
 * Suggestion = { title: [Part], url, number, date, status, collection }
 * Names = { collection: [[value, label]], status: [[value, label]], documents: N,
 *           agency: [name], topic: [name], year: ["2026", …] }
 *
 * Errors are SearchError: `code` is "missing" (a file is not there or the network failed), "damaged" (a file
 * is not what it should be), "version" (the index is of another format: reload the page), "superseded",
 * "failed" (a fault of ours);
 * `path` names the file. Asking again tries again: nothing that failed is remembered.
 */
import { Documents } from "./documents.js";
import { fold } from "./fold.js";
import { Word } from "./matches.js";
import { parse } from "./query.js";
import { Search } from "./search.js";
import { Shards, fromScripts, fromServer } from "./shards.js";
import { latin, soundingLike, suggestions } from "./suggest.js";

const WITHOUT = { corrections: () => [] }; // should that program not come: the answer stands without it

class Engine {
  #shards;
  #documents = null;
  #turn = 0;

  constructor(read) {
    this.#shards = new Shards(read);
  }

  /** The list of documents; fetched once, unless that failed. */
  documents() {
    this.#documents ??= Documents.load(this.#shards).catch((error) => {
      this.#documents = null;
      throw error;
    });
    return this.#documents;
  }

  async search(query, onProgress = () => {}) {
    const turn = ++this.#turn;
    const live = () => turn === this.#turn;
    const documents = await this.documents();
    const { readings, synonyms, cut } = parse(query.text ?? "", documents.list.also);
    const filtered = Object.values(query.filters ?? {}).some((values) => values.length);
    const full = (answer) => ({ ...answer, synonyms, cut, corrections: [] });
    if (!readings[0].length && !filtered) return full(nothing());
    const ask = async (reading) => {
      const words = reading.map((forms) => new Word(forms));
      const search = new Search(this.#shards, documents, words, query, live);
      return search.run((progress) => live() && progress.total && onProgress(full(progress)));
    };
    let answer;
    for (const reading of readings) {
      answer = await ask(reading);
      if (answer.total || answer.unfinished) return full(answer);
    }
    const sounding = await this.#bySound(readings.at(-1), synonyms);
    if (sounding) answer = await ask(sounding);
    if (answer.total || answer.unfinished) return full(answer);
    return { ...full(answer), corrections: await this.#corrections(readings.at(-1)) };
  }

  /** @param {string} text */
  async suggest(text) {
    const { readings } = parse(text);
    const forms = readings.at(-1);
    if (!forms.length) return [];
    const index = { shards: this.#shards, documents: await this.documents() };
    const found = await suggestions(index, forms);
    if (found.length) return found;
    const sounding = await this.#bySound(forms, [], true);
    return sounding ? suggestions(index, sounding) : [];
  }

  /** The words with those in Latin letters taken for pinyin; null where there are none. */
  async #bySound(reading, synonyms, begun = false) {
    const index = { shards: this.#shards, documents: await this.documents() };
    let changed = false;
    const words = await Promise.all(
      reading.map(async (forms) => {
        const also = latin(forms[0]) ? await soundingLike(index, forms[0], begun) : [];
        if (!also.length) return forms;
        changed = true;
        synonyms.push({ word: forms[0], also });
        return [...forms, ...also.map(fold)];
      }),
    );
    return changed ? words : null;
  }

  /** The query with one word replaced by what titles, headings or many texts have. */
  async #corrections(reading) {
    const index = { shards: this.#shards, documents: await this.documents() };
    const { corrections } = await import("./corrections.js").catch(() => WITHOUT);
    const typed = reading.map(([form]) => form);
    for (const [at, form] of typed.entries()) {
      const instead = await corrections(index, form);
      if (instead.length) return instead.map((one) => [...typed.slice(0, at), one, ...typed.slice(at + 1)].join(" "));
    }
    return [];
  }

  async facets() {
    const { list } = await this.documents();
    const { collection, status, agency, topic, year, documents } = list;
    return { collection, status, agency, topic, year, documents };
  }
}

function nothing() {
  const facets = { collection: {}, year: {}, agency: {}, topic: {}, status: {} };
  return { words: [], results: [], settled: true, total: 0, exact: true, unfinished: false, facets };
}

/**
 * @param {string | URL} base  the folder of the index, with a "/" at its end
 * @param {{offline?: boolean, read?: (path: string) => Promise<Uint8Array>}} [options]
 *   offline: the files are scripts in a folder without a server
 */
export async function open(base, { offline = false, read } = {}) {
  const engine = new Engine(read ?? (offline ? fromScripts(base) : fromServer(base)));
  await engine.documents();
  return engine;
}
