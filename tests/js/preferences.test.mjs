import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

import { worthKeeping } from "../../theme/js/preferences.js";

const early = readFileSync(new URL("../../theme/js/early.js", import.meta.url), "utf8");

/** What early.js sets on <html> when storage answers with `read`, and what it stores. */
function restored(read, hash = "") {
  const dataset = {};
  const written = [];
  runInNewContext(early, {
    document: { documentElement: { dataset } },
    location: { hash },
    localStorage: { getItem: read, setItem: (key, value) => written.push([key, value]) },
  });
  return { dataset, written };
}

const NOTHING = { mode: "standard" };

test("only what differs from the defaults is stored", () => {
  assert.deepEqual(worthKeeping({ size: "large", theme: "auto" }), { size: "large" });
  assert.deepEqual(worthKeeping({ size: "standard", theme: { a: 1 }, other: "x" }), {});
});

test("what was stored is back before the first paint", () => {
  const { dataset } = restored(() => '{"size":"large","mode":"elder"}');
  assert.deepEqual(dataset, { size: "large", mode: "elder" });
});

test("settings of the accessibility bar hold while it is open", () => {
  assert.deepEqual(restored(() => '{"theme":"dark","bar":"on"}').dataset, {
    mode: "standard",
    theme: "dark",
    bar: "on",
  });
  assert.deepEqual(restored(() => '{"theme":"dark"}').dataset, NOTHING);
});

test("an address with #elder opens elder mode and keeps it", () => {
  const { dataset, written } = restored(() => '{"size":"large"}', "#elder");
  assert.deepEqual(dataset, { size: "large", mode: "elder" });
  assert.deepEqual(written, [["gongkai-preferences", '{"size":"large","mode":"elder"}']]);
});

test("a browser that refuses storage keeps the defaults, and still obeys the address", () => {
  const refuse = () => {
    throw new Error("SecurityError");
  };
  assert.deepEqual(restored(refuse).dataset, NOTHING);
  assert.deepEqual(restored(refuse, "#elder").dataset, { mode: "elder" });
});

for (const stored of [null, "", "{", "null", "[]", '{"size":{"a":1}}']) {
  test(`stored ${JSON.stringify(stored)} keeps the defaults`, () => {
    assert.deepEqual(restored(() => stored).dataset, NOTHING);
  });
}
