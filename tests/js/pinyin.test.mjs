import assert from "node:assert/strict";
import { test } from "node:test";

import { read } from "../../theme/js/bar/pinyin.js";

const readings = (text) => read(text).map(([, reading]) => reading).join(" ");

test("each character has its common reading", () => {
  assert.equal(readings("示例市"), "shì lì shì");
});

test("a neighbour decides between readings", () => {
  assert.equal(readings("银行"), "yín háng");
  assert.equal(readings("行政"), "xíng zhèng");
  assert.equal(readings("调查"), "diào chá");
});

test("what is no Han character has none", () => {
  assert.deepEqual(read("第3条"), [["第", "dì"], ["3", ""], ["条", "tiáo"]]);
  assert.deepEqual(read(""), []);
});
