/**
 * Open the contents where they stand beside the text. Below each other, they
 * stay closed so that the text begins on the first screen.
 */

/** @param {HTMLDetailsElement} contents */
export function enhance(contents) {
  const text = contents.closest(".toc").nextElementSibling;
  const beside =
    text && text.getBoundingClientRect().left >= contents.getBoundingClientRect().right;
  if (beside) contents.open = true;
}
