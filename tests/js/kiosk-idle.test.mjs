import assert from "node:assert/strict";
import { test } from "node:test";

import { WARNING, idleness } from "../../theme/js/kiosk/idle.js";

const MINUTE = 60_000;

test("a start page that nobody touched waits for ever", () => {
  assert.equal(idleness(null, 99 * MINUTE, 2).state, "used");
});

test("the warning comes twenty seconds before the end and counts them", () => {
  assert.deepEqual(idleness(0, 2 * MINUTE - 21_000, 2), { state: "used", seconds: 21 });
  assert.deepEqual(idleness(0, 2 * MINUTE - 20_000, 2), { state: "warning", seconds: WARNING });
  assert.deepEqual(idleness(0, 2 * MINUTE - 500, 2), { state: "warning", seconds: 1 });
});

test("the end comes after the minutes and stays", () => {
  assert.equal(idleness(0, 2 * MINUTE, 2).state, "over");
  assert.deepEqual(idleness(0, 9 * MINUTE, 2), { state: "over", seconds: 0 });
});

test("a touch begins the minutes anew", () => {
  assert.equal(idleness(2 * MINUTE - 1000, 2 * MINUTE, 2).seconds, 119);
});
