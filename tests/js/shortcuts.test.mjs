import assert from "node:assert/strict";
import { test } from "node:test";

import { opensBar } from "../../theme/js/accessibility.js";
import { SHORTCUTS, asked } from "../../theme/js/bar/shortcuts.js";

const key = (code, more = {}) => ({ code, key: "?", altKey: true, shiftKey: true, ...more });

test("every key asks for its action, whatever sign the layout writes", () => {
  for (const [code, [, action]] of Object.entries(SHORTCUTS)) assert.equal(asked(key(code)), action);
});

test("no two keys do the same", () => {
  const actions = Object.values(SHORTCUTS).map(([, action]) => action);
  assert.equal(new Set(actions).size, actions.length);
});

test("without Alt and Shift, or with more than them, a key is the page's", () => {
  for (const more of [{ altKey: false }, { shiftKey: false }, { ctrlKey: true }, { metaKey: true }]) {
    assert.equal(asked(key("Digit2", more)), null);
  }
  assert.equal(asked(key("KeyA")), null);
});

test("Esc leaves, but not while a word is being composed", () => {
  const escape = { code: "Escape", key: "Escape" };
  assert.equal(asked(escape), "escape");
  assert.equal(asked({ ...escape, isComposing: true }), null);
});

test("one key opens the bar", () => {
  assert.ok(opensBar(key("Digit1")));
  assert.ok(!opensBar(key("Digit1", { ctrlKey: true })));
});
