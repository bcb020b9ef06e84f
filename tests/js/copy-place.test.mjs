import assert from "node:assert/strict";
import { test } from "node:test";

import { articleNumber, citation, namesArticle, placeOf } from "../../theme/js/copy-place.js";

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
  assert.equal(
    citation("关于印发《甲办法》的通知", "第十二条", address),
    `《关于印发〈甲办法〉的通知》第十二条 ${address}`,
  );
});

test("a place says its annex, its article and its paragraph", () => {
  const words = { "art_12-1": "第十二条之一　应当……", annex_2: "附件2　细则", annex_2__art_3: "第三条 乙" };
  const wordsOf = (id) => words[id] ?? "";
  assert.equal(placeOf("art_12-1", wordsOf), "第十二条之一");
  assert.equal(placeOf("art_12-1__para_2", wordsOf), "第十二条之一第二款");
  assert.equal(placeOf("annex_2__art_3__para_12", wordsOf), "附件2第三条第十二款");
});
