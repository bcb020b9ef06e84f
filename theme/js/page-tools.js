/**
 * The tools of a page: read aloud, print, text size, copy, share. They are in
 * the page, hidden; they are shown once they work.
 */
import { copy } from "./clipboard.js";
import { choice, choose } from "./preferences.js";

function address() {
  return document.querySelector("link[rel=canonical]")?.href ?? location.href;
}

/**
 * How others cite the page: 《题名》（文号），机关，日期，网址.
 *
 * @param {string} name 《题名》（文号）
 * @param {string} source who published it, "" if unknown
 * @param {string} day ISO day of publication, "" if unknown
 * @param {string} url
 * @returns {string}
 */
export function pageCitation(name, source, day, url) {
  const [year, month, date] = day.split("-").map(Number);
  const when = day ? `${year}年${month}月${date}日发布` : "";
  return [name, source, when, url].filter(Boolean).join("，");
}

function citation(tools) {
  const name = tools.dataset.citation ?? `《${document.querySelector("h1").textContent.trim()}》`;
  if ("citationWhole" in tools.dataset) return pageCitation(name, "", "", address());
  const source = document.querySelector("meta[name=ContentSource]")?.content ?? "";
  const day = document.querySelector(".document-head time")?.dateTime ?? "";
  return pageCitation(name, source, day, address());
}

/** Put a code into the foot of a print, once: of the way to check it, else of the address. */
async function drawPrintCode() {
  const place = document.querySelector(".print-code");
  if (!place || place.hasChildNodes()) return;
  const { drawn } = await import("./qr.js");
  const { check } = place.dataset;
  const leads = check ? new URL(check, address()).href : address();
  const name = check ? "核对本页的二维码" : "本页地址的二维码";
  if (!place.hasChildNodes()) place.append(drawn(leads, name));
}

async function print(size) {
  const root = document.documentElement;
  await drawPrintCode();
  if (size) root.dataset.print = size;
  addEventListener("afterprint", () => delete root.dataset.print, { once: true });
  window.print();
}

async function share(answer) {
  const [{ drawn }, { button, made, showDialog }] = await Promise.all([
    import("./qr.js"),
    import("./dialog.js"),
  ]);
  const url = address();
  const code = made("div", "share__code", drawn(url));
  const words = made("p", "", "用手机扫一扫，在手机上打开本页。");
  const line = made("p", "dialog__address", url);
  showDialog("分享本页", [words, code, line], [button("复制链接", () => tell(answer, "本页链接", url))]);
}

async function explainPdf() {
  const { button, made, showDialog } = await import("./dialog.js");
  const steps = made(
    "ol",
    "dialog__steps",
    made("li", "", "点“打开打印窗口”。"),
    made("li", "", "电脑：把“目标”或“打印机”选成“另存为 PDF”；手机：选“保存为 PDF”或“存储到文件”。"),
    made("li", "", "点“保存”。"),
  );
  const dialog = showDialog("存为 PDF", [steps], [
    button("打开打印窗口", () => {
      dialog.close();
      print();
    }, "button button--strong"),
  ]);
}

async function tell(answer, what, text) {
  answer.value = (await copy(text)) ? `已复制${what}` : `复制不了，请手工复制：${text}`;
}

async function listen() {
  const { readPage } = await import("./bar/player.js");
  readPage();
}

function followSize(choices) {
  const show = () => {
    for (const input of choices.querySelectorAll("input")) {
      input.checked = input.value === choice("size");
    }
  };
  show();
  choices.addEventListener("change", ({ target }) => choose("size", target.value));
  document.documentElement.addEventListener("preference", show);
}

/** @param {HTMLElement} tools */
export function enhance(tools) {
  const answer = tools.querySelector("output");
  const actions = {
    listen,
    print: () => print(),
    "print-large": () => print("large"),
    cite: () => tell(answer, "引用", citation(tools)),
    copy: () => tell(answer, "本页链接", address()),
    share: () => share(answer),
    pdf: explainPdf,
  };
  tools.addEventListener("click", (event) => {
    actions[event.target.closest("[data-tool]")?.dataset.tool]?.();
  });
  // Ctrl+P prints before anything can be loaded: the code is drawn when Ctrl goes down.
  addEventListener("keydown", (event) => {
    if (event.key === "Control" || event.key === "Meta") drawPrintCode();
  });
  const choices = tools.querySelector(".choices");
  followSize(choices);
  for (const part of [choices, ...tools.querySelectorAll("[data-tool]")]) part.hidden = false;
}
