/**
 * Read a cell of the index: which units hold which grams (docs/search-index.md).
 * A gram is one UTF-16 code unit or two; its key is the first shifted by 16, or the second.
 */

/** @param {string} text  @param {number} at  @param {number} length 1 or 2 */
export function keyAt(text, at, length) {
  return ((text.charCodeAt(at) << 16) | (length === 2 ? text.charCodeAt(at + 1) : 0)) >>> 0;
}

/** The key stirred, each to another one, so that cells fill evenly. */
export function mixed(key) {
  let stirred = key ^ (key >>> 16);
  stirred = Math.imul(stirred, 0x7feb352d);
  stirred ^= stirred >>> 15;
  stirred = Math.imul(stirred, 0x846ca68b);
  stirred ^= stirred >>> 16;
  return stirred >>> 0;
}

/** The mixed key of a group from that of the group without its last unit. */
function grown(stirred, unit, factor) {
  return mixed((stirred ^ Math.imul(unit, factor)) >>> 0);
}

/** The mixed key of one to four units of a text from an offset on. */
export function stirredAt(text, at, length) {
  if (length < 3) return mixed(keyAt(text, at, length));
  const three = grown(mixed(keyAt(text, at, 2)), text.charCodeAt(at + 2), 0x9e3779b1);
  return length === 3 ? three : grown(three, text.charCodeAt(at + 3), 0x85ebca6b);
}

/** The key of a group of three in the cell of its first pair. */
export function thirdKey(pair, text, at) {
  return ((pair & 0xffff0000) | (stirredAt(text, at, 3) & 0xffff)) >>> 0;
}

/** Whether a pair that so many of all units hold is frequent: groups of three of two such pairs have lists too. */
export const often = (held, units) => held * 6 > units + 128;

/** The number of the cell that holds a mixed key. */
export const cellOf = (stirred, bits) => (bits ? stirred >>> (32 - bits) : 0);

/** Thrown for bytes that are no cell. */
export class CellError extends Error {}

class Bits {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  read(count) {
    let value = 0;
    for (let left = count; left > 0; ) {
      if (this.at >> 3 >= this.bytes.length) throw new CellError("a cell ends too soon");
      const free = 8 - (this.at & 7);
      const taken = Math.min(free, left);
      const bits = (this.bytes[this.at >> 3] >> (free - taken)) & ((1 << taken) - 1);
      value = value * 2 ** taken + bits;
      this.at += taken;
      left -= taken;
    }
    return value;
  }

  /** How many zeros stand before the next one; the one is read too. */
  zeros() {
    let count = 0;
    for (;;) {
      const byte = this.bytes[this.at >> 3];
      if (byte === undefined) throw new CellError("a cell ends too soon");
      const rest = (byte << (this.at & 7)) & 0xff;
      if (rest) {
        const more = Math.clz32(rest) - 24;
        this.at += more + 1;
        return count + more;
      }
      count += 8 - (this.at & 7);
      this.at = (this.at | 7) + 1;
    }
  }

  rice(low) {
    const high = this.zeros();
    return high * 2 ** low + this.read(low);
  }
}

function lowBits(units, held) {
  const mean = Math.floor(((units - held) * 45) / (64 * held));
  return mean ? 31 - Math.clz32(mean) : 0;
}

/** The two parts of a cell: grams of one and two units, and groups of three. */
function part(cell, longer) {
  if (cell.length < 4) throw new CellError("a cell ends too soon");
  const split = 4 + new DataView(cell.buffer, cell.byteOffset).getUint32(0);
  return longer ? cell.subarray(split) : cell.subarray(4, split);
}

/**
 * The units that hold a gram, in order; [] where none does.
 * @param {Uint8Array} cell
 * @param {number} stirred  the mixed key of the gram
 * @param {{bits: number, units: number}} segment
 * @param {boolean} [longer]  the gram is a group of three
 * @returns {number[]}
 */
export function unitsOf(cell, stirred, { bits, units }, longer = false) {
  const stream = new Bits(part(cell, longer));
  const wanted = bits ? stirred % 2 ** (32 - bits) : stirred;
  const header = stream.read(21);
  const keyLow = header >>> 16;
  let key = -1;
  for (let left = header & 0xffff; left > 0; left--) {
    key += stream.rice(keyLow) + 1;
    if (key > wanted) return [];
    const length = stream.zeros();
    const held = 2 ** length + stream.read(length);
    if (held > units) throw new CellError("a cell names more units than there are");
    const low = lowBits(units, held);
    if (key === wanted) {
      const found = new Array(held);
      for (let at = 0, unit = -1; at < held; at++) found[at] = unit += stream.rice(low) + 1;
      if (found[held - 1] >= units) throw new CellError("a cell names a unit that is not there");
      return found;
    }
    for (let at = 0; at < held; at++) {
      stream.zeros();
      stream.at += low;
    }
  }
  return [];
}

const LINES = 12; // bits of a key that say its line

/**
 * Whether segments may hold a gram.
 * @param {Uint8Array} cell  of the sieve
 * @param {number} stirred  the mixed key of the gram
 * @param {number} length  its units: what has one or two has two bits
 * @param {number} bits  of the number of the cell
 * @param {{width: number, factor: number}[]} rows  of each segment: the bytes of a line, and by what places are stirred
 * @returns {boolean[]}
 */
export function sieved(cell, stirred, length, bits, rows) {
  const whole = rows.reduce((sum, { width }) => sum + width, 0);
  if (cell.length !== whole * 2 ** (LINES - bits)) throw new CellError("a cell of a sieve has another length");
  const rests = length > 2 ? [stirred] : [stirred, mixed(stirred)];
  let start = ((stirred >>> (32 - LINES)) % 2 ** (LINES - bits)) * whole;
  return rows.map(({ width, factor }) => {
    const held = rests.every((rest) => {
      const slot = Math.floor(((Math.imul(rest, factor) & 0xfffff) * 8 * width) / 2 ** 20);
      return (cell[start + (slot >> 3)] >> (7 - (slot & 7))) & 1;
    });
    start += width;
    return held;
  });
}
