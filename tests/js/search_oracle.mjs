// Answer questions to the engine over an index in a folder: node search_oracle.mjs FOLDER < questions.json
// A question is {ask: "fold", texts} or {ask: "search", query} or {ask: "suggest", text}.
import { readFile } from "node:fs/promises";
import { readFileSync } from "node:fs";

import { open } from "../../theme/js/search/engine.js";
import { fold } from "../../theme/js/search/fold.js";

const folder = process.argv[2];
const questions = JSON.parse(readFileSync(0, "utf8"));
const engine = folder && (await open("", { read: (path) => readFile(`${folder}/${path}`) }));
const answers = [];
for (const { ask, texts, query, text } of questions) {
  if (ask === "fold") answers.push(texts.map(fold));
  else if (ask === "suggest") answers.push(await engine.suggest(text));
  else answers.push(await engine.search({ size: 1000, count: "all", ...query }));
}
process.stdout.write(JSON.stringify(answers));
