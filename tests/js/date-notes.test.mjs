import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { consultationNote, shanghaiDay, statusNote } from "../../theme/js/date-notes.js";

const cases = JSON.parse(readFileSync(new URL("../status_cases.json", import.meta.url), "utf8"));

for (const { name, status, from, until, day, note } of cases.statuses) {
  test(`status: ${name}`, () => {
    assert.equal(statusNote(status, from ?? undefined, until ?? undefined, day), note);
  });
}

for (const { name, opens, closes, day, note } of cases.consultations) {
  test(`consultation: ${name}`, () => {
    assert.equal(consultationNote(opens, closes, day), note);
  });
}

test("the day is that of Shanghai, wherever the reader is", () => {
  assert.equal(shanghaiDay(Date.parse("2026-11-30T15:59:59Z")), "2026-11-30");
  assert.equal(shanghaiDay(Date.parse("2026-11-30T16:00:00Z")), "2026-12-01");
});
