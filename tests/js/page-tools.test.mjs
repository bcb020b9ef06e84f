import assert from "node:assert/strict";
import { test } from "node:test";

import { pageCitation } from "../../theme/js/page-tools.js";

test("a page is cited by name, source, day and address", () => {
  assert.equal(
    pageCitation("《停车办法》（示政令第3号）", "示例市人民政府", "2024-05-01", "https://a.cn/p/"),
    "《停车办法》（示政令第3号），示例市人民政府，2024年5月1日发布，https://a.cn/p/",
  );
});

test("what is unknown is left out", () => {
  assert.equal(pageCitation("《停车办法》", "", "", "https://a.cn/p/"), "《停车办法》，https://a.cn/p/");
});
