/**
 * What is looked for, as the address of the page carries it:
 *
 *     ?q=停车 收费&collection=normative&year=2024&status=in-force&sort=date&shown=20
 */

export const FACETS = ["collection", "year", "agency", "topic", "status"];
export const STEP = 10; // results shown at first, and more at a time
const MOST_SHOWN = 500;
const LONGEST = 1000; // characters of the words that an address keeps

/** @returns {State} nothing looked for */
export function nothing() {
  return { text: "", filters: {}, sort: "relevance", shown: STEP };
}

/**
 * @typedef {{text: string, filters: Record<string, string[]>, sort: "relevance" | "date", shown: number}} State
 *
 * @param {string} query the part of an address from "?" on
 * @returns {State} what it asks for; what makes no sense is passed over
 */
export function stateOf(query) {
  const said = new URLSearchParams(query);
  const filters = {};
  for (const facet of FACETS) {
    const values = [...new Set(said.getAll(facet))].filter((value) => value !== "");
    if (values.length > 0) filters[facet] = values;
  }
  const shown = Math.ceil(Number(said.get("shown")) / STEP) * STEP || STEP;
  return {
    text: said.get("q") ?? "",
    filters,
    sort: said.get("sort") === "date" ? "date" : "relevance",
    shown: Math.min(Math.max(shown, STEP), MOST_SHOWN),
  };
}

/**
 * @param {State} state
 * @returns {string} the address of the search page, from "?" on
 */
export function addressOf(state) {
  const said = new URLSearchParams();
  if (state.text) said.set("q", [...state.text].slice(0, LONGEST).join(""));
  for (const facet of FACETS) {
    for (const value of state.filters[facet] ?? []) said.append(facet, value);
  }
  if (state.sort === "date") said.set("sort", "date");
  if (state.shown > STEP) said.set("shown", String(state.shown));
  return `?${said}`;
}

/** Whether anything is looked for. */
export function asks(state) {
  return state.text.trim() !== "" || Object.keys(state.filters).length > 0;
}

/**
 * The same with one choice of a filter set or taken back; the list begins anew.
 *
 * @param {State} state
 * @param {string} facet
 * @param {string} value
 * @param {boolean} chosen
 * @returns {State}
 */
export function withChoice(state, facet, value, chosen) {
  const others = (state.filters[facet] ?? []).filter((one) => one !== value);
  const values = chosen ? [...others, value] : others;
  const filters = { ...state.filters, [facet]: values };
  if (values.length === 0) delete filters[facet];
  return { ...state, filters, shown: STEP };
}
