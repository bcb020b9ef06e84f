/**
 * The search engine of this page: fetched when it is first asked for, once.
 */

const IN_FOLDER = globalThis.location?.protocol === "file:"; // opened without a server

let opened = null;

/**
 * @param {string} root path from this page to the root of the site
 * @returns {Promise<object>} the engine, as search/engine.js describes it; one that did not
 *   open or was lost is forgotten, so that asking again tries again
 */
export function searchEngine(root) {
  opened ??= open(root).then(kept, (error) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** An engine until it is lost; then the next who asks opens another. */
function kept(engine) {
  engine.onLost = () => {
    opened = null;
  };
  return engine;
}

async function open(root) {
  const { open: openIndex } = await import("./search/client.js");
  return openIndex(new URL(`${root}search/data/`, document.baseURI).href, { offline: IN_FOLDER });
}

/**
 * @param {string} root path from this page to the root of the site
 * @param {string} url of a result, under the root
 * @returns {string} where it leads; without a server the file must be named
 */
export function addressOf(root, url) {
  return root + url + (IN_FOLDER && url.endsWith("/") ? "index.html" : "");
}
