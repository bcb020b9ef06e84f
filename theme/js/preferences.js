/**
 * What the reader chose: on <html> as data attributes, where the style sheet
 * sees it, and in the browser's storage, where it lets us. `early.js` sets what
 * is stored here before the next page is drawn.
 *
 * `size`, `mode` and `rate` hold always; the others belong to the accessibility bar and
 * hold while `bar` is on. They are kept when it is closed, so that opening it
 * again brings them back.
 */

const KEY = "gongkai-preferences"; // also in early.js
const ALWAYS = ["size", "mode", "rate"]; // also in early.js

export const DEFAULTS = {
  size: "standard",
  mode: "standard",
  bar: "off",
  theme: "auto",
  zoom: "100",
  pointer: "standard",
  guide: "off",
  ruler: "off",
  caption: "off",
  pinyin: "off",
  rate: "1",
};

/**
 * What to store: only known names, only what differs from the defaults.
 *
 * @param {Record<string, unknown>} values
 * @returns {Record<string, string>}
 */
export function worthKeeping(values) {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) =>
        name in DEFAULTS && typeof value === "string" && value !== DEFAULTS[name],
    ),
  );
}

function stored() {
  try {
    return worthKeeping(JSON.parse(localStorage.getItem(KEY)) ?? {});
  } catch {
    return {}; // refused, or not ours
  }
}

const kept = stored();

function remember() {
  try {
    localStorage.setItem(KEY, JSON.stringify(worthKeeping(kept)));
  } catch {
    // Refused (private window, full): the choice holds for this page.
  }
}

function holds(name) {
  return ALWAYS.includes(name) || name === "bar" || choice("bar") === "on";
}

/**
 * What holds on this page now.
 *
 * @param {keyof DEFAULTS} name
 * @returns {string}
 */
export function choice(name) {
  return document.documentElement.dataset[name] ?? DEFAULTS[name];
}

/**
 * Set a choice, keep it, and tell who listens for "preference" on <html>.
 *
 * @param {keyof DEFAULTS} name
 * @param {string} value
 */
export function choose(name, value) {
  const root = document.documentElement;
  kept[name] = value;
  if (holds(name)) root.dataset[name] = value;
  remember();
  root.dispatchEvent(new CustomEvent("preference", { detail: name }));
}

/** Let the settings of the bar hold (open) or not; they stay remembered. */
export function chooseBar(open) {
  const root = document.documentElement;
  choose("bar", open ? "on" : "off");
  for (const name of Object.keys(DEFAULTS)) {
    if (holds(name) && name !== "bar" && kept[name]) root.dataset[name] = kept[name];
    else if (!holds(name)) delete root.dataset[name];
  }
  root.dispatchEvent(new CustomEvent("preference", { detail: "bar" }));
}

/** Back to how the page was made; the bar and elder mode stay as they are. */
export function forget() {
  for (const [name, value] of Object.entries(DEFAULTS)) {
    if (name !== "bar" && name !== "mode") choose(name, value);
  }
}

// A page that comes back as it was left takes what was chosen meanwhile.
globalThis.addEventListener?.("pageshow", (event) => {
  if (!event.persisted) return;
  for (const name of Object.keys(kept)) delete kept[name];
  Object.assign(kept, stored());
  for (const name of Object.keys(DEFAULTS)) choose(name, kept[name] ?? DEFAULTS[name]);
});
