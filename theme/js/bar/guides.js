/**
 * Crosshair (十字线) and reading ruler (阅读尺). They follow the pointer, and the
 * focus when the keyboard moves it. They take no click and are nothing to a
 * screen reader.
 */
import { made } from "../dialog.js";
import { choice } from "../preferences.js";

const parts = {
  guide: () => [made("div", "bar-line bar-line--across"), made("div", "bar-line bar-line--down")],
  ruler: () => [made("div", "bar-ruler")],
};
const drawn = {};

function move(x, y) {
  const root = document.documentElement.style;
  root.setProperty("--bar-x", `${x}px`);
  root.setProperty("--bar-y", `${y}px`);
}

function follow(event) {
  move(event.clientX, event.clientY);
}

function followFocus({ target }) {
  if (!target.matches(":focus-visible")) return;
  const { left, top, height } = target.getBoundingClientRect();
  move(left, top + height / 2);
}

/** Show what is chosen, take away what is not. */
export function update() {
  for (const [name, make] of Object.entries(parts)) {
    const wanted = choice(name) === "on";
    if (wanted === Boolean(drawn[name])) continue;
    if (wanted) {
      drawn[name] = make();
      for (const part of drawn[name]) part.setAttribute("aria-hidden", "true");
      document.body.append(...drawn[name]);
    } else {
      for (const part of drawn[name]) part.remove();
      delete drawn[name];
    }
  }
  const change = Object.keys(drawn).length ? addEventListener : removeEventListener;
  change("pointermove", follow, { passive: true });
  change("focusin", followFocus);
}
