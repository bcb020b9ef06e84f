/**
 * The caption (大字幕): what is under the pointer, has the focus or is being read
 * aloud, in large type at the bottom of the window, with pinyin where wanted.
 * It repeats what the page says, so it is nothing to a screen reader.
 */
import { made } from "../dialog.js";
import { choice } from "../preferences.js";
import { bottom } from "./layers.js";
import { offsetAt, passages } from "./passages.js";
import { onSentence } from "./player.js";
import { sentences } from "./sentences.js";

const LONGEST = 120; // characters
const CONTROL = "a,button,input,select,summary,textarea,label";
const PASSAGE = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,th,td,caption,figcaption,legend";

let element = null;
let words = "";
let reading = false;

/**
 * What a control is called.
 *
 * @param {Element} control
 */
function nameOf(control) {
  const label = control.getAttribute("aria-label") ?? control.labels?.[0]?.textContent;
  return label ?? control.textContent;
}

function textAt(target, x, y) {
  const control = target.closest(CONTROL);
  if (control) return nameOf(control);
  if (target.matches("img")) return target.alt;
  const place = target.closest(PASSAGE);
  if (!place) return "";
  const [passage] = passages([place]);
  if (!passage || passage.text.length <= LONGEST) return passage?.text ?? "";
  const offset = offsetAt(passage, x, y) ?? 0;
  const [start, end] = sentences(passage.text).find(([, last]) => offset < last) ?? [0, LONGEST];
  return passage.text.slice(start, end);
}

/** The text with each Han character under its reading. */
async function withPinyin(text) {
  const { read } = await import("./pinyin.js");
  return read(text).map(([one, reading_]) =>
    reading_ ? made("ruby", "", one, made("rt", "", reading_)) : one,
  );
}

async function show(text) {
  const wanted = text.replace(/\s+/g, " ").trim().slice(0, LONGEST);
  if (!wanted) return;
  words = wanted;
  const content = choice("pinyin") === "on" ? await withPinyin(wanted) : [wanted];
  if (words === wanted) element?.replaceChildren(...content);
}

function point({ target, clientX, clientY }) {
  if (!reading && target instanceof Element && !target.closest(".bar-caption")) {
    show(textAt(target, clientX, clientY));
  }
}

function focus({ target }) {
  if (!reading && target.matches(CONTROL)) show(nameOf(target));
}

onSentence((sentence) => {
  reading = sentence !== "";
  if (element && reading) show(sentence);
});

/** Show the caption when it is chosen, take it away when it is not. */
export function update() {
  const wanted = choice("caption") === "on";
  if (wanted && !element) {
    element = made("div", "bar-caption");
    element.setAttribute("aria-hidden", "true");
    bottom().append(element);
    show("这里显示鼠标所指或者光标所在的文字");
    addEventListener("pointermove", point, { passive: true });
    addEventListener("focusin", focus);
  } else if (!wanted && element) {
    element.remove();
    element = null;
    removeEventListener("pointermove", point);
    removeEventListener("focusin", focus);
  } else if (element) show(words);
}
