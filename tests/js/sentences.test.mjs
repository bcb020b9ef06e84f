import assert from "node:assert/strict";
import { test } from "node:test";

import { sentences, spoken } from "../../theme/js/bar/sentences.js";

const cut = (text) => sentences(text).map(([start, end]) => text.slice(start, end));

test("a text is cut at the ends of its sentences, closing quotes with them", () => {
  assert.deepEqual(cut("先申请。他说：“可以！”然后呢？"), ["先申请。", "他说：“可以！”", "然后呢？"]);
});

test("items that end in a semicolon are read one by one", () => {
  assert.deepEqual(cut("（一）老人；（二）儿童；"), ["（一）老人；", "（二）儿童；"]);
});

for (const text of [
  "没有句号的一行",
  "。。。",
  "，".repeat(300),
  "字".repeat(20_000),
  `${"一二三四五六七，".repeat(2_000)}完。`,
  "a b; c. d\n\ne",
  "",
]) {
  test(`the pieces of ${JSON.stringify(text.slice(0, 12))} are the text, none is long`, () => {
    const pieces = cut(text);
    assert.equal(pieces.join(""), text);
    assert.ok(pieces.every((piece) => piece.length <= 90));
  });
}

test("brackets and book-title marks are not said, letters and figures are", () => {
  assert.equal(spoken("《停车办法》（示政办规〔2024〕3号）"), "停车办法（示政办规20243号）");
  assert.equal(spoken("　——。"), "");
});
