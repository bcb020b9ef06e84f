/**
 * The search page: what the address asks for is looked for and shown, and what
 * the reader asks for is put into the address.
 */

import { STEP, addressOf, asks, nothing, stateOf, withChoice } from "./search-address.js";
import { offer } from "./search-browse.js";
import { searchEngine } from "./search-engine.js";
import { Filters } from "./search-filters.js";
import { ResultList, countWords, made } from "./search-results.js";
import { Slices } from "./slices.js";

const TYPING = 30; // ms after a key in which the next ones wait: several at once are not a question each
const QUIET = 600; // ms without change before a screen reader is told, and the address is written

const FAULTS = {
  missing: "搜索用的文件没有取到：网络断了，或者网站正在更新。",
  damaged: "搜索用的文件不完整，可能是下载时断了。",
  version: "网站刚刚更新过，请刷新本页再搜。",
};
const UNKNOWN = "搜索没有成功。";

class SearchPage {
  /** @param {HTMLElement} place the element with data-root */
  constructor(place) {
    const part = (name) => place.querySelector(`[data-part="${name}"]`);
    this.root = place.dataset.root;
    this.place = place;
    this.form = document.querySelector("form.search-form");
    this.words = this.form.elements.q;
    this.browse = document.querySelector(".search-browse");
    for (const name of ["found", "count", "status", "notes", "list", "more", "empty", "fault"]) {
      this[name] = part(name);
    }
    this.inForce = part("in-force");
    this.sorts = part("sorts");
    this.results = new ResultList(this.list, this.root);
    this.state = nothing();
    this.answer = null;
    this.labels = {};
    this.keyed = -TYPING; // when a key was last pressed
    this.filters = new Filters(part("filters"), (facet, value, chosen) =>
      this.ask(withChoice(this.state, facet, value, chosen), { keep: true }),
    );
    this.#listen();
  }

  #listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask({ ...this.state, text: this.words.value, shown: STEP }, { keep: true });
    });
    this.words.addEventListener("input", (event) => {
      if (!event.isComposing) this.#typed();
    });
    this.words.addEventListener("compositionend", () => this.#typed());
    this.words.addEventListener("focus", () => this.#prepare(), { once: true });
    this.inForce.addEventListener("change", () => {
      const others = { ...this.state.filters };
      delete others.status;
      const filters = this.inForce.checked ? { ...others, status: ["in-force"] } : others;
      this.ask({ ...this.state, filters, shown: STEP }, { keep: true });
    });
    this.sorts.addEventListener("change", (event) =>
      this.ask({ ...this.state, sort: event.target.value, shown: STEP }, { keep: true }),
    );
    this.more.addEventListener("click", () => this.#showMore());
    this.place.addEventListener("click", ({ target }) => this.#clicked(target));
    addEventListener("popstate", () => this.#fromAddress());
    // Where the reader was is found again on the way back, though the list comes by script.
    addEventListener("pagehide", () => {
      if (asks(this.state)) this.#write(false, { y: scrollY });
    });
  }

  /** Look for what the address asks, at the start and on the way back. */
  start() {
    delete document.documentElement.dataset.asked;
    const reached = document.activeElement === this.words;
    const early = reached ? this.words.value : ""; // typed while this program was on its way
    this.#fromAddress();
    if (early && early !== this.state.text) {
      this.words.value = early;
      this.#typed();
    }
    if (reached) this.#prepare();
  }

  /** Make the engine ready when the reader turns to the box; many only look at the lists. */
  #prepare() {
    searchEngine(this.root).catch(() => {}); // what is wrong is told when it is asked
  }

  #fromAddress() {
    const state = stateOf(location.search);
    this.words.value = state.text;
    const y = history.state?.y;
    this.ask(state, {}).then(() => {
      if (y) scrollTo({ top: y, behavior: "instant" });
    });
  }

  /** A key is looked for at once, one that follows in no time when no other comes. */
  #typed() {
    const pause = performance.now() - this.keyed;
    this.keyed = performance.now();
    clearTimeout(this.typing);
    if (pause > TYPING) this.#askTyped();
    else this.typing = setTimeout(() => this.#askTyped(), TYPING);
  }

  #askTyped() {
    // The first key after a finished search begins a new step of the history.
    const keep = !this.writing;
    this.ask({ ...this.state, text: this.words.value, shown: STEP }, { keep, typed: true });
  }

  #clicked(target) {
    const action = target.closest("[data-action]")?.dataset.action;
    if (action === "retry") this.ask(this.state, {}).then(() => this.count.focus());
    if (action === "reload") location.reload();
    if (action === "count") this.ask(this.state, { count: "all" }).then(() => this.count.focus());
    if (action === "clear") {
      this.ask({ ...this.state, filters: {}, shown: STEP }, { keep: true });
      this.count.focus();
    }
    if (action === "correct") {
      this.words.value = target.textContent;
      this.ask({ ...this.state, text: target.textContent, shown: STEP }, { keep: true });
      this.count.focus();
    }
  }

  /**
   * Look for something and show it.
   *
   * @param {import("./search-address.js").State} state
   * @param {{keep?: boolean, typed?: boolean, count?: boolean | "all"}} how keep: as a new step of the
   *   history; typed: the reader is still typing; count: as the engine takes it
   */
  async ask(state, { keep = false, typed = false, count = true }) {
    clearTimeout(this.typing);
    this.state = state;
    this.#remember(keep, typed);
    this.#showState();
    if (!asks(state)) {
      this.asked = null;
      this.#showNothing();
      return;
    }
    const asked = (this.asked = Symbol("question"));
    this.browse.hidden = true;
    this.#busy(true);
    try {
      const engine = await searchEngine(this.root);
      this.labels = await labels(engine, this.labels);
      if (this.asked !== asked) return;
      const query = { text: state.text, filters: state.filters, sort: state.sort };
      const answer = await engine.search(
        { ...query, from: 0, size: state.shown, count },
        (growing) => this.asked === asked && this.#show(growing, false),
      );
      if (this.asked === asked) await this.#show(answer, true);
    } catch (error) {
      if (this.asked === asked && error.code !== "superseded") this.#showFault(error);
    }
  }

  async #showMore() {
    const had = this.list.children.length;
    await this.ask({ ...this.state, shown: this.state.shown + STEP }, {});
    this.list.children[had]?.querySelector("a").focus();
  }

  /** The address follows; while the reader types it waits for a pause. */
  #remember(keep, typed) {
    clearTimeout(this.writing);
    this.writing = null;
    if (keep && addressOf(this.state) !== location.search) this.#write(true);
    else if (typed) {
      this.writing = setTimeout(() => {
        this.writing = null;
        this.#write(false);
      }, QUIET);
    } else this.#write(false);
  }

  #write(step, kept = history.state) {
    const address = asks(this.state) ? addressOf(this.state) : location.pathname;
    try {
      if (step) history.pushState(null, "", address);
      else history.replaceState(kept, "", address);
    } catch {
      // Too many in a short time, or a page without an origin of its own: the search goes on.
    }
  }

  #busy(busy) {
    this.found.setAttribute("aria-busy", String(busy));
    if (!busy || this.answer) return;
    this.found.hidden = false;
    this.count.textContent = "正在找";
  }

  /** The controls above the results say what is asked for. */
  #showState() {
    const { filters, sort } = this.state;
    this.inForce.checked = filters.status?.length === 1 && filters.status[0] === "in-force";
    for (const input of this.sorts.querySelectorAll("input")) input.checked = input.value === sort;
  }

  #showNothing() {
    this.answer = null;
    for (const part of [this.found, this.fault, this.empty]) part.hidden = true;
    offer(this.browse, new Slices(this.browse), () => this.asked === null);
    this.#tell("");
  }

  /** Show an answer that may still grow, or the last one; what comes after it takes its place. */
  async #show(answer, last) {
    this.answer = answer;
    const { asked, labels } = this;
    const live = () => this.answer === answer && this.asked === asked;
    const none = last && answer.total === 0 && answer.exact;
    this.found.hidden = false;
    this.fault.hidden = true;
    this.empty.hidden = !none;
    if (!none) this.browse.hidden = true;
    this.count.textContent = countWords(answer, last);
    this.#showNotes(answer, last);
    this.more.hidden = answer.total <= answer.results.length;
    this.filters.take(answer, this.state.filters, labels);
    const slices = new Slices(this.found);
    await this.results.show(answer.results, labels, slices, live);
    if (last && live()) await this.filters.fill(slices, live);
    if (!live()) return;
    if (last) this.#busy(false);
    this.#tell(countWords(answer, last));
    if (none) await offer(this.browse, slices, live);
  }

  #showNotes(answer, last) {
    const notes = [];
    if (last && answer.unfinished) notes.push(action("count", "接着找"));
    else if (last && !answer.exact) notes.push(action("count", "数出一共多少件"));
    if (answer.cut) notes.push(made("p", "", "词太长，只用了前面的部分。"));
    for (const { word, also } of answer.synonyms) {
      notes.push(made("p", "", `搜“${word}”时也找了：${also.join("、")}。`));
    }
    if (answer.corrections.length > 0) {
      const buttons = answer.corrections.map((words) => action("correct", words));
      notes.push(made("p", "", "您是不是要找：", ...buttons));
    }
    if (Object.keys(this.state.filters).length > 0) notes.push(action("clear", "去掉全部筛选条件"));
    this.notes.replaceChildren(...notes);
  }

  #showFault(error) {
    this.asked = null;
    this.#busy(false);
    this.found.hidden = true;
    this.empty.hidden = true;
    this.fault.hidden = false;
    offer(this.browse, new Slices(this.browse), () => this.asked === null);
    const words = FAULTS[error.code] ?? UNKNOWN;
    this.fault.querySelector("[data-part=words]").textContent = words;
    this.fault.querySelector("[data-part=path]").textContent = error.path ?? "";
    const button = this.fault.querySelector("button");
    button.dataset.action = error.code === "version" ? "reload" : "retry";
    button.textContent = error.code === "version" ? "刷新" : "重试";
    this.#tell(words);
    if (!(error.code in FAULTS)) console.error(error);
  }

  /** What a screen reader says once the page is quiet. */
  #tell(words) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => (this.status.textContent = words), QUIET);
  }
}

/** A button that the page answers to by its name. */
function action(name, words) {
  const button = made("button", "button", words);
  button.type = "button";
  button.dataset.action = name;
  return button;
}

async function labels(engine, known) {
  if (known.collection) return known;
  const names = await engine.facets();
  return { collection: new Map(names.collection), status: new Map(names.status) };
}

/** @param {HTMLElement} place */
export function enhance(place) {
  new SearchPage(place).start();
}
