import assert from "node:assert/strict";
import { test } from "node:test";

import { placeAt } from "../../theme/js/contents.js";

const tops = (...numbers) => numbers.map((top) => ({ top }));

test("the place being read is the last that began above the line", () => {
  assert.equal(placeAt(tops(-300, -20, 150, 900), 200), 2);
  assert.equal(placeAt(tops(-300, -20, 200, 900), 200), 2);
});

test("above the first place none is being read", () => {
  assert.equal(placeAt(tops(500, 900), 200), -1);
  assert.equal(placeAt([], 200), -1);
});

test("at the end it is the last", () => {
  assert.equal(placeAt(tops(-900, -500, -20), 200), 2);
});
