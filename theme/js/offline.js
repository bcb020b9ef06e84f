/**
 * Keep the pages that were read for when there is no network (worker.js at the
 * site's root does it), where the browser can: over https, outside in-app
 * browsers that refuse, and not for a reader who asked to save data.
 */

const WORKER = new URL("../../../worker.js", import.meta.url);

function loaded() {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => addEventListener("load", resolve, { once: true }));
}

function check(registration) {
  registration.active?.postMessage("check");
}

export async function enhance() {
  if (!("serviceWorker" in navigator) || navigator.connection?.saveData) return;
  await loaded(); // the page itself comes first
  try {
    await navigator.serviceWorker.register(WORKER, { updateViaCache: "none" });
    const registration = await navigator.serviceWorker.ready;
    check(registration);
    addEventListener("online", () => check(registration));
  } catch {
    // Refused (private window, in-app browser): the site works, but only with a network.
  }
}
