import assert from "node:assert/strict";
import { test } from "node:test";

import { articleNumber, citation, namesArticle } from "../../theme/js/copy-place.js";

for (const [id, expected] of [
  ["art_12", true],
  ["art_12-1", true], // 第十二条之一
  ["art_12_2", true], // a repeated number
  ["annex_1__art_3", true],
  ["art_12__para_2", false],
  ["art_12__para_2__item_3", false],
  ["part_1", false],
  ["chart_1", false],
]) {
  test(`${id} ${expected ? "names" : "does not name"} an article`, () => {
    assert.equal(namesArticle(id), expected);
  });
}

test("the number is read from the head of the article", () => {
  assert.equal(articleNumber("第十二条之一　停车场应当……第十三条"), "第十二条之一");
  assert.equal(articleNumber("\n第3条 内容"), "第3条");
  assert.equal(articleNumber("总则"), "本条");
});

test("a citation has one pair of title marks", () => {
  const address = "https://www.example.gov.cn/zwgk/regulations/parking/#art_12";
  const expected = `《示例市停车管理办法》第十二条 ${address}`;
  assert.equal(citation("示例市停车管理办法", "第十二条", address), expected);
  assert.equal(citation("《示例市停车管理办法》", "第十二条", address), expected);
});
