/**
 * Fetch and unpack the files of the index (docs/search-index.md). Files are
 * named by their content, so what was fetched once is right for ever; what
 * failed is forgotten, and asked for again the next time.
 */

/** What went wrong: code is "missing", "damaged", "version" or "superseded"; path names the file. */
export class SearchError extends Error {
  constructor(code, path, options) {
    super(`${code}: ${path}`, options);
    this.name = "SearchError";
    this.code = code;
    this.path = path;
  }
}

const KEPT = 3000; // files; a cell is some two kilobytes
const ABREAST = 6; // files that are fetched at a time for what nobody waits for

/**
 * Written to the stream as they are: bytes in a Blob would go through another process.
 *
 * @param {Uint8Array} bytes
 */
async function inflate(bytes) {
  const { readable, writable } = new DecompressionStream("deflate");
  const writer = writable.getWriter();
  const written = Promise.all([writer.write(bytes), writer.close()]);
  const [unpacked] = await Promise.all([whole(readable.getReader()), written]);
  return unpacked;
}

async function whole(reader) {
  const parts = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  if (parts.length === 1) return parts[0];
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/** The checksum of a cell: that of zlib. */
export function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** How files come from a server: (path) => Promise<Uint8Array>. */
export function fromServer(base) {
  return async (path) => {
    let response;
    try {
      response = await fetch(new URL(path, base), path === "index.json" ? { cache: "no-cache" } : {});
    } catch (error) {
      throw new SearchError("missing", path, { cause: error });
    }
    if (!response.ok) throw new SearchError("missing", path);
    try {
      return new Uint8Array(await response.arrayBuffer());
    } catch (error) {
      throw new SearchError("missing", path, { cause: error });
    }
  };
}

/** How files come from a folder without a server: as scripts that call gongkaiSearchFile(path, base64). */
export function fromScripts(base) {
  const waiting = new Map();
  globalThis.gongkaiSearchFile = (path, content) => {
    waiting.get(path)?.(Uint8Array.from(atob(content), (char) => char.charCodeAt(0)));
    waiting.delete(path);
  };
  return (path) =>
    new Promise((resolve, reject) => {
      waiting.set(path, resolve);
      const script = document.createElement("script");
      script.src = new URL(`${path}.js`, base).href;
      script.onload = () => {
        script.remove();
        if (waiting.delete(path)) reject(new SearchError("damaged", path));
      };
      script.onerror = () => {
        script.remove();
        waiting.delete(path);
        reject(new SearchError("missing", path));
      };
      document.head.append(script);
    });
}

/**
 * Files that are fetched when nothing better is to be done, a few at a time: those of a search
 * that has been given up are not fetched any more.
 */
class Lane {
  #under = 0;
  #waiting = [];

  /** @param {() => boolean} live  false once nobody wants the files */
  constructor(live) {
    this.live = live;
  }

  /** @param {{begin: () => Promise<unknown>, drop: () => void}} file */
  enter(file) {
    this.#waiting.push(file);
    this.#go();
  }

  #go() {
    while (this.#waiting.length && this.#under < ABREAST) {
      const file = this.#waiting.shift();
      if (!this.live()) file.drop();
      else {
        this.#under++;
        file.begin().then(() => this.#done(), () => this.#done());
      }
    }
  }

  #done() {
    this.#under--;
    this.#go();
  }
}

/** A file: `coming` is what it holds, `begin` fetches it if that has not begun. */
class Kept {
  #fetch;
  #settle;
  #begun = false;

  /** @param {() => Promise<unknown>} fetch */
  constructor(path, fetch) {
    this.path = path;
    this.#fetch = fetch;
    this.coming = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
  }

  begin() {
    if (!this.#begun) {
      this.#begun = true;
      this.#fetch().then(this.#settle.resolve, this.#settle.reject);
    }
    return this.coming;
  }

  /** It will not be fetched, unless somebody else had it begun. */
  drop() {
    if (!this.#begun) this.#settle.reject(new SearchError("superseded", this.path));
  }
}

/** The files of one index; each is fetched once. */
export class Shards {
  #read;
  #kept;
  #lane;

  /** @param {(path: string) => Promise<Uint8Array>} read */
  constructor(read, kept = new Map(), lane = null) {
    this.#read = read;
    this.#kept = kept;
    this.#lane = lane;
  }

  /** The same files, fetched a few at a time, and not after `live` has become false. */
  unhurried(live) {
    return new Shards(this.#read, this.#kept, new Lane(live));
  }

  #once(path, unpack) {
    const known = this.#kept.get(path);
    const file = known ?? new Kept(path, () => this.#read(path).then(unpack));
    if (known) this.#kept.delete(path);
    this.#kept.set(path, file); // the last asked for stands last
    if (!known) {
      file.coming.catch(() => this.#kept.get(path) === file && this.#kept.delete(path));
      if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value);
    }
    if (this.#lane) {
      if (!known) this.#lane.enter(file);
      return file.coming;
    }
    return file.begin();
  }

  /** The bytes of a cell, without the checksum at their end. */
  cell(path) {
    return this.#once(path, (bytes) => {
      const end = bytes.length - 4;
      const wanted = end < 0 ? -1 : new DataView(bytes.buffer, bytes.byteOffset + end).getUint32(0);
      if (crc32(bytes.subarray(0, Math.max(end, 0))) !== wanted) throw new SearchError("damaged", path);
      return bytes.subarray(0, end);
    });
  }

  /** A file of JSON. */
  json(path) {
    return this.#once(path, (bytes) => sound(path, () => JSON.parse(new TextDecoder().decode(bytes))));
  }

  /** A packed file of JSON. */
  table(path) {
    return this.#once(path, (bytes) =>
      sound(path, async () => JSON.parse(new TextDecoder().decode(await inflate(bytes)))),
    );
  }

  /** A passage: its facts, and its text. */
  passage(path) {
    return this.#once(path, (bytes) =>
      sound(path, async () => {
        const whole = new TextDecoder("utf-16le").decode(await inflate(bytes));
        const line = whole.indexOf("\n");
        return passageOf(JSON.parse(whole.slice(0, line)), whole.slice(line + 1));
      }),
    );
  }
}

/** What `make` gives; an exception of its own is a damaged file. */
async function sound(path, make) {
  try {
    return await make();
  } catch (error) {
    throw new SearchError("damaged", path, { cause: error });
  }
}

function passageOf(facts, text) {
  const [id, url, title, number, date, status, agency, collection, topic, version, end, prefix, marks, why] = facts;
  const places = [];
  for (let at = 0; at < marks.length; at += 3) {
    places.push({ offset: marks[at], label: marks[at + 1], anchor: marks[at + 2] && prefix + marks[at + 2] });
  }
  const card = { id, url, title, number, date, status, agency, collection, topic, version, why };
  return { card, end, places, text };
}
