/**
 * A touch screen in a service hall (政务公开专区): pages are taken along by QR
 * code, and whoever comes next finds the start and no trace of others.
 *
 * Links replace the page instead of adding to the browser's history, which no
 * script can clear; the way back is kept here, until the reader has gone.
 */
import { button, made, showDialog } from "../dialog.js";
import { drawn } from "../qr.js";
import { idleness } from "./idle.js";

const START = new URL("../../../../", import.meta.url).href;
const TRAIL = "gongkai-kiosk-trail";
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchmove", "scroll"];

function trail() {
  try {
    return JSON.parse(sessionStorage.getItem(TRAIL)) ?? [];
  } catch {
    return [];
  }
}

function keepTrail(addresses) {
  try {
    sessionStorage.setItem(TRAIL, JSON.stringify(addresses));
  } catch {
    // Refused: there is no way back but the first page.
  }
}

function go(address) {
  const samePage = address.href.split("#")[0] === location.href.split("#")[0];
  if (!samePage) keepTrail([...trail(), location.href]);
  location.replace(address);
}

function goBack() {
  const addresses = trail();
  const last = addresses.pop() ?? START;
  keepTrail(addresses);
  location.replace(last);
}

/** Whether an address is a page of this site, and no file. */
function within(address) {
  return address.href.startsWith(START) && !/\.(?!html?$)[^/]*$/.test(address.pathname);
}

function take(address) {
  const words = made("p", "", "用手机扫一扫，在自己的手机上打开。");
  const code = made("div", "share__code", drawn(address));
  showDialog("带到手机上看", [words, code, made("p", "dialog__address", address)]);
}

function help() {
  const steps = [
    "点“首页”回到开头，点“上一页”退回去。",
    "要找文件：在首页“按事情找”里点，或者点上面的“搜索”。",
    "字太小：点右上角的“长者模式”。想听：在文件页点“听全文”。",
    "想带回去看：点“带走本页”，用手机扫一扫。",
    "看完了：点“看完了”，本机会清除您看过的内容，回到首页。",
  ];
  const list = made("ol", "dialog__steps", ...steps.map((words) => made("li", "", words)));
  showDialog("怎么用", [list, made("p", "", "还有不清楚的，请问旁边的工作人员。")]);
}

function tried(action) {
  try {
    return Promise.resolve(action()).catch(() => undefined);
  } catch {
    return Promise.resolve(); // storage that is refused holds nothing
  }
}

/** Forget the reader: choices, what was typed, what was kept; then back to the start. */
async function finish() {
  for (const form of document.forms) form.reset();
  history.scrollRestoration = "manual";
  await Promise.all([
    tried(() => globalThis.speechSynthesis?.cancel()),
    tried(() => localStorage.clear()),
    tried(() => sessionStorage.clear()),
    tried(async () => {
      await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
    }),
    tried(async () => {
      const workers = await navigator.serviceWorker.getRegistrations();
      await Promise.all(workers.map((worker) => worker.unregister()));
    }),
    tried(async () => {
      for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
    }),
  ]);
  location.replace(START);
}

function busy() {
  const sounds = [...document.querySelectorAll("audio, video")];
  return globalThis.speechSynthesis?.speaking || sounds.some((sound) => !sound.paused);
}

function watch(minutes) {
  // A start page that nobody touched has nothing to forget.
  let touched = location.href === START ? null : Date.now();
  let warning = null;
  const count = made("strong", "");
  const touch = ({ target }) => {
    touched = Date.now();
    if (!warning?.contains(target)) warning?.close();
  };
  for (const name of TOUCHES) addEventListener(name, touch, { capture: true, passive: true });
  const warn = () => {
    const stay = button("我还在看", touch, "button button--strong");
    const words = made("p", "", "没有人操作，", count, "秒后清除您看过的内容，回到首页。");
    warning = showDialog("您还在吗？", [words], [stay]);
    // A press in it closes it when the press is over: what lies below must not get the end of it.
    warning.addEventListener("click", () => warning?.close());
    warning.addEventListener("close", () => {
      warning = null;
      touched = Date.now(); // also when it was closed with Esc
    });
  };
  const timer = setInterval(() => {
    if (busy()) touched = Date.now();
    const { state, seconds } = idleness(touched, Date.now(), minutes);
    if (state === "warning" && warning === null) warn();
    count.textContent = seconds;
    if (state === "over") {
      clearInterval(timer);
      finish();
    }
  }, 1000);
}

function follow(event) {
  if (event.defaultPrevented) return;
  const away = event.target.closest("[data-address]");
  const link = event.target.closest("a[href]");
  if (away) take(away.dataset.address);
  if (!link) return;
  event.preventDefault();
  const address = new URL(link.href);
  if (within(address)) go(address);
  else if (address.protocol.startsWith("http")) take(address.href);
}

function submit(event) {
  if (event.defaultPrevented) return;
  event.preventDefault();
  const address = new URL(event.target.action);
  address.search = new URLSearchParams(new FormData(event.target)).toString();
  go(address);
}

/** @param {HTMLElement} bar at the foot of the screen */
export function enhance(bar) {
  const actions = {
    back: goBack,
    take: () => take(document.querySelector("link[rel=canonical]")?.href ?? location.href),
    help,
    finish,
  };
  bar.addEventListener("click", ({ target }) => {
    actions[target.closest("[data-kiosk]")?.dataset.kiosk]?.();
  });
  document.addEventListener("click", follow);
  document.addEventListener("submit", submit);
  document.addEventListener("contextmenu", (event) => event.preventDefault()); // a long press saves files
  for (const part of bar.querySelectorAll("[data-kiosk]")) part.hidden = false;
  watch(Number(bar.dataset.minutes));
}
