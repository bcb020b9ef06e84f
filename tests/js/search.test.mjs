import assert from "node:assert/strict";
import { crc32, deflateSync } from "node:zlib";
import { test } from "node:test";

import { CellError, mixed, sieved, unitsOf } from "../../theme/js/search/cells.js";
import { open } from "../../theme/js/search/engine.js";
import { foldWithOrigins } from "../../theme/js/search/fold.js";
import { common, Word } from "../../theme/js/search/matches.js";
import { holds, marked, shown } from "../../theme/js/search/proof.js";
import { parse } from "../../theme/js/search/query.js";
import { countWords } from "../../theme/js/search-results.js";
import { Search } from "../../theme/js/search/search.js";
import { SearchError, Shards } from "../../theme/js/search/shards.js";
import { near } from "../../theme/js/search/corrections.js";

const forms = (text, also) => parse(text, also).readings.map((reading) => reading.map((word) => word.join("|")));

test("words are what spaces part, and what quotation marks hold together", () => {
  assert.deepEqual(forms("停车　收费"), [["停车", "收费"]]);
  assert.deepEqual(forms("“停车 收费” 标准"), [["停车收费", "标准"]]);
  assert.deepEqual(forms('"停车 收费'), [["停车", "收费"]]);
  assert.deepEqual(forms("停车收费 停车 停车"), [["停车收费"]]);
  assert.deepEqual(forms(" \u202e "), [[]]);
});

test("a number may be typed with spaces, without brackets, 第 or 号", () => {
  for (const typed of ["国发 2019 5号", "国发 2019 5", "国发 (2019) 第5号"]) {
    assert.deepEqual(forms(typed)[0], ["国发(2019)5号"]);
  }
  assert.deepEqual(forms("国发2019 5号")[1], ["国发2019", "5号"]);
  assert.deepEqual(forms("国发〔2019〕5"), [["国发(2019)5"]]);
  assert.deepEqual(forms("市政府令12"), [["市政府令12|市政府令第12号"]]);
});

test("synonyms are looked for besides a word", () => {
  const { readings, synonyms } = parse("低保 标准", { 低保: ["最低生活保障"] });
  assert.deepEqual(readings, [[["低保", "最低生活保障"], ["标准"]]]);
  assert.deepEqual(synonyms, [{ word: "低保", also: ["最低生活保障"] }]);
});

test("a query of any length is cut, and says so", () => {
  assert.equal(parse("停".repeat(10_000)).cut, true);
  assert.equal(parse([..."甲乙丙丁戊己庚辛壬癸子丑寅卯"].join(" ")).readings[0].length, 12);
  assert.equal(parse("停车").cut, false);
});

test("folding keeps where each character came from", () => {
  const { folded, origins } = foldWithOrigins("Ａ ㎡𠮷停\n車");
  assert.equal(folded, "am2𠮷停车");
  assert.deepEqual([...origins], [0, 2, 2, 3, 3, 5, 7]);
});

test("marks stand on the words as written", () => {
  const text = "按照停　車 收費標準";
  assert.deepEqual(marked(text, [new Word(["停车收费"])]), [
    { text: "按照", mark: false },
    { text: "停　車 收費", mark: true },
    { text: "標準", mark: false },
  ]);
});

test("a snippet shows most words, and the article they stand in", () => {
  const text = `第一条\n停车。\n第二条\n${"其他。".repeat(60)}停车应当收费。`;
  const places = [
    { offset: 0, label: "第一条", anchor: "art_1" },
    { offset: 8, label: "第二条", anchor: "art_2" },
  ];
  const found = shown({ text, places }, [new Word(["停车"]), new Word(["收费"])]);
  assert.deepEqual(found.place, { label: "第二条", anchor: "art_2" });
  assert.deepEqual(found.snippet.filter((part) => part.mark).map((part) => part.text), ["停车", "收费"]);
});

test("a long word may go on in the next passage", async () => {
  const long = [..."停车场管理办法规定收费标准公开目录编制程序实施监督检查责任追究附则施行日期解释部门另有"].join("");
  const first = { text: long.slice(0, 36), end: 4 };
  const next = { text: long.slice(4), end: long.length - 4 };
  async function* following() {
    yield next;
  }
  assert.equal(await holds(first, new Word([long]), following), true);
  assert.equal(await holds(first, new Word([`${long}否`]), following), false);
});

test("what is in both lists", () => {
  assert.deepEqual(common([1, 3, 5, 9], [2, 3, 9, 10, 11]), [3, 9]);
  assert.deepEqual(common([], [1]), []);
});

test("one character wrong, missing or too many is near", () => {
  assert.equal(near("公集金", "公积金"), true);
  assert.equal(near("公金", "公积金"), true);
  assert.equal(near("公公积金", "公积金"), true);
  assert.equal(near("金积公", "公积金"), false);
});

test("mixing gives each key another one", () => {
  const seen = new Set(Array.from({ length: 50_000 }, (_, key) => mixed(key * 65537)));
  assert.equal(seen.size, 50_000);
});

test("a cell cut short is damage, not silence", () => {
  for (const bytes of [[0, 0], [0, 0, 0, 3, 0x08, 0, 8], [0, 0, 0, 9]]) {
    assert.throws(() => unitsOf(new Uint8Array(bytes), 0xffffffff, { bits: 0, units: 5 }), CellError);
  }
  assert.throws(() => sieved(new Uint8Array(4095), 0, 3, 0, [{ width: 1, factor: 5 }]), CellError);
});

const list = {
  format: 4, folding: 1, documents: 1, also: {}, collection: [["normative", "规范性文件"]], status: [],
  agency: [], topic: [], year: [],
  catalogues: [
    {
      name: "c", bits: 0, units: 2, sounds: "", sieve: ["g", 0],
      volumes: [{ name: "v", segments: [["s", 0, 1, 1, 1, 1]] }],
    },
  ],
};
const head = {
  agencies: [[]], topics: [""], day: [-739000], status: [-1], collection: [0], agency: [0], topic: [0], older: [0],
  passages: [1],
};
const json = (value) => new TextEncoder().encode(JSON.stringify(value));
const cell = (bytes) => {
  const sum = new DataView(new ArrayBuffer(4));
  sum.setUint32(0, crc32(Buffer.from(bytes)));
  return new Uint8Array([...bytes, ...new Uint8Array(sum.buffer)]);
};
const packed = (value) => new Uint8Array(deflateSync(json(value)));

test("a file that is missing rejects with its name, and is asked for again", async () => {
  let tries = 0;
  const read = async (path) => {
    if (path === "index.json") return json(list);
    if (path === "v/v.bin") return packed(head);
    if (path === "c/c/0.bin") tries++;
    throw new SearchError("missing", path);
  };
  const engine = await open("", { read });
  for (const turn of [1, 2]) {
    await assert.rejects(engine.search({ text: "停" }), { code: "missing", path: "c/c/0.bin" });
    assert.equal(tries, turn);
  }
});

test("a damaged file rejects with its name", async () => {
  const shards = new Shards(async () => new Uint8Array([1, 2, 3]));
  await assert.rejects(shards.table("v/v.bin"), { code: "damaged", path: "v/v.bin" });
  await assert.rejects(shards.json("index.json"), { code: "damaged" });
});

test("a cell that differs in one bit is damage, not another answer", async () => {
  const whole = cell([1, 2, 3, 4]);
  assert.deepEqual([...(await new Shards(async () => whole).cell("s/s/0.bin"))], [1, 2, 3, 4]);
  for (const at of [0, 3, 7]) {
    const broken = whole.map((byte, place) => (place === at ? byte ^ 16 : byte));
    await assert.rejects(new Shards(async () => broken).cell("s/s/0.bin"), { code: "damaged", path: "s/s/0.bin" });
  }
  await assert.rejects(new Shards(async () => new Uint8Array(2)).cell("s/s/0.bin"), { code: "damaged" });
});

test("an index of another format asks for a new page", async () => {
  const read = async () => json({ ...list, format: 99 });
  await assert.rejects(open("", { read }), { code: "version" });
});

test("a search ends the one before it", async () => {
  const read = async (path) => {
    if (path === "index.json") return json(list);
    if (path === "v/v.bin") return packed(head);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return cell(new Uint8Array([0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  };
  const engine = await open("", { read });
  const first = engine.search({ text: "停车" });
  const second = engine.search({ text: "收费" });
  await assert.rejects(first, { code: "superseded" });
  assert.equal((await second).total, 0);
});

test("what nobody waits for is fetched a few at a time, and not for a search that was given up", async () => {
  const asked = [];
  const answers = [];
  const read = (path) => new Promise((give) => asked.push(path) && answers.push(() => give(cell([1]))));
  const shards = new Shards(read);
  let live = true;
  const unhurried = shards.unhurried(() => live);
  const coming = Array.from({ length: 9 }, (_, number) => unhurried.cell(`s/s/${number}.bin`));
  const wanted = shards.cell("s/s/8.bin"); // somebody waits for this one now
  const given = coming.map((one) => one.then(() => "read", (error) => error.code));
  assert.equal(asked.length, 7);
  assert.ok(asked.includes("s/s/8.bin"));
  live = false;
  answers.forEach((give) => give());
  assert.deepEqual(await Promise.all(given), [...Array(6).fill("read"), "superseded", "superseded", "read"]);
  assert.deepEqual([...(await wanted)], [1]);
  assert.equal(asked.length, 7);

  // What was not fetched then is fetched when it is asked for again.
  const again = shards.cell("s/s/7.bin");
  assert.equal(asked.length, 8);
  answers.at(-1)();
  assert.deepEqual([...(await again)], [1]);
});

/** A search for a word that is in none of `count` texts though each has its characters. */
function vain(count, options) {
  const segment = { first: 0, count };
  const card = { title: "", number: "" };
  const documents = {
    catalogues: [],
    segments: [segment],
    facts: Array.from({ length: count }, () => ({ inForce: true, passages: 1 })),
    works: Array.from({ length: count }, (_, text) => text),
    judged: () => new Int8Array(count),
    segmentOf: () => segment,
    firstPassage: (_, text) => text,
    passage: async () => ({ card, text: "典字词", places: [], end: 3 }),
  };
  const shards = { unhurried: () => shards };
  const search = new Search(shards, documents, [new Word(["字词典"])], options, () => true);
  search.places.begin = async () => {};
  search.places.sift = async () => {};
  search.places.passagesOf = async () => [new Map(documents.works.map((text) => [text, [text]]))];
  return search;
}

test("a word whose characters are everywhere is not read for without end, unless asked", async () => {
  const left = vain(400, { count: true });
  const { total, exact, unfinished } = await left.run(() => {});
  assert.deepEqual([total, exact, unfinished], [0, false, true]);
  assert.ok(left.proofs.count < 200);
  const whole = await vain(400, { count: "all" }).run(() => {});
  assert.deepEqual([whole.total, whole.exact, whole.unfinished], [0, true, false]);
});

test("the count says whether it is true, may grow, or was left off", () => {
  assert.equal(countWords({ total: 3, exact: true }, true), "找到3件");
  assert.equal(countWords({ total: 3, exact: false }, false), "至少3件，还在数");
  assert.equal(countWords({ total: 3, exact: false }, true), "至少3件");
  assert.equal(countWords({ total: 0, exact: true }, true), "没有找到");
  assert.match(countWords({ total: 0, exact: false }, true), /还没有找到/u);
});
