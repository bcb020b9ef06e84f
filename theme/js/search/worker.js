/** The engine in a Worker: client.js calls it by messages { number, name, values }. */
import { open } from "./engine.js";
import { SearchError } from "./shards.js";

let engine = null;

async function answer(number, name, values) {
  if (name === "open") {
    engine = await open(...values);
    return null;
  }
  const onProgress = (value) => postMessage({ number, kind: "progress", value });
  return engine[name](...values, onProgress);
}

addEventListener("message", async ({ data: { number, name, values } }) => {
  try {
    postMessage({ number, kind: "done", value: await answer(number, name, values) });
  } catch (error) {
    if (!(error instanceof SearchError)) console.error(error);
    const { code = "failed", path = "" } = error;
    postMessage({ number, kind: "failed", value: { code, path } });
  }
});
postMessage({ kind: "ready" });
