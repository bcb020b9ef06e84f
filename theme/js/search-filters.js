/**
 * The filters beside the results: for each facet its values as boxes to tick,
 * with how many results each would give.
 */

import { enhance as openBeside } from "./open-beside.js";
import { FACETS } from "./search-address.js";
import { made } from "./search-results.js";
import { MOST, Slices } from "./slices.js";

const TITLES = { collection: "类别", year: "年份", agency: "机关", topic: "主题", status: "有效性" };
const FEW = 12; // values of a facet that are shown before it is asked for all
const MOVED = 1; // what a box weighs in a slice that comes to its place,
const CHANGED = 1 / 4; // and one that says something else

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
   * @param {HTMLDetailsElement} place filled by `fill`
   * @param {(facet: string, value: string, chosen: boolean) => void} onChoice
   */
  constructor(place, onChoice) {
    this.place = place;
    place.hidden = true;
    this.began = false; // shown for the first time, or again
    this.whole = new Set(); // facets of which the reader asked for all values
    this.groups = new Map();
    this.found = new Map(); // of each facet: its values
    this.exact = false;
    place.addEventListener("change", ({ target }) =>
      onChoice(target.dataset.facet, target.value, target.checked),
    );
  }

  /**
   * What is to be shown; `fill` does it, behind the results, which come first.
   *
   * @param {object} answer as search/engine.js describes it; counts that are not final are not shown
   * @param {Record<string, string[]>} filters what is chosen
   * @param {Record<string, Map<string, string>>} labels
   */
  take({ facets, total, exact }, filters, labels) {
    const found = FACETS.map((facet) => [
      facet,
      choices(facet, facets[facet] ?? {}, filters[facet] ?? [], labels[facet]),
    ]);
    this.found = new Map(found);
    this.exact = exact;
    this.began ||= this.place.hidden;
    // The results have their place beside it from the beginning, though it is counted after them.
    this.place.hidden = total === 0 && found.every(([, values]) => values.length === 0);
  }

  /**
   * @param {Slices} slices
   * @param {() => boolean} live false once there is something else to show
   */
  async fill(slices, live) {
    await slices.room(MOST);
    if (!live()) return;
    if (this.began && !this.place.hidden) this.#openBeside();
    for (const [facet, values] of this.found) {
      const group = this.#group(facet);
      group.fold.hidden = values.length === 0;
      await this.#fill(group, facet, slices, live);
      if (!live()) return;
    }
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

  async #fill(group, facet, slices, live) {
    const found = this.found.get(facet);
    const whole = this.whole.has(facet) || found.length <= FEW + 2;
    const shown = found.filter((choice, place) => whole || place < FEW || choice.chosen);
    const values = new Set(shown.map(({ value }) => value));
    for (const [value, { item }] of group.boxes) if (!values.has(value)) item.remove();
    for (const [place, choice] of shown.entries()) {
      const box = this.#box(group, facet, choice);
      const changed = this.#say(box, choice);
      const moved = box.item !== group.list.children[place];
      if (moved || changed) await slices.room(moved ? MOVED : CHANGED);
      if (!live()) return;
      if (moved) put(group.list, box.item, place);
    }
    if (shown.length === found.length) {
      group.rest?.remove();
      return;
    }
    await slices.room(MOVED);
    if (live()) group.list.append(this.#rest(group, facet, found.length));
  }

  #box(group, facet, choice) {
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
    return box;
  }

  /** Whether the box said something else before. */
  #say({ input, count }, choice) {
    input.checked = choice.chosen;
    const words = this.exact ? `${choice.count}件` : "";
    if (count.textContent === words) return false;
    count.textContent = words;
    return true;
  }

  /** The button for the values that are left out. */
  #rest(group, facet, count) {
    if (!group.rest) {
      const button = made("button", "button");
      button.type = "button";
      button.addEventListener("click", () => this.#showAll(group, facet));
      group.rest = made("li", "", button);
    }
    group.rest.firstElementChild.textContent = `全部${count}个`;
    return group.rest;
  }

  async #showAll(group, facet) {
    this.whole.add(facet);
    const { found } = this;
    await this.#fill(group, facet, new Slices(group.list), () => this.found === found);
    group.list.children[FEW]?.querySelector("input").focus();
  }
}

/** Put an element at a place of a list; one in which the reader is keeps the focus. */
function put(list, item, place) {
  const focused = item.contains(document.activeElement) ? document.activeElement : null;
  list.insertBefore(item, list.children[place] ?? null);
  focused?.focus({ preventScroll: true });
}
