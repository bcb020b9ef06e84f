/**
 * Start what the page asks for with data-enhance="name name". Each module is
 * loaded when a page uses it; one that fails does not stop the others. What is
 * named by data-on-focus="name" waits until the reader goes there.
 *
 * Once all of it has started, or failed to, <html> has data-started: whoever
 * looks at the page by program, as the tests do, waits for that.
 */

const modules = {
  accessibility: () => import("./accessibility.js"),
  "copy-place": () => import("./copy-place.js"),
  "date-notes": () => import("./date-notes.js"),
  elder: () => import("./elder.js"),
  "external-prompt": () => import("./external-prompt.js"),
  kiosk: () => import("./kiosk/kiosk.js"),
  "kept-pages": () => import("./kept-pages.js"),
  offline: () => import("./offline.js"),
  "open-beside": () => import("./open-beside.js"),
  "page-tools": () => import("./page-tools.js"),
  "search-page": () => import("./search-page.js"),
  "search-suggest": () => import("./search-suggest.js"),
  toc: () => import("./contents.js"),
  verify: () => import("./verify/page.js"),
  "wide-table": () => import("./wide-table.js"),
};

/**
 * @param {Element} element
 * @param {string} name
 */
async function start(element, name) {
  try {
    const { enhance } = await modules[name]();
    enhance(element);
  } catch (error) {
    console.error(`${name} did not start; the page works without it.`, error);
  }
}

const started = [...document.querySelectorAll("[data-enhance]")].flatMap((element) =>
  element.dataset.enhance.split(" ").map((name) => start(element, name)),
);

for (const element of document.querySelectorAll("[data-on-focus]")) {
  const begin = () => start(element, element.dataset.onFocus);
  if (element.contains(document.activeElement)) begin();
  else element.addEventListener("focusin", begin, { once: true });
}

Promise.all(started).then(() => (document.documentElement.dataset.started = ""));
