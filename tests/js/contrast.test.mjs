/** The colours of theme/css/tokens.css against WCAG 2.2: 7:1 for text (AAA), 3:1 for controls. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const tokens = readFileSync(new URL("../../theme/css/tokens.css", import.meta.url), "utf8");

/** The colours of the first rule that `selector` opens, by name without "--color-". */
function colours(selector) {
  const rule = tokens.slice(tokens.indexOf(`${selector} {`)).split("}")[0];
  return Object.fromEntries(
    [...rule.matchAll(/--color-([a-z-]+):\s*(#[0-9a-f]{3,6});/g)].map(([, name, hex]) => [name, hex]),
  );
}

function luminance(hex) {
  const long = hex.length === 4 ? hex.replace(/[0-9a-f]/g, "$&$&") : hex;
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const part = parseInt(long.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ["page", "surface", "sunken", "lead-soft", "alert-soft", "mark"];
const TEXTS = ["text", "text-quiet", "link", "visited", "alert"];

const themes = {
  light: colours(":root"),
  dark: colours(':root[data-theme="dark"]'),
};

for (const [theme, colour] of Object.entries(themes)) {
  test(`${theme}: every text reads on every surface`, () => {
    for (const text of TEXTS) {
      for (const surface of SURFACES) {
        const ratio = contrast(colour[text], colour[surface]);
        assert.ok(ratio >= 7, `${text} on ${surface}: ${ratio.toFixed(2)}`);
      }
    }
  });

  test(`${theme}: what stands on the leading colour reads`, () => {
    for (const text of ["on-lead", "on-lead-quiet"]) {
      const ratio = contrast(colour[text], colour.lead);
      assert.ok(ratio >= 7, `${text}: ${ratio.toFixed(2)}`);
    }
  });

  test(`${theme}: controls and focus are seen`, () => {
    for (const line of ["edge", "focus"]) {
      for (const surface of ["page", "surface", "sunken"]) {
        const ratio = contrast(colour[line], colour[surface]);
        assert.ok(ratio >= 3, `${line} on ${surface}: ${ratio.toFixed(2)}`);
      }
    }
  });
}

test("the reader's choice of dark and the system's are the same colours", () => {
  assert.deepEqual(colours(':root:not([data-theme="light"])'), themes.dark);
});
