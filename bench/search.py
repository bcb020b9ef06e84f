"""Measure the search of a built site in headless Chromium: python bench/search.py ROOT SITE.

ROOT has the content/ that SITE was built from. The truth is plain substring search over the
folded title, number and visible text of every published document. With --pagefind FOLDER (a
folder in which `npm install pagefind@1.5.2` was run) Pagefind indexes and answers the same texts
in the same run. The table goes to bench/RESULTS.md. --kept FOLDER keeps the truth between runs.
"""

from __future__ import annotations

import argparse
import html
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.results import processor, replace_section
from bench.search_truth import Exactness, Texts, Truth, kept, truths
from bench.serving import Served, serving

WHOLE = 300  # results up to which the whole list is compared, not only its beginning and count
LOOKED = 30  # queries whose bytes are counted, each in a browser that has nothing yet
TYPED = 100  # queries that are typed
SLOWED = 20  # of them with the CPU slowed
_PATIENCE = 10_000  # milliseconds that a count may take
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
    answer = last ?? { results: [], total: 0, exact: false };
  }
  return { ids: answer.results.map((one) => one.id), total: answer.total, exact: answer.exact,
           first: first || performance.now() - begun };
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
_PAGEFIND = """async ([text, most]) => {
  window.pagefind ??= await import("/pagefind/pagefind.js");
  const begun = performance.now();
  const found = await window.pagefind.search(text);
  const shown = await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
  const first = performance.now() - begun;
  const rest = await Promise.all(found.results.slice(10, most).map((one) => one.data()));
  return { first, total: found.results.length,
           ids: [...shown, ...rest].map((one) => one.url.split("/").at(-1).replace(".html", "")) };
}"""


@dataclass(slots=True)
class Figures:
    """What was measured of one search: bytes, requests and milliseconds, one for each query."""

    exactness: Exactness = field(default_factory=Exactness)
    first_bytes: list[int] = field(default_factory=list)
    first_milliseconds: list[float] = field(default_factory=list)
    next_bytes: list[int] = field(default_factory=list)
    counted_bytes: list[int] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


@contextmanager
def stage(words: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    begun = time.monotonic()
    print(f"{words} …", end=" ", file=sys.stderr, flush=True)
    yield
    print(f"{time.monotonic() - begun:.1f} s", file=sys.stderr, flush=True)


def ours(browser: Browser, site: Served, truth: Truth, seconds: float) -> Figures:
    """Our search: exactness over all queries, then bytes and time as a reader meets them.

    Counting every occurrence of a common word reads thousands of texts: the rarest are counted
    first, and after `seconds` the others are judged by their first results alone.
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
    # Over `seconds` there is no count any more, over twice as many the rest is left out.
    for query in sorted(truth, key=lambda one: (len(truth[one]), one)):
        wanted = truth[query]
        if time.monotonic() > until + seconds:
            break
        late = time.monotonic() > until
        size = WHOLE if len(wanted) <= WHOLE else 10
        answer = page.evaluate(_ASK, [query, size, False if late else "all", _PATIENCE])
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
    if answer["exact"]:
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


@dataclass(frozen=True, slots=True)
class Peer:
    """Pagefind on the same words: figures as typed and quoted, CPU seconds and bytes of its index."""

    figures: dict[str, Figures]
    cpu: float
    size: int


def theirs(browser: Browser, tool: Path, texts: Texts, truth: Truth) -> Peer:
    """Index `texts` with Pagefind and ask it the same queries."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, versions in texts.items():
            words = "".join(f"<p>{html.escape(line)}</p>" for own in versions for line in own[1:])
            title = html.escape(versions[0][0])
            page = f'<!DOCTYPE html><html lang="zh-CN"><title>{name}</title><h1>{title}</h1>{words}</html>'
            (folder / f"{name}.html").write_text(page, "utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        program = tool / "node_modules/.bin/pagefind"
        with stage("Pagefind indexes"):
            subprocess.run([str(program), "--site", str(folder)], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        size = sum(
            path.stat().st_size for path in (folder / "pagefind").rglob("*") if path.is_file()
        )
        (folder / "index.html").write_text('<!DOCTYPE html><html lang="zh-CN"></html>', "utf-8")
        found = {"as typed": Figures(), "quoted": Figures()}
        with serving(folder) as site:
            for way, figures in found.items():
                with stage(f"Pagefind, {way}"):
                    _ask_pagefind(browser, site, truth, figures, quoted=way == "quoted")
        return Peer(found, seconds, size)


def _ask_pagefind(
    browser: Browser, site: Served, truth: Truth, figures: Figures, *, quoted: bool
) -> None:
    def asked(query: str) -> str:
        return " ".join(f'"{word}"' for word in query.split()) if quoted else query

    page: Page = browser.new_page()
    page.goto(site.url + "/")
    for query, wanted in truth.items():
        answer = page.evaluate(_PAGEFIND, [asked(query), WHOLE])
        figures.exactness.judge(query, answer["ids"], answer["total"], wanted)
        figures.milliseconds.append(answer["first"])
    page.close()
    queries = list(truth)
    step = max(1, len(queries) // LOOKED)
    for first, second in zip(queries[::step], queries[1::step], strict=False):
        page = browser.new_context().new_page()
        page.goto(site.url + "/")
        site.forget()
        begun = time.monotonic()
        page.evaluate(_PAGEFIND, [asked(first), 10])
        figures.first_milliseconds.append(1000 * (time.monotonic() - begun))
        figures.first_bytes.append(site.sent.value)
        site.forget()
        page.evaluate(_PAGEFIND, [asked(second), 10])
        figures.next_bytes.append(site.sent.value)
        figures.requests.append(site.asked.value)
        page.context.close()


HEAD = [
    "| | recall | precision | first query, KB | following, KB | with full count, KB | requests"
    " | first ever, ms | ten results, ms | p95, ms |",
    "|---|---|---|---|---|---|---|---|---|---|",
]


def row(name: str, figures: Figures) -> str:
    """A line of the table."""
    times = sorted(figures.milliseconds)

    def kilobytes(sizes: Sequence[int]) -> str:
        return f"{statistics.median(sizes) / 1000:.0f} ({max(sizes) / 1000:.0f})" if sizes else "—"

    cells = [
        name,
        f"{100 * statistics.mean(figures.exactness.recall):.1f} %",
        f"{100 * statistics.mean(figures.exactness.precision):.1f} %",
        *map(kilobytes, (figures.first_bytes, figures.next_bytes, figures.counted_bytes)),
        f"{statistics.median(figures.requests):.0f}",
        f"{statistics.median(figures.first_milliseconds):.0f}",
        f"{statistics.median(times):.0f}",
        f"{times[int(len(times) * 0.95)]:.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def notes(own: Figures, long: Sequence[float], queries: int) -> list[str]:
    """What the table does not say of our search."""
    judged, counted = own.exactness, len(own.exactness.recall)
    lengths = ", ".join(f"{length:.0f} ms" for length in sorted(long, reverse=True)[:5])
    return [
        f"{date.today()}, {processor()}, load {os.getloadavg()[0]:.1f}. {queries} queries; {counted} counted to the end and"
        f" compared whole, of the {judged.begun} more frequent ones the first results and 至少N件.",
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
    texts: Texts = {}
    with stage("truth"):
        if options.kept and not options.pagefind:
            truth = kept(options.root, options.substrings, options.kept)
        else:
            texts, truth = truths(options.root, options.substrings)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        with serving(options.site) as site:
            own = ours(browser, site, truth, options.seconds)
            with stage("long tasks"):
                long = long_tasks(browser, site, list(truth)[-SLOWED:])
        lines = [row("gongkai", own)]
        said = notes(own, long, len(truth))
        if options.pagefind:
            peer = theirs(browser, options.pagefind, texts, truth)
            lines += [row(f"Pagefind, {way}", figures) for way, figures in peer.figures.items()]
            said.append(f"Pagefind's index: {peer.cpu:.0f} s CPU, {peer.size / 1e6:.1f} MB.")
        browser.close()
    table = [*HEAD, *lines, "", *(f"- {one}" for one in said)]
    print("\n".join(table))
    if not options.print:
        replace_section(f"Search in {options.name}", table)


if __name__ == "__main__":
    main()
