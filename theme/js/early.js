/**
 * Runs before the first paint, so that a page never flashes in the wrong
 * colours or the wrong size: it sets what the reader chose earlier. Not a
 * module, because modules run after the page is parsed.
 *
 * An address that ends in #elder opens the page in elder mode and keeps it.
 */
(() => {
  const KEY = "gongkai-preferences"; // also in preferences.js
  const ALWAYS = ["size", "mode", "rate"]; // what holds while the accessibility bar is closed; also there
  const chosen = {};
  try {
    Object.assign(chosen, JSON.parse(localStorage.getItem(KEY)));
    if (location.hash === "#elder") {
      chosen.mode = "elder";
      localStorage.setItem(KEY, JSON.stringify(chosen));
    }
  } catch {
    // Storage is refused or holds something else: the page keeps its defaults.
  }
  const root = document.documentElement;
  // The search page keeps its lists back while it looks for what its address asks (search.css).
  if (/[?&]q=[^&]/.test(location.search)) root.dataset.asked = "";
  root.dataset.mode = location.hash === "#elder" ? "elder" : "standard";
  for (const [name, value] of Object.entries(chosen)) {
    if (typeof value !== "string") continue;
    if (chosen.bar === "on" || ALWAYS.includes(name)) root.dataset[name] = value;
  }
})();
