/**
 * Copy the address of an article.
 *
 * Takes the text of a document; gives each article in it (an element whose id
 * ends in art_12, art_12-1 …) a button that copies the address of that place.
 */
import { copy } from "./clipboard.js";

const ARTICLE = /(?:^|__)art_[0-9]+(?:-[0-9]+)*(?:_[0-9]+)?$/;
const NUMBER = /^第[〇零一二三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十]+)*/;
const SHOWN = 2500; // milliseconds

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

function button(article) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "copy-place";
  element.textContent = "链接";
  element.setAttribute("aria-label", `复制${articleNumber(article.textContent)}的链接`);
  element.dataset.place = article.id;
  return element;
}

async function answer(element) {
  const address = new URL(`#${element.dataset.place}`, location.href).href;
  const copied = await copy(address);
  element.textContent = copied ? "已复制" : "复制不了";
  element.classList.add("copy-place--answered");
  setTimeout(() => {
    element.textContent = "链接";
    element.classList.remove("copy-place--answered");
  }, SHOWN);
}

/** @param {HTMLElement} text */
export function enhance(text) {
  for (const article of text.querySelectorAll("[id*='art_']")) {
    if (namesArticle(article.id)) article.append(button(article));
  }
  text.addEventListener("click", (event) => {
    const element = event.target.closest(".copy-place");
    if (element) answer(element);
  });
}
