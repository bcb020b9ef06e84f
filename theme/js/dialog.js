/**
 * A modal dialog with a heading and a way out. The browser keeps the focus in
 * it, closes it with Esc and returns to where the reader was.
 */

/**
 * @param {string} tag
 * @param {string} className
 * @param {...(string | Node)} content
 * @returns {HTMLElement}
 */
export function made(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

/**
 * @param {string} words
 * @param {() => void} action
 * @returns {HTMLButtonElement}
 */
export function button(words, action, className = "button") {
  const element = made("button", className, words);
  element.type = "button";
  element.addEventListener("click", action);
  return element;
}

let count = 0;

/**
 * A dialog, shown; it leaves the page when it is closed.
 *
 * @param {string} title
 * @param {Node[]} content
 * @param {Node[]} answers buttons before the one that closes
 * @returns {HTMLDialogElement}
 */
export function showDialog(title, content, answers = []) {
  const dialog = made("dialog", "dialog");
  const heading = made("h2", "", title);
  heading.tabIndex = -1;
  heading.autofocus = true; // reading begins at the top, whatever stands below
  heading.id = `dialog-title-${(count += 1)}`;
  dialog.setAttribute("aria-labelledby", heading.id);
  const row = made("div", "dialog__answers", ...answers, button("关闭", () => dialog.close()));
  dialog.append(heading, ...content, row);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
