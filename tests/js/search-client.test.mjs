/** The engine behind a Worker: what becomes of calls when the Worker is gone. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { open } from "../../theme/js/search/client.js";

let made = [];

class FakeWorker extends EventTarget {
  constructor() {
    super();
    made.push(this);
    queueMicrotask(() => this.say({ kind: "ready" }));
  }

  say(data) {
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }

  postMessage({ number, name }) {
    this.asked = name;
    if (name !== "search") queueMicrotask(() => this.say({ number, kind: "done", value: name }));
  }

  terminate() {
    this.ended = true;
  }
}

beforeEach(() => {
  made = [];
  globalThis.Worker = FakeWorker;
});

afterEach(() => {
  delete globalThis.Worker;
});

test("answers of the worker reach who asked", async () => {
  const engine = await open("https://example.org/search/data/");
  assert.equal(await engine.facets(), "facets");
  assert.equal(made.length, 1);
});

test("a worker that dies fails the call that waits and every later one, and says so once", async () => {
  const engine = await open("https://example.org/search/data/");
  let lost = 0;
  engine.onLost = () => {
    lost += 1;
  };
  const waiting = engine.search("停车");
  made[0].dispatchEvent(new Event("error"));
  made[0].dispatchEvent(new Event("error"));
  await assert.rejects(waiting, { code: "missing", path: "worker.js" });
  await assert.rejects(engine.suggest("停"), { code: "missing" });
  assert.equal(lost, 1);
  assert.ok(made[0].ended);
});
