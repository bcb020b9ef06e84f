/**
 * Suggestions below the search box of a page: titles and numbers, as one types.
 * The combobox pattern of ARIA 1.2: the focus stays in the box, the arrow keys
 * choose, Enter goes there, Escape closes.
 */

import { addressOf, searchEngine } from "./search-engine.js";
import { badge, made, marked } from "./search-results.js";

const TYPING = 60; // ms after a key before it is looked for
const QUIET = 600; // ms before a screen reader is told how many there are

/**
 * The choice an arrow key leads to. Before the first and behind the last stands the box itself, -1.
 *
 * @param {number} chosen
 * @param {number} step 1 or -1
 * @param {number} count
 * @returns {number}
 */
export function moved(chosen, step, count) {
  const next = chosen + step;
  if (next >= count) return -1;
  return next < -1 ? count - 1 : next;
}

class Suggestions {
  /** @param {HTMLFormElement} form with data-root */
  constructor(form) {
    this.form = form;
    this.root = form.dataset.root;
    this.words = form.elements.q;
    this.list = made("ul", "suggestions");
    this.list.id = "search-suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "建议");
    this.status = made("p", "visually-hidden");
    this.status.setAttribute("role", "status");
    form.append(this.list, this.status);
    this.chosen = -1;
    const said = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(said)) this.words.setAttribute(name, value);
    this.words.setAttribute("aria-controls", this.list.id);
    this.#listen();
    searchEngine(this.root).catch(() => {}); // made ready; what is wrong is told when it is asked
    this.suggest(); // for what was typed while this was fetched
  }

  #listen() {
    this.words.addEventListener("input", (event) => {
      if (!event.isComposing) this.#typed();
    });
    this.words.addEventListener("compositionend", () => this.#typed());
    this.words.addEventListener("keydown", (event) => {
      if (!event.isComposing) this.#key(event);
    });
    this.form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.form.contains(relatedTarget)) this.close();
    });
    // A press must not take the focus from the box: the list would close before the click.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#go(option);
    });
  }

  #typed() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.suggest(), TYPING);
  }

  /** Ask for what fits the words in the box. Without an answer the box stays a box. */
  async suggest() {
    const text = this.words.value.trim();
    this.asked = text;
    if (text === "") {
      this.close();
      return;
    }
    try {
      const engine = await searchEngine(this.root);
      const [found, names] = [await engine.suggest(text), await engine.facets()];
      if (this.asked === text && document.activeElement === this.words) {
        this.#show(found, new Map(names.status));
      }
    } catch {
      this.close(); // the search page says what is wrong
    }
  }

  #show(found, labels) {
    this.chosen = -1;
    this.words.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...found.map((one, place) => this.#option(one, place, labels)));
    this.list.hidden = found.length === 0;
    this.words.setAttribute("aria-expanded", String(found.length > 0));
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      this.status.textContent =
        found.length > 0 ? `有${found.length}条建议，用上下键选择` : "没有建议，按回车搜索全文";
    }, QUIET);
  }

  #option(suggestion, place, labels) {
    const title = made("span", "suggestions__title", ...marked(suggestion.title));
    const status = badge(suggestion.status, labels);
    if (status) title.append(" ", status);
    const facts = [suggestion.number, suggestion.date].filter(Boolean).join("　");
    const option = made("li", "suggestions__item", title, made("span", "suggestions__facts", facts));
    option.id = `search-suggestion-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = suggestion.url;
    return option;
  }

  #key(event) {
    const open = !this.list.hidden;
    if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && open && this.chosen >= 0) {
      event.preventDefault();
      this.#go(this.list.children[this.chosen]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.#choose(moved(this.chosen, event.key === "ArrowDown" ? 1 : -1, this.list.children.length));
      else this.suggest();
    }
  }

  #choose(place) {
    this.list.children[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = place;
    const option = this.list.children[place];
    if (!option) {
      this.words.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.words.setAttribute("aria-activedescendant", option.id);
  }

  #go(option) {
    this.close();
    location.href = addressOf(this.root, option.dataset.url);
  }

  /** Hide the list; what is under way comes to nothing. */
  close() {
    clearTimeout(this.typing);
    clearTimeout(this.telling);
    this.asked = null;
    this.chosen = -1;
    this.list.hidden = true;
    this.status.textContent = "";
    this.words.setAttribute("aria-expanded", "false");
    this.words.removeAttribute("aria-activedescendant");
  }
}

/** @param {HTMLFormElement} form */
export function enhance(form) {
  new Suggestions(form);
}
