import assert from "node:assert/strict";
import { test } from "node:test";

import { label } from "../../theme/js/wide-table.js";

test("a table is named by its caption, else by its place", () => {
  assert.equal(label("意见采纳情况", 2), "意见采纳情况，可以左右滚动");
  assert.equal(label("", 2), "表格2，可以左右滚动");
  assert.equal(label(undefined, 1), "表格1，可以左右滚动");
});
