/**
 * Let the keyboard reach a table that is wider than its place, and tell what it
 * is. Tables that fit are left alone: they would be stops without a purpose.
 */

const LABEL = "表格，可以左右滚动";

/**
 * @param {string | undefined} caption
 * @returns {string}
 */
export function label(caption) {
  return caption ? `${caption}，${LABEL}` : LABEL;
}

function update(table) {
  if (table.scrollWidth > table.clientWidth) {
    table.tabIndex = 0;
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", label(table.querySelector("caption")?.textContent.trim()));
  } else {
    table.removeAttribute("tabindex");
    table.removeAttribute("role");
    table.removeAttribute("aria-label");
  }
}

/** @param {HTMLElement} place what holds the tables */
export function enhance(place) {
  const tables = place.querySelectorAll(".table");
  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) update(target);
  });
  for (const table of tables) watcher.observe(table);
}
