/**
 * Reads sentences one after the other. One sentence is one utterance: Chromium
 * falls silent in long ones, and pausing an utterance does not work on phones,
 * so a pause ends the sentence, and going on begins it again.
 */
const SLOWEST = 700; // milliseconds for a character at rate 1, before a sentence is given up

/**
 * @typedef {object} Told
 * @property {(place: number) => void} began a sentence begins
 * @property {(playing: boolean) => void} changed
 * @property {() => void} ended after the last one
 * @property {() => void} failed the voice does not speak
 */

/**
 * @param {string[]} texts what is said, sentence by sentence; never empty
 * @param {SpeechSynthesisVoice} voice
 * @param {number} rate
 * @param {Told} told
 */
export function speaker(texts, voice, rate, told) {
  const synthesis = globalThis.speechSynthesis;
  let place = 0;
  let playing = false;
  let turn = 0; // each utterance has its own: late events of an earlier one mean nothing
  let utterance; // kept here, or Chromium forgets its events
  let patience;

  const silence = () => {
    turn += 1;
    clearTimeout(patience);
    synthesis.cancel();
  };
  const set = (value) => {
    playing = value;
    told.changed(playing);
  };
  const next = () => {
    if (place + 1 < texts.length) speak(place + 1);
    else {
      silence();
      set(false);
      told.ended();
    }
  };
  const speak = (wanted) => {
    silence();
    place = Math.max(0, Math.min(wanted, texts.length - 1));
    const mine = turn;
    const words = texts[place];
    utterance = new SpeechSynthesisUtterance(words);
    Object.assign(utterance, { voice, lang: voice.lang, rate });
    utterance.onend = () => mine === turn && next();
    utterance.onerror = ({ error }) => {
      if (mine !== turn || error === "interrupted" || error === "canceled") return;
      silence();
      set(false);
      told.failed();
    };
    patience = setTimeout(() => mine === turn && next(), 6000 + (words.length * SLOWEST) / rate);
    if (!playing) set(true);
    told.began(place);
    synthesis.speak(utterance);
  };

  return {
    play: () => speak(place),
    pause() {
      silence();
      set(false);
    },
    step: (by) => speak(place + by),
    from: speak,
    setRate(value) {
      rate = value;
      if (playing) speak(place);
    },
    close: silence,
  };
}
