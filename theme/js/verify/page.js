/**
 * The page /verify/: says whether a text or a file agrees with what the site published. It never
 * says that anything is valid, and sends nothing anywhere.
 */
import { made } from "../dialog.js";
import { Lists } from "./lists.js";
import { placesOf } from "./places.js";
import { hex, sha256 } from "./sha256.js";
import { fault, mark, marksOf, plain, run, sentences, shared, telling } from "./text.js";

const AGREES = "与本站发布内容一致";
const DIFFERS = "与本站发布内容不一致";
const ABSENT = "不在本库";
const LONGEST = 120; // characters of a sentence that are shown
const SIMILAR = 5; // documents that are named beside the one found

/** The letters of a code as people type them. */
export function codeOf(typed) {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return letters.replace(/O/g, "0").replace(/[IL]/g, "1").replace(/U/g, "V");
}

function flat(code) {
  return code.replaceAll("-", "");
}

function named(listed) {
  const version = listed.version ? `，${listed.version} 的文本` : "";
  const number = listed.number ? `（${listed.number}）` : "";
  return `《${listed.title}》${number}${version}`;
}

/** The provision that a sentence stands in. */
export function placeName(listed, place) {
  let name = "";
  for (const [begin, words] of placesOf(listed.places)) if (begin <= place) name = words;
  return name;
}

function shown(words, from) {
  const start = Math.max(0, from - LONGEST / 3);
  const part = words.slice(start, start + LONGEST);
  const cut = from - start;
  const line = made("p", "verify__words", start ? "……" : "", part.slice(0, cut));
  if (part.slice(cut)) line.append(made("mark", "", part.slice(cut)));
  if (start + LONGEST < words.length) line.append("……");
  return line;
}

function parting(one, other) {
  let place = 0;
  while (place < one.length && one[place] === other[place]) place += 1;
  return place;
}

class Check {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.root = form.dataset.root;
    this.lists = new Lists(this.root);
    this.state = form.querySelector("[data-part=state]");
    this.result = form.querySelector("[data-part=result]");
  }

  tell(words) {
    this.state.textContent = words;
  }

  answer(verdict, ...content) {
    const kind = { [AGREES]: "agrees", [DIFFERS]: "differs" }[verdict] ?? "absent";
    const heading = made("h2", "verify__verdict", verdict);
    this.result.dataset.verdict = kind;
    this.result.replaceChildren(heading, ...content);
    this.result.focus();
  }

  link(url, words) {
    const anchor = made("a", "", words);
    anchor.href = this.root + url;
    return anchor;
  }

  about(listed) {
    return this.link(listed.url, named(listed));
  }

  /** Fetch the lists as soon as the reader turns to the form, while he looks for his text. */
  async prepare() {
    const whole = await this.lists.prepare((done, all) => this.tell(`正在读入核对清单：${done}/${all}`));
    this.tell(whole ? "核对清单已经读入，断网也能核对。" : "核对清单的目录已经读入；核对时再读入有关的几份，要有网络。");
  }

  /** The documents that a text or a code may belong to, and others. */
  async among(asked) {
    const tell = (done, all) => this.tell(`正在读入有关的清单：${done}/${all}`);
    const texts = await asked(tell);
    this.tell("");
    return texts;
  }

  async ofCode(code) {
    const texts = await this.among((tell) => this.lists.coded(code.slice(0, 8), tell));
    return texts.filter((listed) => flat(listed.code).startsWith(code.slice(0, 8)));
  }

  /** Say which document a code belongs to. */
  async showCode(code) {
    const [listed] = code.length < 8 ? [] : await this.ofCode(code);
    if (!listed) {
      this.answer(ABSENT, made("p", "", `没有核对码 ${code}，请看看有没有输错。`));
      return;
    }
    const words = made("p", "", "这个核对码是 ", this.about(listed), " 的。");
    const note = this.printed(listed, code);
    this.result.replaceChildren(words, ...note);
  }

  printed(listed, code) {
    if (code.length < 12 || flat(listed.code) === code) return [];
    return [made("p", "", "核对码是从较早的页面上来的：那以后，本站这个文件的文字有过变动。")];
  }

  async text(typed, code) {
    const pieces = sentences(plain(typed));
    if (!pieces.length) {
      this.answer("没有文字", made("p", "", "请先把要核对的文字粘贴进来。"));
      return;
    }
    const marks = pieces.map(mark);
    const told = marks.filter((_, place) => telling(pieces[place]));
    const among = code ? await this.ofCode(code) : await this.among((tell) => this.lists.holding(told, tell));
    if (code && !among.length) {
      await this.showCode(code);
      return;
    }
    const found = among
      .map((listed) => [shared(marks, pieces, marksOf(listed)), listed])
      .filter(([count]) => count > 0)
      .sort(([one], [other]) => other - one);
    if (!found.length) {
      const where = code ? "核对码所指的文件里，没有一句和它相同。" : "本站发布的文件里，没有一句和它相同。";
      this.answer(ABSENT, made("p", "", where));
      return;
    }
    const [most] = found[0];
    const best = found.filter(([count]) => count === most).map(([, listed]) => listed);
    const judged = await Promise.all(best.slice(0, SIMILAR).map((listed) => this.judge(pieces, marks, listed)));
    const right = judged.find(({ wrong }) => !wrong) ?? judged[0];
    this.say(pieces, right, judged.filter((one) => one !== right && !one.wrong), code);
  }

  /** Compare with the document's own words where they can be had, else with the list. */
  async judge(pieces, marks, listed) {
    const words = await this.words(listed);
    const known = marksOf(listed);
    const agreed = words ? run(pieces, words, pieces) : run(marks, known, pieces);
    if (!agreed) return { listed, words, wrong: { piece: 0, place: 0 }, agreed: null };
    const own = [listed.title, listed.number, `${listed.title}${listed.number}`].map(plain);
    const headed = agreed.first === 1 && agreed.place === 0 && own.includes(pieces[0]);
    const from = headed ? { ...agreed, first: 0 } : agreed;
    const wrong = headed
      ? fault(pieces.slice(1), { first: 0, last: agreed.last - 1, place: 0 }, words)
      : fault(pieces, from, words);
    const moved = wrong && headed ? { ...wrong, piece: wrong.piece + 1 } : wrong;
    return { listed, words, wrong: moved, agreed };
  }

  async words(listed) {
    try {
      const response = await fetch(`${this.root}${listed.url}index.json`);
      const { provisions } = await response.json();
      const whole = provisions.map(({ num, heading, text }) => plain((num ?? "") + (heading ?? "") + text));
      return sentences(whole.join(""));
    } catch {
      return null; // no network: the list tells enough
    }
  }

  say(pieces, { listed, words, wrong, agreed }, others, code) {
    const which = made("p", "", this.about(listed));
    const notes = this.printed(listed, code);
    if (!wrong) {
      const count = agreed.last - agreed.first;
      const begin = placeName(listed, agreed.place);
      const end = placeName(listed, agreed.place + count - 1);
      const span = begin === end ? begin : `${begin || "开头"}到${end}`;
      const more = others.map((one) => made("p", "", "同样的文字也在 ", this.about(one.listed)));
      this.answer(AGREES, which, made("p", "", `核对了 ${count} 句${span ? `，${span}` : ""}。`), ...notes, ...more);
      return;
    }
    const where = placeName(listed, wrong.place);
    const yours = pieces[wrong.piece];
    const ours = words?.[wrong.place];
    const at = ours ? parting(yours, ours) : 0;
    const content = [
      which,
      made("p", "", `最先不一样的地方：${where || "开头"}`),
      made("h3", "", "您的文字"),
      shown(yours, at),
    ];
    if (ours) content.push(made("h3", "", "本站的文字"), shown(ours, at));
    if (!words) content.push(made("p", "", "没有网络，显示不了本站的文字。开头或末尾没有粘贴完整的句子，也会算作不一样。"));
    this.answer(DIFFERS, ...content, ...notes);
  }

  async file(file) {
    this.tell(`正在计算 ${file.name} 的校验值`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const digest = crypto.subtle
      ? hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)))
      : hex(sha256(bytes));
    const sum = made("p", "verify__words", `SHA-256：${digest}`);
    const same = await this.lists.same(digest);
    this.tell("");
    if (same.length) {
      const lines = same.map(([, path]) => made("p", "", this.link(path, path)));
      this.answer(AGREES, made("p", "", file.name), ...lines, sum);
      return;
    }
    const files = await this.lists.files();
    const alike = files.filter(([, path]) => path.slice(path.lastIndexOf("/") + 1) === file.name);
    if (alike.length) {
      const lines = alike.slice(0, SIMILAR).map(([, path]) => made("p", "", "本站的同名文件：", this.link(path, path)));
      this.answer(DIFFERS, made("p", "", `${file.name} 的内容和本站的同名文件不同。`), ...lines, sum);
      return;
    }
    this.answer(ABSENT, made("p", "", `本站没有发布过内容和 ${file.name} 相同的文件，也没有同名的文件。`), sum);
  }
}

/** @param {HTMLFormElement} form */
export function enhance(form) {
  const check = new Check(form);
  const guarded = async (work) => {
    try {
      await work();
    } catch {
      check.tell("核对清单没有读到，请检查网络，再试一次。");
    }
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { code, text } = form.elements;
    guarded(() => check.text(text.value, codeOf(code.value)));
  });
  const take = (file) => file && guarded(() => check.file(file));
  form.elements.file.addEventListener("change", ({ target }) => take(target.files[0]));
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
  // The lists are heavy: a reader who only looks at the page is not made to fetch them.
  form.addEventListener("focusin", () => guarded(() => check.prepare()), { once: true });
  const asked = codeOf(new URLSearchParams(location.search).get("code") ?? "");
  if (!asked) return;
  form.elements.code.value = asked.replace(/(.{4})(?=.)/g, "$1-");
  guarded(() => check.showCode(asked));
}
