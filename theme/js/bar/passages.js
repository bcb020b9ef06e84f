/** The text of a page in passages: paragraphs, headings, cells, items. */

const PASSAGE = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,th,td,caption,figcaption,summary,div,section";
const LEFT_OUT = "button,script,style,svg,audio,video,input,select,output,rt,[aria-hidden=true],[hidden]";

/**
 * @typedef {object} Passage
 * @property {Element} element
 * @property {string} text
 * @property {{node: Text, start: number}[]} parts
 */

function shown(element) {
  return element.checkVisibility?.() ?? element.getClientRects().length > 0;
}

/**
 * The passages of some elements, in order, without what is hidden.
 *
 * @param {Iterable<Element>} roots
 * @returns {Passage[]}
 */
export function passages(roots) {
  const found = [];
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || parent.closest(LEFT_OUT) || !shown(parent)) continue;
      const element = parent.closest(PASSAGE) ?? root;
      let last = found.at(-1);
      if (last?.element !== element) found.push((last = { element, text: "", parts: [] }));
      last.parts.push({ node, start: last.text.length });
      last.text += node.data;
    }
  }
  return found;
}

/**
 * What of the page is read aloud: the title and the text; all of main where
 * there is no text of a document.
 */
export function readable() {
  const main = document.querySelector("main");
  const texts = [...main.querySelectorAll(".prose, .transcript")];
  return passages(texts.length ? [main.querySelector("h1"), ...texts].filter(Boolean) : [main]);
}

/**
 * A part of a passage as a range of the page.
 *
 * @param {Passage} passage
 * @param {number} start
 * @param {number} end
 * @returns {Range}
 */
export function rangeOf({ parts }, start, end) {
  const range = document.createRange();
  const place = (offset) => {
    const part = parts.findLast((one) => one.start <= offset);
    return [part.node, Math.min(offset - part.start, part.node.length)];
  };
  range.setStart(...place(start));
  range.setEnd(...place(Math.max(start, end - 1)));
  if (end > start) range.setEnd(range.endContainer, Math.min(range.endOffset + 1, range.endContainer.length));
  return range;
}

/**
 * Where in a passage a point of the window is, null where the browser cannot tell.
 *
 * @param {Passage} passage
 * @param {number} x
 * @param {number} y
 * @returns {number | null}
 */
export function offsetAt(passage, x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  const range = caret ? null : document.caretRangeFromPoint?.(x, y);
  const node = caret?.offsetNode ?? range?.startContainer;
  const part = passage.parts.find((one) => one.node === node);
  return part ? part.start + (caret?.offset ?? range.startOffset) : null;
}
