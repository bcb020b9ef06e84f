/**
 * Open a folded part (contents, filters) where it stands beside what it leads
 * to. Where the two stand below each other it stays closed, so that the text or
 * the list begins on the first screen.
 */

/** @param {HTMLDetailsElement} part @param {...HTMLDetailsElement} within that are opened with it */
export function enhance(part, ...within) {
  const side = part.closest(".beside > *");
  const main = side?.nextElementSibling;
  if (!main) return;
  const open = main.getBoundingClientRect().left >= side.getBoundingClientRect().right;
  for (const one of [part, ...within]) one.open = open;
}
