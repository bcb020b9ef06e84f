/**
 * Read aloud (朗读): the whole page or from where the reader clicks; the
 * document's own recording where there is one.
 */
import { button, made } from "../dialog.js";
import { choice, choose } from "../preferences.js";
import { bottom, loadStyle } from "./layers.js";
import { explainNoVoice, insideApp } from "./no-voice.js";
import { offsetAt, rangeOf, readable } from "./passages.js";
import { recording } from "./recording.js";
import { sentences, spoken } from "./sentences.js";
import { speaker } from "./speaker.js";
import { findVoice } from "./voices.js";

const RATES = { 0.75: "慢", 1: "正常", 1.25: "较快", 1.5: "快" };
const CONTROLS = "a,button,input,select,textarea,summary,label,audio,video,dialog";

let open = null; // {close, toggle, step} while the player is on the page
const listeners = new Set();

/** Call `listener` with each sentence that begins, and with "" when reading ends. */
export function onSentence(listener) {
  listeners.add(listener);
}

function tell(words) {
  for (const listener of listeners) listener(words);
}

/** Where the browser can mark a part of a text, the style for it; else null. */
const highlights = (() => {
  if (!globalThis.Highlight || !globalThis.CSS?.highlights) return null;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("::highlight(reading) { background: var(--color-text); color: var(--color-page) }");
  document.adoptedStyleSheets.push(sheet);
  return CSS.highlights;
})();

function mark(range, element) {
  document.querySelector(".reading")?.classList.remove("reading");
  if (!highlights) element?.classList.add("reading");
  else if (range) highlights.set("reading", new Highlight(range));
  else highlights.delete("reading");
}

function bringIntoView(range) {
  const { top, bottom: end } = range.getBoundingClientRect();
  if (top > innerHeight * 0.15 && end < innerHeight * 0.65) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrollBy({ top: top - innerHeight * 0.3, behavior: calm ? "instant" : "smooth" });
}

/** Every sentence of the page: what is said, its passage, where it stands there. */
function collected() {
  const every = readable().flatMap((passage) =>
    sentences(passage.text).map(([start, end]) => {
      const text = passage.text.slice(start, end);
      return { passage, start, end, text: text.trim(), said: spoken(text) };
    }),
  );
  return every.filter(({ said }) => said);
}

function startOfSelection(found) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return 0;
  const { startContainer, startOffset } = selection.getRangeAt(0);
  const place = found.findIndex(({ passage, end }) => {
    const part = passage.parts.find(({ node }) => node === startContainer);
    return part && end > part.start + startOffset;
  });
  return Math.max(place, 0);
}

/** The buttons of the player; `source` is set once there is something to play. */
function panel(recorded) {
  const state = { source: null, playing: false };
  const play = button("暂停", () => toggle());
  const toggle = () => (state.playing ? state.source?.pause() : state.source?.play());
  const back = button(recorded ? "后退10秒" : "上一句", () => state.source?.step(-1));
  const on = button(recorded ? "前进10秒" : "下一句", () => state.source?.step(1));
  const rate = made("select", "bar__select");
  for (const [value, words] of Object.entries(RATES)) rate.append(new Option(words, value));
  rate.value = choice("rate");
  rate.addEventListener("change", () => {
    choose("rate", rate.value);
    state.source?.setRate(Number(rate.value));
  });
  const pace = made("label", "bar__label", "语速", rate);
  const stop = button("停止朗读", () => close());
  const answer = made("output", "bar-player__words");
  const element = made("section", "bar-player", back, play, on, pace, stop, answer);
  element.setAttribute("aria-label", "朗读");
  return Object.assign(state, { element, play, toggle, answer });
}

/** End reading and take the player away. */
export function close() {
  open?.close();
}

/** Pause or go on; begin where nothing is read yet. */
export function toggle() {
  if (open) open.toggle();
  else readPage();
}

/** Go back or on by some sentences. */
export function step(by) {
  open?.step(by);
}

function reading(state, found, voice) {
  const told = {
    began(place) {
      const { passage, start, end, text } = found[place];
      const range = rangeOf(passage, start, end);
      mark(range, passage.element);
      bringIntoView(range);
      tell(text);
    },
    changed: state.changed,
    ended: () => (state.answer.value = "读完了。"),
    failed() {
      close();
      explainNoVoice(insideApp(navigator.userAgent));
    },
  };
  return speaker(found.map(({ said }) => said), voice, Number(choice("rate")), told);
}

function fromClick(state, found) {
  return (event) => {
    if (event.target.closest(CONTROLS) || !getSelection().isCollapsed) return;
    const { clientX, clientY } = event;
    const place = found.findIndex(({ passage, end }) => {
      if (!passage.element.contains(event.target)) return false;
      const offset = offsetAt(passage, clientX, clientY);
      return offset !== null ? offset < end : passage.element === event.target;
    });
    if (place >= 0) state.source?.from(place);
  };
}

function stopOnEscape(event) {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  close();
}

/** Read the page from its beginning, or from what is selected. */
export async function readPage() {
  close();
  const before = document.activeElement;
  const address = document.querySelector("[data-audio]")?.dataset.audio;
  const [voice] = await Promise.all([address ? null : findVoice(), loadStyle()]);
  if (!address && !voice) return explainNoVoice(insideApp(navigator.userAgent));
  const state = panel(Boolean(address));
  state.changed = (playing) => {
    state.playing = playing;
    state.play.textContent = playing ? "暂停" : "继续";
  };
  const found = address ? [] : collected();
  const click = fromClick(state, found);
  open = {
    toggle: state.toggle,
    step: (by) => state.source?.step(by),
    close() {
      open = null;
      state.source?.close();
      removeEventListener("pagehide", close);
      document.removeEventListener("keydown", stopOnEscape, true);
      document.removeEventListener("click", click);
      mark(null);
      tell("");
      const inside = state.element.contains(document.activeElement);
      state.element.remove();
      if (inside) before?.focus({ preventScroll: true });
    },
  };
  addEventListener("pagehide", close);
  document.addEventListener("keydown", stopOnEscape, true);
  bottom().append(state.element);
  state.play.focus({ preventScroll: true });
  if (address) {
    state.answer.value = "正在播放本文录音。";
    const told = {
      changed: state.changed,
      ended: () => (state.answer.value = "播放完了。"),
      failed: () => (state.answer.value = "录音打不开，请稍后再试。"),
    };
    state.source = recording(address, Number(choice("rate")), told);
    state.source.play();
  } else {
    state.answer.value = "点正文里的任何一句，从那里读起。";
    state.source = reading(state, found, voice);
    document.addEventListener("click", click);
    state.source.from(startOfSelection(found));
  }
}
