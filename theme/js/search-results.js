/**
 * Results as elements of the page. Everything that comes from the index or from
 * the reader is set as text, never as markup.
 */

import { addressOf } from "./search-engine.js";
import { MOST } from "./slices.js";

const RESULT = MOST / 3; // what a result weighs in a slice: some fifteen elements

/**
 * @param {string} name
 * @param {string} className "" for none
 * @param {...(Node | string)} content
 * @returns {HTMLElement}
 */
export function made(name, className, ...content) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

/**
 * Parts of a text, the words looked for marked.
 *
 * @param {{text: string, mark: boolean}[]} parts
 * @returns {Node[]}
 */
export function marked(parts) {
  return parts.map((part) =>
    part.mark ? made("mark", "", part.text) : document.createTextNode(part.text),
  );
}

/**
 * @param {string} slug a status, "" for what has no legal force
 * @param {Map<string, string>} labels the names of the statuses
 * @returns {HTMLElement | null} its label; none for what is in force
 */
export function badge(slug, labels) {
  if (!slug || slug === "in-force") return null;
  return made("strong", `badge badge--${slug}`, labels.get(slug) ?? slug);
}

function link(href, ...content) {
  const element = made("a", "", ...content);
  element.href = href;
  return element;
}

function day(date) {
  const element = made("time", "", date);
  element.dateTime = date;
  return element;
}

function facts(result, labels) {
  const line = made("p", "result__facts");
  if (result.number.length > 0) line.append(made("span", "number", ...marked(result.number)));
  if (result.agency.length > 0) line.append(made("span", "", result.agency.join("、")));
  if (result.date) line.append(day(result.date));
  const collection = labels.collection.get(result.collection);
  if (collection) line.append(made("span", "", collection));
  return line;
}

function snippet(result, address) {
  const line = made("p", "result__snippet");
  if (result.place?.label) {
    const place = link(`${address}#${result.place.anchor}`, result.place.label);
    place.className = "result__place";
    line.append(place, " ");
  }
  line.append(...marked(result.snippet));
  return line;
}

function older(texts, root, labels) {
  const fold = made("details", "result__older");
  fold.append(made("summary", "", `另有${texts.length}个以前的文本也有这些词`));
  const list = made("ul", "");
  for (const text of texts) {
    const item = made("li", "", link(addressOf(root, text.url), text.title), " ");
    const status = badge(text.status, labels.status);
    if (status) item.append(status, " ");
    if (text.version) item.append(made("span", "", `${text.version}的文本`));
    list.append(item);
  }
  fold.append(list);
  return fold;
}

/**
 * One result.
 *
 * @param {object} result as search/engine.js describes it
 * @param {string} root path to the root of the site
 * @param {{collection: Map<string, string>, status: Map<string, string>}} labels
 * @returns {HTMLLIElement}
 */
export function resultItem(result, root, labels) {
  const address = addressOf(root, result.url);
  const title = made("h3", "result__title", link(address, ...marked(result.title)));
  const status = badge(result.status, labels.status);
  const item = made("li", "result", title);
  if (status) title.append(" ", status);
  item.append(facts(result, labels));
  if (result.why) item.append(made("p", "result__why", result.why));
  if (result.snippet.length > 0 || result.place) item.append(snippet(result, address));
  if (result.older.length > 0) item.append(older(result.older, root, labels));
  return item;
}

/** The list of results: what is shown already stays, so that nothing the reader opened is closed. */
export class ResultList {
  #said = new WeakMap(); // of each element: the result it shows

  /**
   * @param {HTMLOListElement} list
   * @param {string} root path to the root of the site
   */
  constructor(list, root) {
    this.list = list;
    this.root = root;
  }

  /**
   * Bring the list to these results, a few in one task.
   *
   * @param {object[]} results
   * @param {object} labels as resultItem takes them
   * @param {import("./slices.js").Slices} slices
   * @param {() => boolean} live false once there is something else to show
   */
  async show(results, labels, slices, live) {
    for (const [place, result] of results.entries()) {
      const said = JSON.stringify(result);
      if (this.#said.get(this.list.children[place]) === said) continue;
      await slices.room(RESULT);
      if (!live()) return;
      const item = resultItem(result, this.root, labels);
      this.#said.set(item, said);
      const old = this.list.children[place];
      if (old) old.replaceWith(item);
      else this.list.append(item);
    }
    while (this.list.children.length > results.length) this.list.lastElementChild.remove();
  }
}

/**
 * What was found, in words.
 *
 * @param {{total: number, exact: boolean}} answer
 * @param {boolean} last whether it will not grow any more
 * @returns {string}
 */
export function countWords({ total, exact }, last) {
  if (exact) return total > 0 ? `找到${total}件` : "没有找到";
  if (total === 0) return last ? "词里的字太常见，看了几百件还没有找到" : "正在找";
  return last ? `至少${total}件` : `至少${total}件，还在数`;
}
