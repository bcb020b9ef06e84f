"""Measure the search of a built site in headless Chromium: python bench/search.py ROOT SITE.

ROOT has the content/ that SITE was built from. The truth is plain substring search over the
folded title, number and visible text of every published document. With --pagefind FOLDER (a
folder in which `npm install pagefind@1.5.2` was run) Pagefind indexes and answers the same texts
in the same run. The table goes to bench/RESULTS.md. --kept FOLDER keeps the truth and Pagefind's
index between runs: at 35,000 texts they take most of the time.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.results import processor, replace_section
from bench.search_figures import HEAD, LOOKED, WHOLE, Figures, row, stage
from bench.search_peer import theirs
from bench.search_truth import Exactness, Truth, truths
from bench.serving import Served, serving

TYPED = 100  # queries that are typed
SLOWED = 20  # of them with the CPU slowed
_GLANCE = 1500  # milliseconds that a count may take where only exactness is asked
_PATIENCE = 5_000  # milliseconds that a count may take
_STRIDE = (
    7  # queries between two that are asked after one another: should time end, all kinds were asked
)
_LOOK = 400  # milliseconds that a reader looks at results before the next key
_OPENED = """async (base) => {
  const scripts = document.querySelector("script[type=module]").src;
  const { open } = await import(new URL("search/client.js", scripts));
  window.engine = await open(new URL(base, location.href).href);
}"""
_ASK = """async ([text, size, count, patience]) => {
  const begun = performance.now();
  let first = 0, last = null;
  const note = (answer) => { last = answer; if (!first) first = performance.now() - begun; };
  const asked = window.engine.search({ text, from: 0, size, count }, note);
  asked.catch(() => {});
  let answer = await Promise.race([asked, new Promise((give) => setTimeout(give, patience, null))]);
  if (!answer) {
    window.engine.search({ text: "" }).catch(() => {});
    answer = last;
  }
  if (!answer) return null;
  return { ids: answer.results.map((one) => one.id), total: answer.total, exact: answer.exact };
}"""
_TYPE = """([text, look]) => new Promise((resolve) => {
  const box = document.querySelector("#search-words");
  const part = (name) => document.querySelector(`[data-part=${name}]`);
  const [found, list] = [part("found"), part("list")];
  list.replaceChildren();
  box.value = text;
  const begun = performance.now();
  const done = () => found.getAttribute("aria-busy") === "false";
  const seen = new MutationObserver(() => {
    if (list.children.length < 10 && !done()) return;
    seen.disconnect();
    const taken = performance.now() - begun;
    const rest = setInterval(() => {
      if (!done() && performance.now() - begun < taken + look) return;
      clearInterval(rest);
      resolve(taken);
    }, 20);
  });
  seen.observe(found, { attributes: true, childList: true, subtree: true });
  box.dispatchEvent(new InputEvent("input"));
})"""
_LONG = """() => { window.long = []; new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.long.push(task.duration);
}).observe({ type: "longtask" }); }"""


def ours(browser: Browser, site: Served, truth: Truth, seconds: float) -> Figures:
    """Our search: exactness over all queries, then bytes and time as a reader meets them.

    Counting every occurrence of a common word reads thousands of texts: what is not counted in
    `_GLANCE` is judged by its first results alone, what has none by then or comes after `seconds`
    not at all.
    """
    figures = Figures()
    queries = list(truth)
    with stage("exactness"):
        _exactness(browser, site, truth, seconds, figures.exactness)
    with stage("bytes"):
        step = max(1, len(queries) // LOOKED)
        for first, second in zip(queries[::step], queries[1::step], strict=False):
            _bytes(browser, site, first, second, figures)
    with stage("time"):
        page = browser.new_page()
        page.goto(f"{site.url}/search/", wait_until="networkidle")
        page.evaluate(_TYPE, ["本", _LOOK])  # the engine is opened when the reader turns to the box
        for query in queries[:: max(1, len(queries) // TYPED)]:
            figures.milliseconds.append(page.evaluate(_TYPE, [query, _LOOK]))
        page.close()
    return figures


def _exactness(
    browser: Browser, site: Served, truth: Truth, seconds: float, figures: Exactness
) -> None:
    page = browser.new_page()
    page.goto(f"{site.url}/sitemap/")
    page.evaluate(_OPENED, "../search/data/")
    until = time.monotonic() + seconds
    queries = list(truth)
    for query in (one for start in range(_STRIDE) for one in queries[start::_STRIDE]):
        if time.monotonic() > until:
            break
        wanted = truth[query]
        size = WHOLE if len(wanted) <= WHOLE else 10
        answer = page.evaluate(_ASK, [query, size, "all", _GLANCE])
        if not answer and size > 10:  # so many are not proved in that time, but a reader sees ten
            answer = page.evaluate(_ASK, [query, 10, "all", _GLANCE])
        if not answer:
            figures.silent.append(query)
            continue
        judge = figures.judge if answer["exact"] else figures.judge_begun
        judge(query, answer["ids"], answer["total"], wanted)
    page.close()


def _bytes(browser: Browser, site: Served, first: str, second: str, figures: Figures) -> None:
    """Two queries in a browser that has nothing of the search yet, then the full count of the second."""
    page = browser.new_context().new_page()
    page.goto(f"{site.url}/sitemap/", wait_until="networkidle")  # a page that opens no index itself
    site.forget()
    begun = time.monotonic()
    page.evaluate(_OPENED, "../search/data/")
    page.evaluate(_ASK, [first, 10, False, _PATIENCE])
    figures.first_milliseconds.append(1000 * (time.monotonic() - begun))
    figures.first_bytes.append(site.sent.value)
    site.forget()
    page.evaluate(_ASK, [second, 10, False, _PATIENCE])
    figures.next_bytes.append(site.sent.value)
    figures.requests.append(site.asked.value)
    answer = page.evaluate(_ASK, [second, 10, "all", _PATIENCE])
    if answer and answer["exact"]:
        figures.counted_bytes.append(site.sent.value)
    page.context.close()


def long_tasks(browser: Browser, site: Served, queries: Sequence[str]) -> list[float]:
    """Main-thread tasks over 50 ms while queries are typed, the CPU slowed four times."""
    page = browser.new_page()
    page.goto(f"{site.url}/search/", wait_until="networkidle")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.evaluate(_LONG)
    for query in queries:
        page.evaluate(_TYPE, [query, _LOOK])
    found: list[float] = page.evaluate("window.long")
    page.close()
    return found


def notes(own: Figures, long: Sequence[float], queries: int) -> list[str]:
    """What the table does not say of our search."""
    judged = own.exactness
    counted, silent = len(judged.recall), len(judged.silent)
    left = queries - counted - judged.begun - silent
    named = f" ({'、'.join(judged.silent[:10])})" if silent else ""
    lengths = ", ".join(f"{length:.0f} ms" for length in sorted(long, reverse=True)[:5])
    return [
        f"{date.today()}, {processor()}, load {os.getloadavg()[0]:.1f}. {queries} queries; {counted} counted to the end and"
        f" compared whole, of the {judged.begun} more frequent ones the first results and 至少N件.",
        f"Not judged: {silent} without a first result within {_GLANCE / 1000} s{named}, {left} left out for time.",
        f"Full count: {len(own.counted_bytes)} of {len(own.next_bytes)} queries within {_PATIENCE // 1000} s.",
        f"Main-thread tasks over 50 ms, CPU slowed 4×, {SLOWED} queries: {len(long)}{f' ({lengths})' if long else ''}.",
        *(f"Wrong: {said}" for said in judged.wrong[:20]),
    ]


def main() -> None:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--pagefind", type=Path)
    parser.add_argument("--substrings", type=int, default=200)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--name", default="the texts", help="what the texts are, for the heading")
    parser.add_argument("--seconds", type=float, default=90, help="for the counts of common words")
    parser.add_argument("--print", action="store_true", help="leave RESULTS.md as it is")
    options = parser.parse_args()
    with stage("truth"):
        truth = truths(options.root, options.substrings, options.kept)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        with serving(options.site) as site:
            own = ours(browser, site, truth, options.seconds)
            with stage("long tasks"):
                long = long_tasks(browser, site, list(truth)[-SLOWED:])
        lines = [row("gongkai", own)]
        said = notes(own, long, len(truth))
        tell(options.name, lines, said, written=not options.print)
        if options.pagefind:
            peer = theirs(browser, options.pagefind, options.root, truth, options.kept)
            lines += [row(f"Pagefind, {way}", figures) for way, figures in peer.figures.items()]
            said += peer.notes()
            tell(options.name, lines, said, written=not options.print)
        browser.close()


def tell(name: str, lines: Sequence[str], said: Sequence[str], *, written: bool) -> None:
    """Print the table as far as it is measured, and write it."""
    command = (
        "`python bench/search.py ROOT SITE --pagefind FOLDER`; KB of 1,000 bytes: median (largest)."
    )
    table = [command, "", *HEAD, *lines, "", *(f"- {one}" for one in said)]
    print("\n".join(table), flush=True)
    if written:
        replace_section(f"Search in {name}", table)


if __name__ == "__main__":
    main()
