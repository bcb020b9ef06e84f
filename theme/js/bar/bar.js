/**
 * The accessibility bar (无障碍工具条). It adds to a page that is accessible
 * without it; closing it leaves the page as it was.
 */
import { button, made } from "../dialog.js";
import { DEFAULTS, choice, choose, chooseBar, forget } from "../preferences.js";
import { loadStyle, tellHeight } from "./layers.js";
import { asked } from "./shortcuts.js";

const SIZES = ["standard", "large", "larger", "largest"];
const ZOOMS = ["100", "110", "125", "150", "200"];
const THEMES = {
  auto: "随系统",
  light: "浅色",
  dark: "深色",
  "black-on-white": "白底黑字",
  "white-on-black": "黑底白字",
  "yellow-on-black": "黑底黄字",
  "yellow-on-blue": "蓝底黄字",
};
const WORDS = {
  size: { standard: "标准", large: "大", larger: "特大", largest: "超大" },
  zoom: Object.fromEntries(ZOOMS.map((zoom) => [zoom, `${zoom}%`])),
  theme: THEMES,
};
const TOGGLES = [
  ["pointer", "big", "大鼠标"],
  ["guide", "on", "十字线"],
  ["ruler", "on", "阅读尺"],
  ["caption", "on", "大字幕"],
  ["pinyin", "on", "字幕拼音"],
];

const OVER = "dialog[open],:popover-open"; // closes by itself with Esc
const FIELD = "input,select,textarea"; // Esc has a meaning of its own there

let bar = null;
let status;
let opener;

/**
 * The value some steps from another, at most to the ends of the row.
 *
 * @param {string[]} row
 * @param {string} value
 * @param {number} by
 * @returns {string}
 */
export function stepped(row, value, by) {
  return row[Math.max(0, Math.min(row.indexOf(value) + by, row.length - 1))];
}

function change(name, value, words) {
  choose(name, value);
  status.value = words;
}

function step(name, label, row, by) {
  const value = stepped(row, choice(name), by);
  change(name, value, `${label}：${WORDS[name][value]}`);
}

function toggle(name) {
  const [, on, label] = TOGGLES.find(([one]) => one === name);
  const turned = choice(name) !== on;
  change(name, turned ? on : DEFAULTS[name], `${label}：${turned ? "开" : "关"}`);
  if (name === "pinyin" && turned && choice("caption") === "off") choose("caption", "on");
}

function nextTheme() {
  const names = Object.keys(THEMES);
  const value = names[(names.indexOf(choice("theme")) + 1) % names.length];
  change("theme", value, `配色：${THEMES[value]}`);
}

async function read(action) {
  const player = await import("./player.js");
  if (action === "read") player.toggle();
  else player.step(action === "back" ? -1 : 1);
}

async function showHelp() {
  const help = await import("./help.js");
  help.showHelp();
}

const ACTIONS = {
  bar: () => show(true),
  larger: () => step("size", "文字", SIZES, 1),
  smaller: () => step("size", "文字", SIZES, -1),
  closer: () => step("zoom", "页面", ZOOMS, 1),
  farther: () => step("zoom", "页面", ZOOMS, -1),
  theme: nextTheme,
  read: () => read("read"),
  back: () => read("back"),
  on: () => read("on"),
  help: showHelp,
  leave: () => leave(),
  escape: () => leave(), // reading has ended before: the player takes its own Esc
  ...Object.fromEntries(TOGGLES.map(([name]) => [name, () => toggle(name)])),
};

function onKey(event) {
  const action = asked(event);
  if (!action || event.defaultPrevented) return;
  if (action === "escape" && (document.querySelector(OVER) || event.target.matches(FIELD))) return;
  if (action !== "escape") event.preventDefault();
  ACTIONS[action]();
}

function steps(name, label, row) {
  const value = made("span", "bar__value");
  const less = button("缩小", () => step(name, label, row, -1), "bar__button");
  const more = button("放大", () => step(name, label, row, 1), "bar__button");
  less.setAttribute("aria-label", `${label}缩小`);
  more.setAttribute("aria-label", `${label}放大`);
  const group = made("div", "bar__group", made("span", "bar__name", label), less, value, more);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", label);
  return [group, () => (value.textContent = WORDS[name][choice(name)])];
}

function themes() {
  const select = made("select", "bar__select");
  for (const [value, words] of Object.entries(THEMES)) select.append(new Option(words, value));
  select.addEventListener("change", () => change("theme", select.value, ""));
  return [made("label", "bar__group bar__label", "配色", select), () => (select.value = choice("theme"))];
}

function toggleButton([name, on, label]) {
  const element = button(label, () => toggle(name), "bar__button");
  return [element, () => element.setAttribute("aria-pressed", String(choice(name) === on))];
}

function build() {
  const parts = [
    steps("size", "文字", SIZES),
    steps("zoom", "页面", ZOOMS),
    themes(),
    ...TOGGLES.map(toggleButton),
  ];
  status = made("output", "visually-hidden");
  const reset = () => {
    forget();
    status.value = "已恢复原样";
  };
  bar = made(
    "section",
    "bar",
    ...parts.map(([element]) => element),
    button("朗读全文", ACTIONS.read, "bar__button"),
    button("快捷键", showHelp, "bar__button"),
    button("恢复原样", reset, "bar__button"),
    button("退出无障碍", leave, "bar__button bar__button--leave"),
    status,
  );
  bar.id = "bar";
  bar.setAttribute("aria-label", "无障碍工具");
  return () => parts.forEach(([, update]) => update());
}

/** What is loaded only when it is chosen. */
async function showChosen() {
  const [guides, caption] = [
    ["guide", "ruler"].some((name) => choice(name) === "on") || showChosen.guides,
    choice("caption") === "on" || showChosen.caption,
  ];
  if (guides) (showChosen.guides = await import("./guides.js")).update();
  if (caption) (showChosen.caption = await import("./caption.js")).update();
}

let update;

function onPreference() {
  update();
  showChosen();
}

/**
 * Show the bar, or go to it.
 *
 * @param {boolean} focused whether the reader asked for it just now
 */
export async function show(focused) {
  if (!bar?.isConnected) {
    if (focused) opener = document.activeElement;
    await loadStyle();
    if (!bar) {
      update = build();
      tellHeight(bar, "--bar-top");
    }
    document.querySelector(".skip-link").after(bar);
    addEventListener("keydown", onKey);
    document.documentElement.addEventListener("preference", onPreference);
    if (choice("bar") === "off") chooseBar(true);
    onPreference();
  }
  if (focused) bar.querySelector("button").focus();
}

/** Close the bar; what it changed goes with it, and comes back with it. */
export function leave() {
  const inside = bar.contains(document.activeElement);
  chooseBar(false);
  showChosen();
  import("./player.js").then((player) => player.close());
  removeEventListener("keydown", onKey);
  document.documentElement.removeEventListener("preference", onPreference);
  bar.remove();
  if (inside) (opener?.isConnected ? opener : document.querySelector("[data-enhance=accessibility]")).focus();
}
