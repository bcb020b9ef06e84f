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

/** @param {Uint8Array} bytes */
async function inflate(bytes) {
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
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

/** The files of one index; each is fetched once. */
export class Shards {
  #read;
  #kept = new Map();

  /** @param {(path: string) => Promise<Uint8Array>} read */
  constructor(read) {
    this.#read = read;
  }

  #once(path, unpack) {
    const kept = this.#kept.get(path);
    if (kept) {
      this.#kept.delete(path);
      this.#kept.set(path, kept);
      return kept;
    }
    const coming = this.#read(path).then(unpack);
    this.#kept.set(path, coming);
    coming.catch(() => this.#kept.delete(path));
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value);
    return coming;
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
