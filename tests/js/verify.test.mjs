import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { firstBits, held } from "../../theme/js/verify/finder.js";
import { numeral, placesOf } from "../../theme/js/verify/places.js";
import { hex, sha256 } from "../../theme/js/verify/sha256.js";
import { fault, mark, marksOf, plain, run, sentences } from "../../theme/js/verify/text.js";

const cases = JSON.parse(readFileSync(new URL("../agreement_cases.json", import.meta.url), "utf8"));

test("SHA-256 is that of node, at every length around a block", () => {
  for (let length = 0; length < 200; length += 1) {
    const bytes = new Uint8Array(length).map((_, place) => place * 7 + length);
    assert.equal(hex(sha256(bytes)), createHash("sha256").update(bytes).digest("hex"));
  }
});

test("the browser cuts texts as Python does", () => {
  for (const one of cases) {
    const pieces = sentences(plain(one.text));
    assert.deepEqual(pieces, one.sentences);
    assert.equal(pieces.map(mark).join(""), one.marks);
    assert.deepEqual(marksOf({ sentences: one.marks }), pieces.map(mark));
  }
});

const TEXT = sentences(
  plain("第一条　为了规范停车，制定本办法。第二条　本办法适用于本市。收费标准另行规定。第三条　自公布之日起施行。"),
);

function judged(copy, words = TEXT) {
  const pieces = sentences(plain(copy));
  const agreed = run(pieces, TEXT, pieces);
  return agreed && fault(pieces, agreed, words);
}

test("a part of a text agrees, however its lines are broken", () => {
  assert.equal(judged(TEXT.join("\n")), null);
  assert.equal(judged("第二条 本办法\n适用于本市。收费标准\n另行规定。"), null);
});

test("a copy that begins and ends in a sentence agrees where the words are at hand", () => {
  assert.equal(judged("制定本办法。第二条　本办法适用于本市。收费标准"), null);
  assert.deepEqual(judged("制定本办法。第二条　本办法适用于本市。收费标准", null), { piece: 0, place: 0 });
});

test("the first sentence that differs is named", () => {
  assert.deepEqual(judged("第一条　为了规范停车，制定本办法。第二条　本办法适用于本县。收费标准另行规定。"), { piece: 1, place: 1 });
  assert.deepEqual(judged("第一条　为了规范停车，制定本规定。第二条　本办法适用于本市。"), { piece: 0, place: 0 });
  assert.deepEqual(judged("第二条　本办法适用于本市。第三条　自公布之日起施行。"), { piece: 1, place: 2 });
  assert.deepEqual(judged("第三条　自公布之日起施行。另加一句。"), { piece: 1, place: 4 });
});

test("a text of another origin is nowhere", () => {
  assert.equal(run(["别的文字，毫无关系。"], TEXT, ["别的文字，毫无关系。"]), null);
});

test("places are read as Python writes them", () => {
  assert.deepEqual(placesOf("0=第一章 0 2 1 0:7 6=第七条之一 0 3=附件 1:1"), [
    [0, "第一章"], [0, "第一条"], [2, "第二条"], [3, "第三条"], [3, "第七条"], [9, "第七条之一"],
    [9, "第八条"], [12, "附件"], [13, "第一条"],
  ]);
  assert.deepEqual(placesOf(""), []);
  const numbers = [1, 10, 11, 20, 21, 100, 101, 110, 111, 1000, 1001, 1010, 1100, 1260];
  assert.equal(
    numbers.map(numeral).join(" "),
    "一 十 十一 二十 二十一 一百 一百零一 一百一十 一百一十一 一千 一千零一 一千零一十 一千一百 一千二百六十",
  );
});

test("a finder knows every sentence of its list, and few others", () => {
  const list = JSON.parse(readFileSync(new URL("../finder_case.json", import.meta.url), "utf8"));
  assert.equal(held(list, firstBits(list.held)), list.held.length);
  for (const one of list.held) assert.equal(held(list, firstBits([one])), 1);
  const others = Array.from({ length: 1000 }, (_, number) => mark(`别的${number}`));
  assert.ok(held(list, firstBits(others)) < 10);
  assert.equal(held(list, []), 0);
});
