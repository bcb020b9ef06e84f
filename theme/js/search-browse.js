/**
 * The lists below the search, which lead to everything without a search.
 */

import { MOST } from "./slices.js";

const LINE = MOST / 48; // what a line of the lists weighs in a slice

/**
 * Show the lists again. There may be hundreds of lines: only some of them in one task.
 *
 * @param {HTMLElement} lists
 * @param {import("./slices.js").Slices} slices
 * @param {() => boolean} live false once they are not to be shown any more
 */
export async function offer(lists, slices, live) {
  const lines = [...lists.querySelectorAll("li")];
  if (lists.hidden) for (const line of lines) line.hidden = true;
  lists.hidden = false;
  for (const line of lines.filter((one) => one.hidden)) {
    await slices.room(LINE);
    if (!live()) return;
    line.hidden = false;
  }
}
