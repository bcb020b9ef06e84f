/**
 * What stands over the page: its style, and the strip at the bottom that holds
 * the player and the caption. The page gets as much room below as the strip
 * takes, so that nothing and no focus is ever under it.
 */
import { made } from "../dialog.js";

let style;

/** The style of the bar and its tools, loaded once. */
export function loadStyle() {
  style ??= new Promise((resolve) => {
    const link = made("link");
    link.rel = "stylesheet";
    link.href = new URL("./bar.css", import.meta.url).href;
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
    document.head.append(link);
  });
  return style;
}

/**
 * Keep a custom property of the page equal to the height of an element.
 *
 * @param {HTMLElement} element
 * @param {string} name
 */
export function tellHeight(element, name) {
  new ResizeObserver(() => {
    document.documentElement.style.setProperty(name, `${element.offsetHeight}px`);
  }).observe(element);
}

let strip;

/** The strip at the bottom of the window. */
export function bottom() {
  if (!strip) {
    strip = made("div", "bar-bottom");
    document.body.append(strip);
    tellHeight(strip, "--bar-bottom");
  }
  return strip;
}
