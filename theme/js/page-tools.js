/**
 * Print the page, copy its address. The tools are in the page, hidden; they
 * are shown once they work.
 */
import { copy } from "./clipboard.js";

/** @param {HTMLElement} tools */
export function enhance(tools) {
  const answer = tools.querySelector("output");
  const actions = {
    print: () => window.print(),
    copy: async () => {
      const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
      answer.value = (await copy(address)) ? "已复制本页链接" : `复制不了，请手工复制：${address}`;
    },
  };
  tools.addEventListener("click", (event) => {
    actions[event.target.closest("[data-tool]")?.dataset.tool]?.();
  });
  tools.hidden = false;
}
