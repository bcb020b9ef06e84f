/**
 * What a reader may mean: titles that begin to fit, words by their sound.
 */
import { Word, units } from "./matches.js";
import { marked, titleHolds } from "./proof.js";

const ROWS = 64; // texts in a file of titles
const SHOWN = 8; // suggestions
const MOST = 3; // words by sound
const LATIN = /^[a-z]{2,40}$/;

/** Whether a word may be meant as pinyin. */
export const latin = (form) => LATIN.test(form);

/** What a catalogue has of a text: of kind "titles" or "headings". */
export async function row(shards, catalogue, kind, place) {
  return (await shards.table(rowsOf(catalogue, kind, place)))[place % ROWS];
}

/** The file in which it stands. */
export const rowsOf = (catalogue, kind, place) => `${catalogue.folder}${kind}-${Math.floor(place / ROWS)}.bin`;

/** The texts whose title or number may hold all words, in force first, newest first. */
async function titled({ shards, documents }, words) {
  const each = documents.catalogues.map(async (catalogue) => {
    const lists = await Promise.all(words.map((word) => units(shards, catalogue, word)));
    const sets = lists.map((list) => new Set(list));
    const held = lists[0].filter((unit) => !(unit & 1) && sets.every((set) => set.has(unit)));
    return held.map((unit) => ({ catalogue, place: unit >> 1, text: catalogue.first + (unit >> 1) }));
  });
  const found = (await Promise.all(each)).flat().filter(({ text }) => !documents.facts[text].older);
  const rank = ({ text }) => (documents.facts[text].inForce ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b) || a.text - b.text);
}

/** Titles and numbers that hold the words. */
export async function suggestions(index, forms) {
  const words = forms.map((one) => new Word(one));
  const found = [];
  const candidates = await titled(index, words);
  for (let at = 0; at < candidates.length && found.length < SHOWN; at += SHOWN) {
    const batch = candidates.slice(at, at + SHOWN);
    const rows = await Promise.all(batch.map(({ catalogue, place }) => row(index.shards, catalogue, "titles", place)));
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
  const told = documents.catalogues.filter(({ sounds }) => sounds.includes(form[0]));
  for (const words of await Promise.all(told.map(({ folder }) => shards.table(`${folder}sound-${form[0]}.bin`)))) {
    words.forEach(([word, sound], place) => {
      const whole = sound.replaceAll(" ", "");
      const initials = sound.replace(/(\w)\w*\s?/g, "$1");
      const fits = initials === form || whole === form || (begun && form.length > 3 && whole.startsWith(form));
      if (fits) counts.set(word, (counts.get(word) ?? 0) + 1 / (1 + place));
    });
  }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, MOST);
}
