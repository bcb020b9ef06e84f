/**
 * QR codes (ISO/IEC 18004): bytes in UTF-8, error correction level M, the
 * smallest of versions 1–40 that holds them, the mask of least penalty.
 */

// By version, from ISO/IEC 18004:2015 tables 7 and 9, level M: error correction codewords in a
// block, and blocks.
const CORRECTION = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
const BLOCKS = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26,
  28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
];
const LEVEL = 0; // M, as the format information writes it

const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

// Powers and logarithms in GF(256) over x^8 + x^4 + x^3 + x^2 + 1.
const POWER = new Uint8Array(510);
const LOGARITHM = new Uint8Array(256);
for (let exponent = 0, value = 1; exponent < 255; exponent += 1) {
  POWER[exponent] = POWER[exponent + 255] = value;
  LOGARITHM[value] = exponent;
  value = (value << 1) ^ (value & 128 ? 0x11d : 0);
}

function times(one, other) {
  return one && other ? POWER[LOGARITHM[one] + LOGARITHM[other]] : 0;
}

function generator(degree) {
  let polynomial = [1];
  for (let root = 0; root < degree; root += 1) {
    const next = [...polynomial, 0];
    polynomial.forEach((factor, place) => (next[place + 1] ^= times(factor, POWER[root])));
    polynomial = next;
  }
  return polynomial;
}

function remainder(bytes, polynomial) {
  const rest = new Uint8Array(polynomial.length - 1);
  for (const byte of bytes) {
    const factor = byte ^ rest[0];
    rest.copyWithin(0, 1);
    rest[rest.length - 1] = 0;
    for (let place = 0; place < rest.length; place += 1) {
      rest[place] ^= times(polynomial[place + 1], factor);
    }
  }
  return rest;
}

function alignments(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const last = version * 4 + 10;
  const places = [6];
  for (let place = last - (count - 2) * step; place <= last; place += step) places.push(place);
  return places;
}

/** How many codewords a version holds, data and correction. */
function capacity(version) {
  const size = version * 4 + 17;
  const aligned = alignments(version).length;
  let modules = size * size - 3 * 64 - 31 - 2 * (size - 16);
  if (aligned) modules -= (aligned * aligned - 3) * 25 - (aligned - 2) * 2 * 5;
  if (version >= 7) modules -= 36;
  return modules >> 3;
}

function dataCapacity(version) {
  return capacity(version) - CORRECTION[version - 1] * BLOCKS[version - 1];
}

function dataCodewords(bytes, version) {
  const bits = [];
  const write = (value, length) => {
    for (let place = length - 1; place >= 0; place -= 1) bits.push((value >> place) & 1);
  };
  const room = dataCapacity(version) * 8;
  write(4, 4); // bytes
  write(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) write(byte, 8);
  write(0, Math.min(4, room - bits.length));
  write(0, -bits.length & 7);
  for (let filler = 0xec; bits.length < room; filler ^= 0xec ^ 0x11) write(filler, 8);
  const words = new Uint8Array(room / 8);
  bits.forEach((bit, place) => (words[place >> 3] |= bit << (7 - (place & 7))));
  return words;
}

/** Data and correction, in blocks, one codeword of each block in turn. */
function interleaved(words, version) {
  const blocks = BLOCKS[version - 1];
  const short = Math.floor(words.length / blocks);
  const longer = words.length % blocks; // so many blocks, the last, hold one more
  const polynomial = generator(CORRECTION[version - 1]);
  const data = [];
  for (let block = 0, start = 0; block < blocks; block += 1) {
    const length = short + (block >= blocks - longer ? 1 : 0);
    data.push(words.subarray(start, start + length));
    start += length;
  }
  const found = [];
  for (let place = 0; place <= short; place += 1) {
    for (const block of data) if (place < block.length) found.push(block[place]);
  }
  const checks = data.map((block) => remainder(block, polynomial));
  for (let place = 0; place < polynomial.length - 1; place += 1) {
    for (const check of checks) found.push(check[place]);
  }
  return found;
}

/** The modules that never change; null where data will stand. */
function frame(version) {
  const size = version * 4 + 17;
  const rows = Array.from({ length: size }, () => new Array(size).fill(null));
  const put = (x, y, dark) => {
    if (x >= 0 && y >= 0 && x < size && y < size) rows[y][x] = dark ? 1 : 0;
  };
  for (let place = 0; place < size; place += 1) {
    put(place, 6, place % 2 === 0);
    put(6, place, place % 2 === 0);
  }
  for (const [left, top] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    for (let dy = -4; dy <= 4; dy += 1) {
      for (let dx = -4; dx <= 4; dx += 1) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        put(left + dx, top + dy, ring !== 2 && ring !== 4);
      }
    }
  }
  const places = alignments(version);
  const last = places.length - 1;
  places.forEach((x, column) => {
    places.forEach((y, row) => {
      if ((row === 0 && (column === 0 || column === last)) || (row === last && column === 0)) return;
      for (let dy = -2; dy <= 2; dy += 1) {
        for (let dx = -2; dx <= 2; dx += 1) {
          put(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
        }
      }
    });
  });
  writeFormat(rows, 0);
  if (version >= 7) writeVersion(rows, version);
  return rows;
}

function withChecks(value, polynomial, degree) {
  let rest = value;
  for (let step = 0; step < degree; step += 1) {
    rest = (rest << 1) ^ ((rest >> (degree - 1)) * polynomial);
  }
  return (value << degree) | rest;
}

function writeFormat(rows, mask) {
  const size = rows.length;
  const bits = withChecks((LEVEL << 3) | mask, 0x537, 10) ^ 0x5412;
  for (let place = 0; place < 15; place += 1) {
    const bit = (bits >> place) & 1;
    if (place < 6) rows[place][8] = bit;
    else if (place < 8) rows[place + 1][8] = bit;
    else if (place === 8) rows[8][7] = bit;
    else rows[8][14 - place] = bit;
    if (place < 8) rows[8][size - 1 - place] = bit;
    else rows[size - 15 + place][8] = bit;
  }
  rows[size - 8][8] = 1;
}

function writeVersion(rows, version) {
  const size = rows.length;
  const bits = withChecks(version, 0x1f25, 12);
  for (let place = 0; place < 18; place += 1) {
    const far = size - 11 + (place % 3);
    const near = Math.floor(place / 3);
    rows[near][far] = rows[far][near] = (bits >> place) & 1;
  }
}

/** Write the codewords into the free modules, in pairs of columns from the right, up and down. */
function filled(fixed, words, mask) {
  const size = fixed.length;
  const rows = fixed.map((row) => [...row]);
  let bit = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (fixed[y][x] !== null) continue;
        const dark = bit < words.length * 8 ? (words[bit >> 3] >> (7 - (bit & 7))) & 1 : 0;
        rows[y][x] = MASKS[mask](x, y) === 0 ? 1 - dark : dark;
        bit += 1;
      }
    }
  }
  writeFormat(rows, mask);
  return rows;
}

const FINDER = /(?=(?:00001011101|10111010000))/g;

function penalty(rows) {
  const size = rows.length;
  const columns = rows.map((_, x) => rows.map((row) => row[x]));
  let points = 0;
  for (const lines of [rows, columns]) {
    for (const line of lines) {
      const text = line.join("");
      for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) points += run.length - 2;
      points += 40 * [...text.matchAll(FINDER)].length;
    }
  }
  let dark = 0;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      dark += rows[y][x];
      if (!x || !y) continue;
      const sum = rows[y][x] + rows[y - 1][x] + rows[y][x - 1] + rows[y - 1][x - 1];
      if (sum === 0 || sum === 4) points += 3;
    }
  }
  return points + 10 * Math.floor(Math.abs((dark * 100) / (size * size) - 50) / 5);
}

/**
 * The modules of a code, row by row: 1 dark, 0 light, without the quiet zone.
 *
 * @param {string} text at most 2331 bytes in UTF-8
 * @returns {number[][]}
 */
export function qrCode(text) {
  const bytes = new TextEncoder().encode(text);
  let version = 1;
  while (version <= 40 && dataCapacity(version) * 8 < 4 + (version < 10 ? 8 : 16) + bytes.length * 8) {
    version += 1;
  }
  if (version > 40) throw new RangeError("too long for a QR code");
  const words = interleaved(dataCodewords(bytes, version), version);
  const fixed = frame(version);
  let best;
  let least = Infinity;
  for (let mask = 0; mask < MASKS.length; mask += 1) {
    const rows = filled(fixed, words, mask);
    const points = penalty(rows);
    if (points < least) [best, least] = [rows, points];
  }
  return best;
}

/**
 * A drawing of a code: four modules of quiet around it, dark on white in every theme.
 *
 * @param {string} text
 * @param {string} [name] what it is, for those who do not see it
 * @returns {SVGSVGElement}
 */
export function drawn(text, name = "本页地址的二维码") {
  const rows = qrCode(text);
  const size = rows.length + 8;
  const path = rows
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : "")))
    .join("");
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", `0 0 ${size} ${size}`);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", name);
  picture.setAttribute("class", "code");
  picture.setAttribute("shape-rendering", "crispEdges");
  const modules = document.createElementNS("http://www.w3.org/2000/svg", "path");
  modules.setAttribute("d", path);
  picture.append(modules);
  return picture;
}
