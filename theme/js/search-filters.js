/**
 * The filters beside the results: for each facet its values as boxes to tick,
 * with how many results each would give.
 */

import { enhance as openBeside } from "./open-beside.js";
import { FACETS } from "./search-address.js";
import { made } from "./search-results.js";

const TITLES = { collection: "类别", year: "年份", agency: "机关", topic: "主题", status: "有效性" };
const FEW = 12; // values of a facet that are shown before it is asked for all

/**
 * The values of a facet in the order of the page: what has an order keeps it, years are
 * newest first, all else by how much it would give.
 *
 * @param {string} facet
 * @param {Record<string, number>} counts
 * @param {string[]} chosen
 * @param {Map<string, string> | undefined} labels
 * @returns {{value: string, label: string, count: number, chosen: boolean}[]}
 */
export function choices(facet, counts, chosen, labels) {
  const values = [...new Set([...Object.keys(counts), ...chosen])].filter(
    (value) => value !== "" && (counts[value] > 0 || chosen.includes(value)),
  );
  const places = labels ? new Map([...labels.keys()].map((value, place) => [value, place])) : null;
  const rank = (value) => places.get(value) ?? places.size;
  values.sort((one, other) => {
    if (places) return rank(one) - rank(other);
    if (facet === "year") return one < other ? 1 : -1;
    return (counts[other] ?? 0) - (counts[one] ?? 0) || (one < other ? -1 : 1);
  });
  return values.map((value) => ({
    value,
    label: facet === "year" ? `${value}年` : (labels?.get(value) ?? value),
    count: counts[value] ?? 0,
    chosen: chosen.includes(value),
  }));
}

/** The filters as elements; `onChoice(facet, value, chosen)` is called when the reader ticks one. */
export class Filters {
  /**
   * @param {HTMLDetailsElement} place filled by `show`
   * @param {(facet: string, value: string, chosen: boolean) => void} onChoice
   */
  constructor(place, onChoice) {
    this.place = place;
    place.hidden = true;
    this.began = false; // shown for the first time, or again
    this.whole = new Set(); // facets of which the reader asked for all values
    this.groups = new Map();
    place.addEventListener("change", ({ target }) =>
      onChoice(target.dataset.facet, target.value, target.checked),
    );
  }

  /**
   * @param {Record<string, Record<string, number>>} counts
   * @param {Record<string, string[]>} filters what is chosen
   * @param {Record<string, Map<string, string>>} labels
   * @param {boolean} exact whether the counts are final; until then they are not shown
   */
  show(counts, filters, labels, exact) {
    this.shown = [counts, filters, labels, exact];
    const found = FACETS.map((facet) =>
      choices(facet, counts[facet] ?? {}, filters[facet] ?? [], labels[facet]),
    );
    this.began ||= this.place.hidden;
    this.place.hidden = found.every((values) => values.length === 0);
    // In a task of their own, so that the results, which come first, do not wait for them.
    clearTimeout(this.filling);
    this.filling = setTimeout(() => this.#fillAll(found, exact));
  }

  #fillAll(found, exact) {
    if (this.began && !this.place.hidden) this.#openBeside();
    FACETS.forEach((facet, place) => {
      const group = this.#group(facet);
      group.fold.hidden = found[place].length === 0;
      this.#fill(group, facet, found[place], exact);
    });
  }

  /** All but the topics, which are many: where there is room beside the results. */
  #openBeside() {
    this.began = false;
    for (const facet of FACETS) this.#group(facet);
    const others = FACETS.filter((facet) => facet !== "topic");
    openBeside(this.place, ...others.map((facet) => this.groups.get(facet).fold));
  }

  #group(facet) {
    let group = this.groups.get(facet);
    if (!group) {
      const list = made("ul", "");
      const fold = made("details", "", made("summary", "", TITLES[facet]), list);
      list.setAttribute("aria-label", TITLES[facet]);
      this.place.append(fold);
      group = { fold, list, boxes: new Map() };
      this.groups.set(facet, group);
    }
    return group;
  }

  #fill(group, facet, found, exact) {
    const whole = this.whole.has(facet) || found.length <= FEW + 2;
    const shown = found.filter((choice, place) => whole || place < FEW || choice.chosen);
    const items = shown.map((choice) => this.#box(group, facet, choice, exact));
    if (shown.length < found.length) items.push(this.#rest(facet, found.length));
    const same =
      items.length === group.list.children.length &&
      items.every((item, place) => item === group.list.children[place]);
    if (same) return;
    // The box that the reader has just ticked keeps the focus though it is moved.
    const focused = group.list.contains(document.activeElement) ? document.activeElement : null;
    group.list.replaceChildren(...items);
    focused?.focus({ preventScroll: true });
  }

  #box(group, facet, choice, exact) {
    let box = group.boxes.get(choice.value);
    if (!box) {
      const input = made("input", "");
      Object.assign(input, { type: "checkbox", value: choice.value });
      input.dataset.facet = facet;
      const count = made("span", "search-filters__count");
      const item = made("li", "", made("label", "", input, made("span", "", choice.label), count));
      box = { item, input, count };
      group.boxes.set(choice.value, box);
    }
    box.input.checked = choice.chosen;
    box.count.textContent = exact ? `${choice.count}件` : "";
    return box.item;
  }

  #rest(facet, count) {
    const button = made("button", "button", `全部${count}个`);
    button.type = "button";
    button.addEventListener("click", () => {
      this.whole.add(facet);
      const [counts, filters, labels, exact] = this.shown;
      const group = this.groups.get(facet);
      this.#fill(group, facet, choices(facet, counts[facet], filters[facet] ?? [], labels[facet]), exact);
      group.list.children[FEW]?.querySelector("input").focus();
    });
    return made("li", "", button);
  }
}
