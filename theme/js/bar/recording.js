/** Plays the recording of a document with the same buttons as the voice. */

const STEP = 10; // seconds

/**
 * @param {string} address
 * @param {number} rate
 * @param {import("./speaker.js").Told} told
 */
export function recording(address, rate, told) {
  const sound = new Audio(address);
  sound.playbackRate = sound.defaultPlaybackRate = rate;
  for (const name of ["play", "pause"]) sound.addEventListener(name, () => told.changed(!sound.paused));
  sound.addEventListener("ended", told.ended);
  sound.addEventListener("error", told.failed);
  const play = () => sound.play().catch(() => told.changed(false)); // failure has its own event
  return {
    play,
    pause: () => sound.pause(),
    step(by) {
      sound.currentTime = Math.max(0, sound.currentTime + by * STEP);
    },
    from: play,
    setRate(value) {
      sound.playbackRate = value;
    },
    close: () => sound.pause(),
  };
}
