/**
 * Keeps the pages that were read, for when there is no network.
 *
 * The generator puts `SITE` before this text: `version`, the folder of styles and scripts (`assets`),
 * what the page for nothing kept needs (`shell`), and what else is worth having (`wanted`).
 *
 * The network is always asked first: a page from here is shown only when there is none, and then says
 * since when nobody has checked it. A page is kept by its path, never by what was typed (the query).
 */
const ROOT = new URL(self.registration.scope);
const OURS = `gongkai ${ROOT.pathname} `;
const PAGES = `${OURS}pages`; // also in kept-pages.js
const FILES = `${OURS}files ${SITE.version}`;
const KNOWN = `${OURS}known`; // the list of withdrawn addresses as last seen
const KEPT = "X-Gongkai-Kept"; // milliseconds since 1970; also in kept-pages.js
const TITLE = "X-Gongkai-Title"; // also in kept-pages.js
const REMOVED = new URL("data/removed.json", ROOT).href;
const MOST = 200; // pages
const LONGEST = 90 * 86_400_000; // milliseconds without a check, after which a page is dropped
const PAUSE = 3_600_000; // milliseconds between two looks at what was withdrawn
const SHANGHAI = 8 * 3_600_000;
const VERSIONED = /^assets\/[0-9a-f]{8,}\//;
const VERSIONED_IN_PAGE = /assets\/[0-9a-f]{8,}\//g;

addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(
    Promise.all([dropOtherVersions(), dropWithdrawn()]).then(() => self.clients.claim()),
  );
});

addEventListener("message", (event) => {
  if (event.data === "check") event.waitUntil(dropWithdrawn());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== "GET" || path === null || request.headers.has("Range")) return;
  if (request.mode === "navigate") event.respondWith(page(event, path));
  else if (VERSIONED.test(path)) event.respondWith(versioned(event, path));
  else if (worthKeeping(request, path)) event.respondWith(newest(event, path));
});

/** The path under the site's root, without the query; null outside the site. */
function pathOf(address) {
  const url = new URL(address);
  if (url.origin !== ROOT.origin || !url.pathname.startsWith(ROOT.pathname)) return null;
  return url.pathname.slice(ROOT.pathname.length).replace(/(^|\/)index\.html$/, "$1");
}

function keyOf(path) {
  return new URL(path, ROOT).href;
}

function worthKeeping(request, path) {
  return request.destination === "image" || /^(data\/)?search\//.test(path);
}

async function keepShell() {
  const files = await caches.open(FILES);
  const fresh = (path) => new Request(keyOf(path), { cache: "no-cache" });
  await files.addAll(SITE.shell.map(fresh));
  await Promise.allSettled(SITE.wanted.map((path) => files.add(fresh(path))));
}

async function dropOtherVersions() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && ![PAGES, FILES, KNOWN].includes(name)) await caches.delete(name);
  }
}

/** A page from the network, kept on its way; without a network the one that was kept. */
async function page(event, path) {
  try {
    // Whatever the server says of caching: what is shown as the page is what it has now.
    const answer = await fetch(event.request, { cache: "no-cache" });
    event.waitUntil(keep(path, answer.clone()));
    return answer;
  } catch {
    return (await kept(path)) ?? (await nothingKept());
  }
}

/** The page for nothing kept, shown at whatever address was asked for: its links must hold there. */
async function nothingKept() {
  const answer = await caches.match(keyOf("offline/"), { cacheName: FILES });
  return shown((await answer.text()).replaceAll('="../', `="${ROOT.pathname}`));
}

function shown(text) {
  return new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function keep(path, answer) {
  const pages = await caches.open(PAGES);
  const gone = answer.status === 404 || answer.status === 410;
  if (gone) await pages.delete(keyOf(path));
  const html = answer.headers.get("Content-Type")?.startsWith("text/html");
  const forbidden = answer.headers.get("Cache-Control")?.includes("no-store");
  if (!answer.ok || !html || forbidden) return;
  const text = await answer.text();
  const title = /<title>([^<]*)<\/title>/.exec(text)?.[1] ?? "";
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    [KEPT]: String(Date.now()),
    [TITLE]: encodeURIComponent(title),
  };
  await pages.delete(keyOf(path)); // so that the keys stand in the order of reading
  await pages.put(keyOf(path), new Response(text, { headers }));
  const keys = await pages.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - MOST))) await pages.delete(key);
}

/** A kept page that says so, with the styles and scripts that are here; undefined for none. */
async function kept(path) {
  const pages = await caches.open(PAGES);
  const answer = (await pages.match(keyOf(path))) ?? (await pages.match(keyOf(`${path}/`)));
  if (!answer) return undefined;
  const since = Number(answer.headers.get(KEPT));
  if (Date.now() - since > LONGEST) {
    await pages.delete(keyOf(path));
    return undefined;
  }
  const text = await answer.text();
  return shown(
    text
      .replace(VERSIONED_IN_PAGE, SITE.assets)
      .replace(/<main[^>]*>/, (main) => main + notice(since)),
  );
}

function notice(since) {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T(\d+:\d+)/.exec(
    new Date(since + SHANGHAI).toISOString(),
  );
  const when = `${year}年${Number(month)}月${Number(day)}日${time}`;
  return (
    '<div class="notice notice--alert" role="note"><div class="notice__words">' +
    '<p class="notice__title">现在没有网络</p>' +
    `<p>这是保存的页面，保存于<time datetime="${new Date(since).toISOString()}">${when}</time>，` +
    "以后有没有变化还不知道，联网后请核对。</p></div></div>"
  );
}

/** Styles and scripts lie under the digest of their content: what is here is right for ever. */
async function versioned(event, path) {
  const files = await caches.open(FILES);
  const here = await files.match(keyOf(path));
  if (here) return here;
  const answer = await fetch(event.request);
  if (answer.ok && path.startsWith(SITE.assets)) {
    event.waitUntil(files.put(keyOf(path), answer.clone()));
  }
  return answer;
}

async function newest(event, path) {
  const files = await caches.open(FILES);
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(files.put(keyOf(path), answer.clone()));
    return answer;
  } catch {
    return (await files.match(keyOf(path))) ?? Response.error();
  }
}

let looked = 0;

/**
 * Drop what was withdrawn since the last look: its page, and every kept page
 * that names its address, for a list or a comparison may still show its words.
 */
async function dropWithdrawn() {
  if (Date.now() - looked < PAUSE) return;
  const answer = await fetch(REMOVED, { cache: "no-cache" }).catch(() => null);
  if (!answer?.ok) return;
  looked = Date.now();
  const [pages, known] = await Promise.all([caches.open(PAGES), caches.open(KNOWN)]);
  const before = (await (await known.match(REMOVED))?.json())?.removed ?? [];
  const seen = new Set(before.map(({ url }) => url));
  const { removed } = await answer.clone().json();
  const fresh = removed.map(({ url }) => url).filter((url) => !seen.has(url));
  for (const key of await pages.keys()) {
    const stored = await pages.match(key);
    const old = Date.now() - Number(stored.headers.get(KEPT)) > LONGEST;
    const text = fresh.length > 0 ? await stored.text() : "";
    if (old || fresh.some((url) => touches(url.slice(1), pathOf(key.url), text))) {
      await pages.delete(key);
    }
  }
  await known.put(REMOVED, answer);
}

/** Whether a kept page is of a withdrawn address, compares with it, or names it. */
function touches(address, path, text) {
  const [collection, id, version] = address.split("/");
  const compares = version && path.startsWith(`${collection}/${id}/compare/`);
  return path.startsWith(address) || (compares && path.includes(version)) || text.includes(address);
}
