/**
 * Copy the citation and the address of an article.
 *
 * Takes the text of a document; gives each article in it (an element whose id
 * ends in art_12, art_12-1 …) and each further paragraph (art_12__para_2) a button
 * that copies 《题名》第十二条第二款 and the address of that place.
 */
import { copy } from "./clipboard.js";

const ARTICLE = /(?:^|__)art_[0-9]+(?:-[0-9]+)*(?:_[0-9]+)?$/;
const NUMBER = /^第[〇零一二三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十]+)*/;
const PARAGRAPH = /__para_([0-9]+)$/;
const ANNEX = /^附(?:件|录|表|图)?[〇零一二三四五六七八九十0-9]*/;
const DIGITS = "零一二三四五六七八九";
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
  const bare = /^《[^《》]*》$/.test(title) ? title.slice(1, -1) : title;
  const named = `《${bare.replaceAll("《", "〈").replaceAll("》", "〉")}》`;
  return `${named}${number} ${address}`;
}

/**
 * The place that an id names, as the law writes it: 附件2第三条第二款.
 *
 * @param {string} id of an article, or of a paragraph in one
 * @param {(id: string) => string} wordsOf the text of the element with an id
 * @returns {string}
 */
export function placeOf(id, wordsOf) {
  const annex = /^annex_[0-9_]+?(?=__)/.exec(id)?.[0];
  const above = annex ? (ANNEX.exec(wordsOf(annex).trimStart())?.[0] ?? "") : "";
  const paragraph = PARAGRAPH.exec(id);
  const article = articleNumber(wordsOf(id.replace(PARAGRAPH, "")));
  return above + article + (paragraph ? `第${counted(Number(paragraph[1]))}款` : "");
}

/** 12 as 十二; a paragraph past 99 stays in digits. */
function counted(number) {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  if (tens > 9) return String(number);
  const ten = tens > 1 ? `${DIGITS[tens]}十` : "十".repeat(tens);
  return ten + (ones ? DIGITS[ones] : "");
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
  const inner = text.querySelector(".inner-title"); // of the 办法 inside a 通知
  const carried = (place) =>
    inner && inner.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING;
  const pattern = drawn();
  const answer = document.createElement("output");
  answer.className = "copy-answer";
  document.body.append(answer);
  let fading;

  const wordsOf = (id) => document.getElementById(id)?.textContent ?? "";
  for (const place of text.querySelectorAll("[id*='art_']")) {
    const further = place.tagName === "P" && PARAGRAPH.test(place.id);
    if (!further && !namesArticle(place.id)) continue;
    const button = pattern.cloneNode(true);
    button.setAttribute("aria-label", `复制${placeOf(place.id, wordsOf)}的引用和链接`);
    place.prepend(button);
  }

  text.addEventListener("click", async ({ target }) => {
    const article = target.closest(".copy-place")?.parentElement;
    if (!article) return;
    const named = carried(article) ? inner.textContent.trim() : title;
    const words = citation(named, placeOf(article.id, wordsOf), addressOf(article));
    answer.value = (await copy(words)) ? `已复制：${words}` : `复制不了，请手工复制：${words}`;
    clearTimeout(fading);
    fading = setTimeout(() => (answer.value = ""), SHOWN);
  });
}
