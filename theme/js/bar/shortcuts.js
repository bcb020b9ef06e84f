/**
 * The keys of the accessibility bar: Alt+Shift with a digit or a sign of the
 * upper row. Browsers and screen readers leave these free: NVDA and JAWS use
 * Insert and Caps Lock, Narrator Caps Lock, VoiceOver Ctrl+Option, Chromium and
 * Firefox Alt+Shift with letters only. The place of the key counts, not the
 * sign it writes, so that every keyboard layout has them. They hold while the
 * bar is open, and Alt+Shift+1 opens it.
 */

/** By KeyboardEvent.code: the sign shown in the help, the action, what it does. */
export const SHORTCUTS = {
  Digit1: ["1", "bar", "打开工具条，或者回到工具条"],
  Digit2: ["2", "larger", "文字放大"],
  Digit3: ["3", "smaller", "文字缩小"],
  Equal: ["=", "closer", "页面放大"],
  Minus: ["-", "farther", "页面缩小"],
  Digit4: ["4", "theme", "换下一种配色"],
  Digit5: ["5", "pointer", "大鼠标：开、关"],
  Digit6: ["6", "guide", "十字线：开、关"],
  Digit7: ["7", "ruler", "阅读尺：开、关"],
  Digit8: ["8", "read", "朗读：开始、暂停、继续"],
  Comma: [",", "back", "朗读上一句"],
  Period: [".", "on", "朗读下一句"],
  Digit9: ["9", "caption", "大字幕：开、关"],
  Slash: ["/", "help", "快捷键说明"],
  Digit0: ["0", "leave", "退出无障碍工具条"],
};

/**
 * The action that a key asks for.
 *
 * @param {KeyboardEvent} event
 * @returns {string | null}
 */
export function asked(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey) return null;
  if (event.key === "Escape" && !event.altKey && !event.shiftKey) return "escape";
  return event.altKey && event.shiftKey ? (SHORTCUTS[event.code]?.[1] ?? null) : null;
}
