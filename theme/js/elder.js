/**
 * Elder mode (长者模式), remembered. Without script the two links work by
 * themselves, on this page: #elder is then the target that elder.css asks for.
 */
import { choose } from "./preferences.js";

/** @param {HTMLElement} links the way in and the way out; one of them is shown */
export function enhance(links) {
  links.addEventListener("click", (event) => {
    const link = event.target.closest("[data-mode]");
    if (!link) return;
    event.preventDefault();
    const { mode } = link.dataset;
    choose("mode", mode);
    // The link that was used is no longer shown: the reader goes on from the other.
    links.querySelector(`[data-mode]:not([data-mode="${mode}"])`).focus({ preventScroll: true });
    if (location.hash === "#elder") history.replaceState(null, "", location.pathname);
    const answer = links.querySelector("output");
    answer.textContent = mode === "elder" ? "已进入长者模式" : "已退出长者模式";
  });
}
