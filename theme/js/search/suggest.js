/**
 * What a reader may mean: titles that begin to fit, words by their sound, words
 * that differ by one character.
 */
import { keyAt } from "./cells.js";
import { foldWithOrigins } from "./fold.js";
import { Word, units, unitsWith } from "./matches.js";
import { marked, titleHolds } from "./proof.js";

const ROWS = 64; // texts in a file of titles
const SHOWN = 8; // suggestions
const READ = 6; // files of titles that are read for a correction
const MOST = 3; // words by sound, and corrections
const WORD = /^\p{L}+$/u; // figures are not put right: another number is another document
const LATIN = /^[a-z]{2,40}$/;

/** Whether a word may be meant as pinyin. */
export const latin = (form) => LATIN.test(form);

async function row(shards, volume, kind, text) {
  const at = text - volume.first;
  return (await shards.table(`${volume.folder}${kind}-${Math.floor(at / ROWS)}.bin`))[at % ROWS];
}

/** The texts whose title or number may hold all words, in force first, newest first. */
async function titled({ shards, documents }, words) {
  const found = [];
  for (const volume of documents.volumes) {
    const lists = await Promise.all(words.map((word) => units(shards, volume, word)));
    const sets = lists.map((list) => new Set(list));
    for (const unit of lists[0]) {
      const text = volume.first + (unit >> 1);
      if (unit & 1 || documents.facts[text].older) continue;
      if (sets.every((set) => set.has(unit))) found.push([volume, text]);
    }
  }
  const rank = ([, text]) => (documents.facts[text].inForce ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b) || a[1] - b[1]);
}

/** Titles and numbers that hold the words. */
export async function suggestions(index, forms) {
  const words = forms.map((one) => new Word(one));
  const found = [];
  const candidates = await titled(index, words);
  for (let at = 0; at < candidates.length && found.length < SHOWN; at += SHOWN) {
    const batch = candidates.slice(at, at + SHOWN);
    const rows = await Promise.all(batch.map(([volume, text]) => row(index.shards, volume, "titles", text)));
    for (const [title, number, url, date, status, collection] of rows) {
      if (!words.every((word) => titleHolds({ title, number }, word))) continue;
      found.push({ title: marked(title, words), url, number, date, status, collection });
    }
  }
  return found.slice(0, SHOWN);
}

/**
 * The words that sound like this: gongjijin, gjj. The most frequent first.
 * @param {boolean} begun  whether the sound may go on
 */
export async function soundingLike({ shards, documents }, form, begun = false) {
  const counts = new Map();
  for (const volume of documents.volumes) {
    if (!volume.sounds.includes(form[0])) continue;
    const words = await shards.table(`${volume.folder}sound-${form[0]}.bin`);
    words.forEach(([word, sound], place) => {
      const whole = sound.replaceAll(" ", "");
      const initials = sound.replace(/(\w)\w*\s?/g, "$1");
      const fits = initials === form || whole === form || (begun && form.length > 3 && whole.startsWith(form));
      if (fits) counts.set(word, (counts.get(word) ?? 0) + 1 / (1 + place));
    });
  }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, MOST);
}

/** Whether two words differ by one character: another one, one too many, or one missing. */
export function near(first, second) {
  const [short, long] = first.length < second.length ? [first, second] : [second, first];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  const skipped = long.length === short.length ? at + 1 : at;
  return short.slice(skipped) === long.slice(at + 1);
}

/** The stretches of a text that differ from a word by one character. */
function stretches(text, form) {
  const { folded, origins } = foldWithOrigins(text);
  const found = [];
  for (let at = 0; at < folded.length; at++) {
    for (const length of [form.length + 1, form.length, form.length - 1]) {
      const piece = folded.slice(at, at + length);
      if (piece.length < length || piece === form || !WORD.test(piece) || !near(piece, form)) continue;
      found.push(text.slice(origins[at], origins[at + length - 1] + 1).replace(/\s+/g, ""));
      break;
    }
  }
  return found;
}

/** What titles and headings have instead of a word, the likeliest first. */
export async function corrections({ shards, documents }, form) {
  const pairs = form.length - 1;
  if (pairs < 2 || pairs > 30 || !WORD.test(form)) return [];
  const likely = [];
  for (const volume of documents.volumes) {
    const counts = new Map();
    const ats = Array.from({ length: pairs }, (_, at) => at);
    for (const list of await Promise.all(ats.map((at) => unitsWith(shards, volume, keyAt(form, at, 2))))) {
      for (const unit of list) counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
    for (const [unit, count] of counts) {
      if (count >= Math.max(1, pairs - 2)) likely.push({ volume, unit, count });
    }
  }
  likely.sort((a, b) => b.count - a.count);
  const files = new Set();
  const seen = new Map();
  for (const { volume, unit } of likely) {
    const kind = unit & 1 ? "headings" : "titles";
    const text = volume.first + (unit >> 1);
    const file = `${volume.folder}${kind}${Math.floor((unit >> 1) / ROWS)}`;
    if (!files.has(file) && files.size === READ) continue;
    files.add(file);
    const values = await row(shards, volume, kind, text);
    for (const value of kind === "titles" ? values.slice(0, 2) : values) {
      for (const piece of stretches(value, form)) seen.set(piece, (seen.get(piece) ?? 0) + 1);
    }
  }
  // A missing character is likelier than a wrong one, a wrong one than one too many.
  const gain = (piece) => (piece.length - form.length) * 1000 + seen.get(piece);
  return [...seen.keys()].sort((a, b) => gain(b) - gain(a)).slice(0, MOST);
}
