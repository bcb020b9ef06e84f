"""Voices that a test commands: what they say is in `said`, `finish()` ends a sentence."""

from __future__ import annotations

VOICES = """() => {
  const heard = { said: [], rates: [], voices: [], now: null };
  class Utterance { constructor(text) { this.text = text; } }
  const voice = (lang, localService, name) => ({ lang, localService, name, voiceURI: name });
  const synthesis = new EventTarget();
  Object.assign(synthesis, {
    getVoices: () => heard.ready ? [
      voice("en-US", true, "English"), voice("zh-CN", false, "Far"), voice("zh-CN", true, "Near"),
    ] : [],
    speak(one) {
      heard.said.push(one.text); heard.rates.push(one.rate); heard.voices.push(one.voice.name);
      heard.now = one;
    },
    cancel() {
      const one = heard.now;
      heard.now = null;
      if (one) setTimeout(() => one.onerror({ error: "interrupted" }));
    },
  });
  // A slow machine is no silent voice: what waits for seconds, to give a sentence up, waits for ever.
  const later = window.setTimeout;
  window.setTimeout = (work, wait = 0, ...rest) => wait < 5000 ? later(work, wait, ...rest) : 0;
  setTimeout(() => { heard.ready = true; synthesis.dispatchEvent(new Event("voiceschanged")); }, 200);
  heard.finish = () => { const one = heard.now; heard.now = null; one.onend({}); };
  Object.defineProperty(window, "speechSynthesis", { value: synthesis });
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
  window.heard = heard;
}"""
NO_VOICES = """() => {
  const synthesis = Object.assign(new EventTarget(), { getVoices: () => [], cancel() {} });
  Object.defineProperty(window, "speechSynthesis", { value: synthesis });
}"""
NO_SPEECH = '() => Object.defineProperty(window, "speechSynthesis", { value: undefined })'


def script(function: str) -> str:
    """As a script that runs before a page's own."""
    return f"({function})()"
