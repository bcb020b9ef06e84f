/**
 * The button that opens the accessibility bar (无障碍). The bar itself is loaded
 * when it is used, or when the reader left it open on the page before.
 */
import { choice } from "./preferences.js";

/** The key that opens the bar or goes to it; the others are in bar/shortcuts.js. */
export function opensBar(event) {
  return event.altKey && event.shiftKey && !event.ctrlKey && event.code === "Digit1";
}

async function open(focused) {
  const { show } = await import("./bar/bar.js");
  show(focused);
}

/** @param {HTMLButtonElement} button */
export function enhance(button) {
  button.addEventListener("click", () => open(true));
  addEventListener("keydown", (event) => {
    if (!opensBar(event)) return;
    event.preventDefault();
    open(true);
  });
  button.hidden = false;
  if (choice("bar") === "on") open(false);
}
