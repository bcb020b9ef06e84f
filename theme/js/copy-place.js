/**
 * Copy the citation and the address of an article.
 *
 * Takes the text of a document; gives each article in it (an element whose id
 * ends in art_12, art_12-1 …) a button that copies 《题名》第十二条 and the address
 * of that place.
 */
import { copy } from "./clipboard.js";

const ARTICLE = /(?:^|__)art_[0-9]+(?:-[0-9]+)*(?:_[0-9]+)?$/;
const NUMBER = /^第[〇零一二三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十]+)*/;
const SHOWN = 8000; // milliseconds
const LINK =
  '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" ' +
  'stroke-linecap="round" aria-hidden="true"><path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3' +
  'l-1.2 1.2M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2"/></svg>';

/**
 * Whether an id names a whole article.
 *
 * @param {string} id
 * @returns {boolean}
 */
export function namesArticle(id) {
  return ARTICLE.test(id);
}

/**
 * The number that an article's text begins with, for the button's name.
 *
 * @param {string} text
 * @returns {string} 第十二条; 本条 where there is none
 */
export function articleNumber(text) {
  return NUMBER.exec(text.trimStart())?.[0] ?? "本条";
}

/**
 * What is copied: the citation as the law writes it, then the address.
 *
 * @param {string} title name of the document
 * @param {string} number 第十二条
 * @param {string} address of the article
 * @returns {string}
 */
export function citation(title, number, address) {
  const named = /^《.*》$/.test(title) ? title : `《${title}》`;
  return `${named}${number} ${address}`;
}

function drawn() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-place";
  button.innerHTML = LINK;
  return button;
}

function addressOf(article) {
  const page = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  return new URL(`#${article.id}`, page).href;
}

/** @param {HTMLElement} text */
export function enhance(text) {
  const title = document.querySelector("h1")?.textContent.trim() ?? document.title;
  const pattern = drawn();
  const answer = document.createElement("output");
  answer.className = "copy-answer";
  document.body.append(answer);
  let fading;

  for (const article of text.querySelectorAll("[id*='art_']")) {
    if (!namesArticle(article.id)) continue;
    const button = pattern.cloneNode(true);
    button.setAttribute("aria-label", `复制${articleNumber(article.textContent)}的引用和链接`);
    article.prepend(button);
  }

  text.addEventListener("click", async ({ target }) => {
    const article = target.closest(".copy-place")?.parentElement;
    if (!article) return;
    const words = citation(title, articleNumber(article.textContent), addressOf(article));
    answer.value = (await copy(words)) ? `已复制：${words}` : `复制不了，请手工复制：${words}`;
    clearTimeout(fading);
    fading = setTimeout(() => (answer.value = ""), SHOWN);
  });
}
