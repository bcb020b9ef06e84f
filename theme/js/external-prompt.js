/**
 * Ask before leaving the site (国办发〔2017〕47号). The link itself is left
 * alone: without script, with a new tab or a copied address it works as ever.
 */

/**
 * The question, in the wording common to government sites.
 *
 * @param {string} site
 * @returns {string}
 */
export function question(site) {
  return `您访问的链接即将离开“${site}”，是否继续？`;
}

/**
 * Whether a click asks for something other than following the link here.
 *
 * @param {MouseEvent} event
 * @returns {boolean}
 */
export function asksForMore(event) {
  return event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}

function made(name, className, text) {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

function prompt(site) {
  const dialog = made("dialog", "dialog", "");
  const words = made("p", "dialog__question", question(site));
  words.id = "external-question";
  dialog.setAttribute("aria-labelledby", words.id);
  const address = made("p", "dialog__address", "");
  const answers = made("div", "dialog__answers", "");
  const go = made("a", "button button--strong", "继续访问");
  const stay = made("button", "button", "放弃");
  stay.type = "button";
  stay.addEventListener("click", () => dialog.close());
  go.addEventListener("click", () => dialog.close());
  answers.append(go, stay);
  dialog.append(words, address, answers);
  document.body.append(dialog);
  return (link) => {
    go.href = link.href;
    address.textContent = link.href;
    dialog.showModal();
  };
}

/** @param {HTMLElement} body */
export function enhance(body) {
  const site = document.querySelector("meta[name=SiteName]")?.content ?? document.title;
  let ask;
  body.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-external]");
    if (!link || event.defaultPrevented || asksForMore(event)) return;
    ask ??= prompt(site);
    event.preventDefault();
    ask(link);
  });
}
