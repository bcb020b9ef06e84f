/**
 * Text size and colours, remembered where the browser lets us remember.
 *
 * Takes the button that opens the panel; the panel is named by popovertarget.
 * `early.js` reads what is stored here before the next page is drawn.
 */

const KEY = "gongkai-preferences"; // also in early.js
const DEFAULTS = { size: "standard", theme: "auto" };

/**
 * What to store: only what differs from the defaults.
 *
 * @param {Record<string, string>} chosen
 * @returns {Record<string, string>}
 */
export function worthKeeping(chosen) {
  return Object.fromEntries(
    Object.entries(chosen).filter(([name, value]) => name in DEFAULTS && value !== DEFAULTS[name]),
  );
}

function remember(chosen) {
  try {
    localStorage.setItem(KEY, JSON.stringify(worthKeeping(chosen)));
  } catch {
    // Refused (private window, full): the choice holds for this page.
  }
}

/** @param {HTMLButtonElement} button */
export function enhance(button) {
  if (!("popover" in HTMLElement.prototype)) return;
  const root = document.documentElement;
  const panel = document.getElementById(button.getAttribute("popovertarget"));
  const chosen = Object.fromEntries(
    Object.keys(DEFAULTS).map((name) => [name, root.dataset[name] ?? DEFAULTS[name]]),
  );

  for (const input of panel.querySelectorAll("input")) {
    input.checked = chosen[input.name] === input.value;
  }
  panel.addEventListener("change", ({ target }) => {
    chosen[target.name] = target.value;
    root.dataset[target.name] = target.value;
    remember(chosen);
  });
  button.hidden = false;
}
