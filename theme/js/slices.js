/**
 * Work on the page cut into slices, each a task of its own: what a slice puts into the page is
 * styled and laid out before it ends, so that neither the slices nor the frame that shows them
 * keeps a reader's key waiting.
 */

export const MOST = 12; // units in one slice, as the caller weighs them

export class Slices {
  #spent = 0;

  /** @param {HTMLElement} place what is worked on */
  constructor(place) {
    this.place = place;
  }

  /**
   * Wait until there is room in a slice.
   *
   * @param {number} units that will be put into the page now
   */
  async room(units) {
    if (this.#spent + units > MOST) {
      this.place.getBoundingClientRect(); // lays out what the slice changed, here and not with all the rest
      await pause();
      this.#spent = 0;
    }
    this.#spent += units;
  }
}

/** Let the browser do what waits; what goes on behind it comes before other work where it can say so. */
function pause() {
  if (globalThis.scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
