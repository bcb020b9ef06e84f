/**
 * The pages that are kept on this device, on the page that is shown when there
 * is no network and the page asked for is not kept.
 */

const KEPT = "X-Gongkai-Kept"; // also in worker.js
const TITLE = "X-Gongkai-Title"; // also in worker.js
const ROOT = new URL("../../../", import.meta.url);

async function pages() {
  const cache = await caches.open(`gongkai ${ROOT.pathname} pages`); // also in worker.js
  const keys = await cache.keys();
  const answers = await Promise.all(keys.map((key) => cache.match(key)));
  return answers.map(({ headers }, place) => ({
    url: keys[place].url,
    title: decodeURIComponent(headers.get(TITLE) ?? "") || keys[place].url,
    since: new Date(Number(headers.get(KEPT))),
  }));
}

function entry({ url, title, since }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const time = document.createElement("time");
  link.href = url;
  link.textContent = title;
  time.dateTime = since.toISOString();
  time.textContent = `${since.getMonth() + 1}月${since.getDate()}日保存`;
  item.append(link, " ", time);
  return item;
}

/** @param {HTMLElement} list hidden until there is something in it */
export async function enhance(list) {
  if (!("caches" in globalThis)) return;
  const found = await pages();
  if (found.length === 0) return;
  list.querySelector("ul").append(...found.reverse().map(entry));
  list.hidden = false;
}
