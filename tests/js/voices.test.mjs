import assert from "node:assert/strict";
import { test } from "node:test";

import { insideApp } from "../../theme/js/bar/no-voice.js";
import { chineseVoice } from "../../theme/js/bar/voices.js";

const voice = (lang, localService = true) => ({ lang, localService, name: lang });

test("普通话 of the device comes first, however its language is written", () => {
  for (const lang of ["zh-CN", "zh_CN", "cmn-Hans-CN"]) {
    assert.equal(chineseVoice([voice("en-US"), voice("zh-TW"), voice(lang)])?.lang, lang);
  }
});

test("a voice that sends the text away is not used", () => {
  assert.equal(chineseVoice([voice("zh-CN", false)]), null);
});

test("Cantonese is not taken for 普通话", () => {
  assert.equal(chineseVoice([voice("zh-HK"), voice("yue-HK")]), null);
});

test("browsers inside apps are known", () => {
  assert.ok(insideApp("Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0"));
  assert.ok(!insideApp("Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0 Safari/537.36"));
});
