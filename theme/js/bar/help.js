/** 快捷键说明: every key of the bar, and the keys that browsers have anyway. */
import { made, showDialog } from "../dialog.js";
import { SHORTCUTS } from "./shortcuts.js";

const ANYWAY = [
  ["Tab", "到下一个链接、按钮"],
  ["Shift+Tab", "回到上一个"],
  ["回车、空格", "打开链接、按按钮"],
  ["Ctrl 和 +、-", "浏览器自己的放大、缩小"],
];

function row(keys, words) {
  return made("div", "", made("dt", "", made("kbd", "", keys)), made("dd", "", words));
}

export function showHelp() {
  const ours = Object.values(SHORTCUTS).map(([sign, , words]) => row(`Alt+Shift+${sign}`, words));
  ours.push(row("Esc", "停止朗读；没有朗读时，退出无障碍工具条"));
  showDialog("快捷键说明", [
    made("dl", "bar-keys", ...ours, ...ANYWAY.map(([keys, words]) => row(keys, words))),
    made("p", "", "苹果电脑上 Alt 是 Option 键。"),
  ]);
}
