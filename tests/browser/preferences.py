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
}"""


def choose(page: Page, *, bar: bool = False, **chosen: str) -> None:
    """Choose on the page that is shown; what is not named goes back to its default."""
    page.evaluate(_CHOOSE, [{"mode": "standard", **chosen}, bar])


_STARTED = """async () => {
  const scripts = document.querySelector("script[type=module]").src;
  await import(new URL("elder.js", scripts));
}"""


def show(page: Page, address: str) -> None:
    """Open an address and wait until the switch and the bar's button work."""
    page.goto(address)
    page.locator("[data-enhance=accessibility]:not([hidden])").wait_for()
    page.evaluate(_STARTED)


def remembered(**chosen: str) -> str:
    """A script for a new context: the browser remembers these choices from an earlier visit."""
    return f"localStorage.setItem({KEY!r}, {json.dumps(json.dumps(chosen))})"
