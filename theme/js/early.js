/**
 * Runs before the first paint, so that a page never flashes in the wrong
 * colours or the wrong size: it sets what the reader chose earlier. Not a
 * module, because modules run after the page is parsed.
 */
(() => {
  try {
    const chosen = JSON.parse(localStorage.getItem("gongkai-preferences") ?? "{}");
    for (const [name, value] of Object.entries(chosen)) {
      if (typeof value === "string") document.documentElement.dataset[name] = value;
    }
  } catch {
    // Storage is refused or holds something else: the page keeps its defaults.
  }
})();
