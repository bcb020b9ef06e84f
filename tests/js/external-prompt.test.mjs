import assert from "node:assert/strict";
import { test } from "node:test";

import { asksForMore, question } from "../../theme/js/external-prompt.js";

const plain = { button: 0, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

test("a plain click is asked about", () => {
  assert.equal(asksForMore(plain), false);
});

for (const change of [{ button: 1 }, { ctrlKey: true }, { metaKey: true }, { shiftKey: true }]) {
  test(`a click with ${Object.keys(change)} is left to the browser`, () => {
    assert.equal(asksForMore({ ...plain, ...change }), true);
  });
}

test("the question names the site", () => {
  const expected = "您访问的链接即将离开“示例市人民政府”，是否继续？";
  assert.equal(question("示例市人民政府"), expected);
});
