"""What a reader chooses, set as the page's own modules set it."""

from __future__ import annotations

import json

from playwright.sync_api import Page

KEY = "gongkai-preferences"

_CHOOSE = """async ([chosen, open]) => {
  const scripts = document.querySelector("script[type=module]").src;
  const { choose, forget } = await import(new URL("preferences.js", scripts));
  forget();
  for (const [name, value] of Object.entries(chosen)) choose(name, value);
  const bar = document.querySelector("#bar");
  if (open && !bar) await (await import(new URL("bar/bar.js", scripts))).show(false);
  if (!open && bar) (await import(new URL("bar/bar.js", scripts))).leave();
  // What is loaded when it is chosen comes a little later.
  const shown = (part) => document.querySelector(part) !== null;
  const wanted = (name) => open && chosen[name] === "on";
  const complete = () =>
    shown(".bar-line") === wanted("guide") && shown(".bar-ruler") === wanted("ruler") &&
    shown(".bar-caption") === wanted("caption");
  while (!complete()) await new Promise(requestAnimationFrame);
}"""


def choose(page: Page, *, bar: bool = False, **chosen: str) -> None:
    """Choose on the page that is shown; what is not named goes back to its default."""
    page.evaluate(_CHOOSE, [{"mode": "standard", **chosen}, bar])


# A locator would put Playwright's own script into the page first: dearer than most pages.
_STARTED = """() => new Promise((resolve) => {
  const root = document.documentElement;
  const look = () => "started" in root.dataset && resolve();
  new MutationObserver(look).observe(root, {attributes: true});
  look();
})"""


def show(page: Page, address: str) -> None:
    """Open an address and wait until the page's scripts have done what it asks for."""
    page.goto(address)
    started(page)


def started(page: Page) -> None:
    """Wait until the scripts of a page that was come to in another way have done the same."""
    page.evaluate(_STARTED)


_DRAWN = "() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))"


def drawn(page: Page) -> None:
    """Wait for a frame: what watches sizes and places on the page has been told by then."""
    page.evaluate(_DRAWN)


def remembered(**chosen: str) -> str:
    """A script for a new context: the browser remembers these choices from an earlier visit."""
    return f"localStorage.setItem({KEY!r}, {json.dumps(json.dumps(chosen))})"
