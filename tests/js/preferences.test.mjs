import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

import { worthKeeping } from "../../theme/js/preferences.js";

const early = readFileSync(new URL("../../theme/js/early.js", import.meta.url), "utf8");

/** What early.js sets on <html> when storage answers with `read`. */
function restored(read) {
  const dataset = {};
  runInNewContext(early, {
    document: { documentElement: { dataset } },
    localStorage: { getItem: read },
  });
  return dataset;
}

test("only what differs from the defaults is stored", () => {
  assert.deepEqual(worthKeeping({ size: "large", theme: "auto" }), { size: "large" });
  assert.deepEqual(worthKeeping({ size: "standard", theme: "auto", other: "x" }), {});
});

test("what was stored is back before the first paint", () => {
  assert.deepEqual(restored(() => '{"size":"large","theme":"dark"}'), {
    size: "large",
    theme: "dark",
  });
});

test("a browser that refuses storage keeps the defaults", () => {
  const refuse = () => {
    throw new Error("SecurityError");
  };
  assert.deepEqual(restored(refuse), {});
});

for (const stored of [null, "", "{", "null", "[]", '{"size":{"a":1}}']) {
  test(`stored ${JSON.stringify(stored)} keeps the defaults`, () => {
    assert.deepEqual(restored(() => stored), {});
  });
}
