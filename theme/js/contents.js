/**
 * Contents that follow the text: open where they stand beside it, and mark the
 * heading or article that is being read.
 */
import { enhance as openBeside } from "./open-beside.js";

/**
 * Which place is being read: the last that began above the line.
 *
 * @param {{top: number}[]} places in the order of the text, tops in pixels from the window's
 * @param {number} line
 * @returns {number} -1 above the first
 */
export function placeAt(places, line) {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle].top <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** @param {HTMLDetailsElement} contents */
export function enhance(contents) {
  openBeside(contents);
  const links = [...contents.querySelectorAll("a[href^='#']")];
  const targets = links.map((link) => document.getElementById(decodeURI(link.hash.slice(1))));
  const box = contents.parentElement;
  let current;
  let waiting = false;

  const mark = () => {
    waiting = false;
    const line = innerHeight / 4;
    // A getter: the search looks at a few places of a few hundred.
    const places = targets.map((target) => ({
      get top() {
        return target?.getBoundingClientRect().top ?? Infinity;
      },
    }));
    // What is folded is told by the heading above it.
    const link = links.slice(0, placeAt(places, line) + 1).findLast((one) => one.checkVisibility());
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    current = link;
    if (link && box.scrollHeight > box.clientHeight) {
      box.scrollTop = link.offsetTop - box.clientHeight / 2;
    }
  };
  // It tells when a place comes into the window or leaves it; between that nothing changes.
  const watcher = new IntersectionObserver(() => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  }, { rootMargin: "0px 0px -75% 0px" });
  for (const target of targets) if (target) watcher.observe(target);
}
