/**
 * Open the engine in a Worker, so that it never holds up the page; where a
 * Worker is refused (a folder without a server, an old in-app browser), in the page.
 */
import { SearchError } from "./shards.js";

const PATIENCE = 4000; // milliseconds for the Worker to answer that it runs

class Remote {
  #worker;
  #calls = new Map();
  #number = 0;
  #gone = false;

  /** Called once when the Worker is gone: calls fail from then on, and another engine is wanted. */
  onLost = null;

  constructor(worker) {
    this.#worker = worker;
    worker.addEventListener("message", ({ data }) => this.#answered(data));
    worker.addEventListener("error", () => this.#lost());
  }

  #answered({ number, kind, value }) {
    const call = this.#calls.get(number);
    if (!call) return;
    if (kind === "progress") return call.onProgress?.(value);
    this.#calls.delete(number);
    if (kind === "done") call.resolve(value);
    else call.reject(new SearchError(value.code, value.path));
  }

  #lost() {
    if (this.#gone) return;
    this.#gone = true;
    this.#worker.terminate();
    this.onLost?.();
    for (const call of this.#calls.values()) call.reject(new SearchError("missing", "worker.js"));
    this.#calls.clear();
  }

  call(name, values, onProgress) {
    const number = ++this.#number;
    return new Promise((resolve, reject) => {
      if (this.#gone) return reject(new SearchError("missing", "worker.js"));
      this.#calls.set(number, { resolve, reject, onProgress });
      this.#worker.postMessage({ number, name, values });
      return undefined;
    });
  }

  search(query, onProgress) {
    return this.call("search", [query], onProgress);
  }

  suggest(text) {
    return this.call("suggest", [text]);
  }

  facets() {
    return this.call("facets", []);
  }
}

/** A Worker that has answered; null where there can be none. */
function started() {
  return new Promise((resolve) => {
    let worker;
    try {
      worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    } catch {
      return resolve(null);
    }
    const give = (value) => {
      clearTimeout(timer);
      if (!value) worker.terminate();
      resolve(value);
    };
    const timer = setTimeout(give, PATIENCE, null);
    worker.addEventListener("message", () => give(worker), { once: true });
    worker.addEventListener("error", () => give(null), { once: true });
    return undefined;
  });
}

/** As `open` of engine.js. */
export async function open(base, options = {}) {
  const worker = options.offline || typeof Worker === "undefined" ? null : await started();
  if (!worker) return (await import("./engine.js")).open(base, options);
  const remote = new Remote(worker);
  try {
    await remote.call("open", [String(base), options]);
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return remote;
}
