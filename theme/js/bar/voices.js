/** The voice that reads: Chinese, and on this device, so that no text leaves it. */

const WAIT = 1500; // milliseconds: browsers that load their voices late need less

const WANTED = [/^(zh|cmn)(-hans)?-cn$/i, /^(zh|cmn)(-hans)?(-sg)?$/i, /^(zh|cmn)(-hant)?-tw$/i];

/**
 * @param {SpeechSynthesisVoice[]} voices
 * @returns {SpeechSynthesisVoice | null} null where none on this device speaks 普通话
 */
export function chineseVoice(voices) {
  const own = voices.filter((voice) => voice.localService);
  for (const wanted of WANTED) {
    const voice = own.find(({ lang }) => wanted.test(lang.replace("_", "-")));
    if (voice) return voice;
  }
  return null;
}

/**
 * @returns {Promise<SpeechSynthesisVoice | null>} null where the device has none
 */
export function findVoice() {
  const synthesis = globalThis.speechSynthesis;
  if (!synthesis || !globalThis.SpeechSynthesisUtterance) return Promise.resolve(null);
  const voice = chineseVoice(synthesis.getVoices());
  if (voice) return Promise.resolve(voice);
  return new Promise((resolve) => {
    const answer = () => {
      const late = chineseVoice(synthesis.getVoices());
      if (late) resolve(late);
    };
    synthesis.addEventListener?.("voiceschanged", answer);
    setTimeout(() => {
      synthesis.removeEventListener?.("voiceschanged", answer);
      resolve(chineseVoice(synthesis.getVoices()));
    }, WAIT);
  });
}
