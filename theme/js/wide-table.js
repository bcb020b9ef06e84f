/**
 * Let the keyboard reach a table that is wider than its place, and tell what it
 * is. Tables that fit are left alone: they would be stops without a purpose.
 */

/**
 * The name of a table: its caption, or its place among the tables of the page.
 *
 * @param {string | undefined} caption
 * @param {number} place from 1
 * @returns {string}
 */
export function label(caption, place) {
  return `${caption || `表格${place}`}，可以左右滚动`;
}

function update(table, place) {
  if (table.scrollWidth > table.clientWidth) {
    table.tabIndex = 0;
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", label(table.querySelector("caption")?.textContent.trim(), place));
  } else {
    table.removeAttribute("tabindex");
    table.removeAttribute("role");
    table.removeAttribute("aria-label");
  }
}

/** @param {HTMLElement} place what holds the tables */
export function enhance(place) {
  const tables = [...place.querySelectorAll(".table")];
  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) update(target, tables.indexOf(target) + 1);
  });
  for (const table of tables) watcher.observe(table);
}
