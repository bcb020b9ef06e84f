/** Say that the device has no Chinese voice, and how else one can listen. */
import { made, showDialog } from "../dialog.js";

/** @param {boolean} inApp whether the page is shown inside another app, which may hide the voices */
export function explainNoVoice(inApp) {
  const ways = [
    "手机：打开系统自带的朗读。苹果手机在“设置—辅助功能—朗读内容”；安卓手机在“设置—无障碍”（随选朗读、TalkBack、屏幕朗读）。",
    "电脑：Windows 按 Ctrl+Win+回车 打开讲述人；或者用 Edge 浏览器打开本页，右键选“大声朗读”。",
  ];
  if (inApp) ways.unshift("微信等应用里：点右上角“…”，选“在浏览器打开”，再点一次“听全文”。");
  const phone = [...document.querySelectorAll(".footer a[href^='tel:']")].at(-1); // the hotline
  const list = made("ul", "dialog__steps", ...ways.map((way) => made("li", "", way)));
  if (phone) {
    const call = made("a", "", phone.textContent.trim());
    call.href = phone.href;
    list.append(made("li", "", "也可以打电话请工作人员读给您听：", call, "。"));
  }
  showDialog("这里没有中文语音", [
    made("p", "", "这台设备或者这个浏览器没有中文语音，本页读不出声音。您可以这样听："),
    list,
  ]);
}

/**
 * Whether a browser is one inside an app.
 *
 * @param {string} agent
 * @returns {boolean}
 */
export function insideApp(agent) {
  return /MicroMessenger|QQ\/|Weibo|AlipayClient|DingTalk|Lark|aweme|; wv\)/i.test(agent);
}
