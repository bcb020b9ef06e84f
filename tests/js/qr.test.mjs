/**
 * The codes that python-qrcode 8 (qrcode.org.py, BSD licence) makes of the same bytes
 * at level M: one module by module, the others by digest.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { qrCode } from "../../theme/js/qr.js";

const lines = (text) => qrCode(text).map((row) => row.join(""));
const digest = (text) => createHash("sha256").update(lines(text).join("\n")).digest("hex");

test("the code of one letter, module by module", () => {
  assert.deepEqual(lines("a"), [
    "111111100101101111111",
    "100000101011001000001",
    "101110101101001011101",
    "101110101011001011101",
    "101110100100101011101",
    "100000100011001000001",
    "111111101010101111111",
    "000000001100000000000",
    "100000101011011001110",
    "100110000001110111001",
    "001011100110101100000",
    "010101011001111101010",
    "110100111101111111111",
    "000000001100100000101",
    "111111100111010011110",
    "100000100010001000111",
    "101110100111010011100",
    "101110100101111101000",
    "101110100101110111011",
    "100000100011111101000",
    "111111101010100100110",
  ]);
});

const KNOWN = [
  ["https://www.example.gov.cn/zwgk/normative/home-care-subsidy/", 33, "b23a74d7321c2b7118ad5801bd2a01bb9d80388c15a71c0e14af1bcfebc8d581"],
  ["x".repeat(150), 49, "9782fa7f0642d3e6b22295c01fc9e2fe9a0f19d22af2cf7b3964dcb6a932e44e"],
  ["w".repeat(700), 101, "884f269afa0faf7554c2b9ac28a3948806c0ff947a9118dbc6ee560d9322195c"],
  ["y".repeat(1200), 133, "80d0b754fd2d9952b8fe02b586efedba4180ffdbf6b39736d5c114ae61a57bc7"],
  ["z".repeat(2331), 177, "3df0b1f45eba120946e20ee862856d306aadad249e4b13cd12ed91792a6164e0"],
];

for (const [text, size, known] of KNOWN) {
  test(`${text.length} bytes: ${size} modules, as known`, () => {
    assert.equal(qrCode(text).length, size);
    assert.equal(digest(text), known);
  });
}

test("Han characters are written in UTF-8", () => {
  assert.equal(qrCode("示例市").length, 21); // 9 bytes
  assert.equal(qrCode("示例市人民政府").length, 25); // 21 bytes
});

test("what fits into no code is an error", () => {
  assert.throws(() => qrCode("z".repeat(2332)), RangeError);
});
