"""Measure the search of a built site in headless Chromium: python bench/search.py ROOT SITE.

ROOT has the content/ that SITE was built from. The truth is plain substring search over the
folded title, number and visible text of every published document. With --pagefind FOLDER (a
folder in which `npm install pagefind@1.5.2` was run) Pagefind indexes and answers the same texts
in the same run. The table goes to bench/RESULTS.md.
"""

from __future__ import annotations

import argparse
import html
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from gzip import compress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.results import replace_section
from gongkai.commands.pipeline import read_site
from gongkai.commands.search_reading import read_everything, standings
from gongkai.text.query import parse_query

REPOSITORY = Path(__file__).resolve().parent.parent
SEED = 20261123
WHOLE = 300  # results up to which the whole list is compared, not only its beginning and count
_OPENED = """async (base) => {
  const scripts = document.querySelector("script[type=module]").src;
  const { open } = await import(new URL("search/client.js", scripts));
  window.engine = await open(new URL(base, location.href).href);
}"""
_ASK = """async ([text, size, count]) => {
  const begun = performance.now();
  let first = 0;
  const note = (answer) => { if (!first && answer.settled) first = performance.now() - begun; };
  const answer = await window.engine.search({ text, from: 0, size, count }, note);
  return { ids: answer.results.map((one) => one.id), total: answer.total, exact: answer.exact,
           first: first || performance.now() - begun };
}"""
_TYPE = """(text) => new Promise((resolve) => {
  const box = document.querySelector("#search-words");
  const part = (name) => document.querySelector(`[data-part=${name}]`);
  const [found, list] = [part("found"), part("list")];
  list.replaceChildren();
  box.value = text;
  const begun = performance.now();
  const seen = new MutationObserver(() => {
    const done = found.getAttribute("aria-busy") === "false";
    if (list.children.length < 10 && !done) return;
    seen.disconnect();
    resolve(performance.now() - begun);
  });
  seen.observe(found, { attributes: true, childList: true, subtree: true });
  box.dispatchEvent(new InputEvent("input"));
})"""
_LONG = """() => { window.long = []; new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.long.push(task.duration);
}).observe({ type: "longtask" }); }"""
_PAGEFIND = """async (text) => {
  window.pagefind ??= await import("/pagefind/pagefind.js");
  const begun = performance.now();
  const found = await window.pagefind.search(text);
  const shown = await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
  const first = performance.now() - begun;
  const rest = await Promise.all(found.results.slice(10, 300).map((one) => one.data()));
  return { first, total: found.results.length,
           ids: [...shown, ...rest].map((one) => one.url.split("/").at(-1).replace(".html", "")) };
}"""


@dataclass(slots=True)
class Figures:
    """What was measured over queries; bytes and milliseconds one for each."""

    recall: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    first_bytes: list[int] = field(default_factory=list)
    next_bytes: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def judge(self, query: str, got: Sequence[str], total: int, truth: set[str]) -> None:
        """Compare a list and its count with the truth; the list may be cut."""
        right = len(truth.intersection(got))
        share = right / len(got) if got else 1.0
        found = right if total == len(got) else round(total * share)
        self.recall.append(min(1.0, found / len(truth)) if truth else 1.0)
        self.precision.append(share if total or not truth else 1.0)
        if total != len(truth) or right != len(got):
            self.wrong.append(f"{query}: {total} found, {len(truth)} true")


class Counting(SimpleHTTPRequestHandler):
    """Serves a folder and adds up what it sends; scripts and pages as gzip would send them."""

    extensions_map = {  # noqa: RUF012 - as the base class declares it
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
    }
    sent = 0

    def copyfile(self, source: Any, outputfile: Any) -> None:
        content = source.read()
        text = self.path.partition("?")[0].endswith((".js", ".json", ".html", ".css", "/"))
        Counting.sent += len(compress(content, 6)) if text else len(content)
        with suppress(BrokenPipeError):  # a search that is overtaken asks no more
            outputfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of `folder`; `Counting.sent` counts the bytes of its answers."""

    def handler(*arguments: Any) -> Counting:
        return Counting(*arguments, directory=str(folder))

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


Texts = dict[str, list[tuple[str, str, str]]]
Also = dict[str, tuple[str, ...]]


def truths(root: Path) -> tuple[Texts, Also]:
    """The folded title, number and text of each published text, by the id of its document; synonyms."""
    site, _ = read_site(root)
    assert site is not None
    everything = read_everything(root, datetime.now(), {}, 2)
    known = standings(everything, site)
    found: Texts = {}
    for text in everything.changed:
        if not known[text.key].withheld:
            own = (text.title, text.number, text.body)
            found.setdefault(known[text.key].document.id, []).append(own)
    return found, everything.synonyms.also()


def holding(texts: Texts, query: str, also: Also) -> set[str]:
    """The documents that a query should find, by plain substring search."""
    for reading in parse_query(query, also).readings:
        found = {
            name
            for name, versions in texts.items()
            if any(
                all(any(form in part for form in forms for part in own) for forms in reading)
                for own in versions
            )
        }
        if found:
            return found
    return set()


def substrings(texts: Texts, count: int) -> list[str]:
    """Random pieces of 1 to 8 characters of bodies, the same in every run."""
    chance = random.Random(SEED)
    bodies = [own[2] for name in sorted(texts) for own in texts[name] if len(own[2]) > 20]
    found: list[str] = []
    while len(found) < count:
        body = chance.choice(bodies)
        start = chance.randrange(len(body) - 8)
        piece = body[start : start + 1 + len(found) % 8]
        if not set(piece) & set('"“”「」\n'):
            found.append(piece)
    return found


def ours(browser: Browser, url: str, queries: Sequence[str], truth: dict[str, set[str]]) -> Figures:
    """Our search: exactness over all queries, then bytes and time as a reader meets them."""
    figures = Figures()
    page = browser.new_page()
    page.goto(f"{url}/search/")
    page.evaluate(_OPENED, "data/")
    for query in queries:
        size = WHOLE if len(truth[query]) <= WHOLE else 10
        answer = page.evaluate(_ASK, [query, size, "all"])
        figures.judge(query, answer["ids"], answer["total"], truth[query])
    page.close()
    for first, second in zip(queries[::5], queries[1::5], strict=False):
        page = browser.new_context().new_page()
        page.goto(f"{url}/sitemap/", wait_until="networkidle")  # a page that opens no index itself
        Counting.sent = 0
        page.evaluate(_OPENED, "../search/data/")
        page.evaluate(_ASK, [first, 10, False])
        figures.first_bytes.append(Counting.sent)
        Counting.sent = 0
        page.evaluate(_ASK, [second, 10, False])
        figures.next_bytes.append(Counting.sent)
        page.context.close()
    page = browser.new_page()
    page.goto(f"{url}/search/", wait_until="networkidle")
    figures.milliseconds = [page.evaluate(_TYPE, query) for query in queries]
    page.close()
    return figures


def long_tasks(browser: Browser, url: str, queries: Sequence[str]) -> list[float]:
    """Main-thread tasks over 50 ms while queries are typed, the CPU slowed four times."""
    page = browser.new_page()
    page.goto(f"{url}/search/", wait_until="networkidle")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.evaluate(_LONG)
    for query in queries:
        page.evaluate(_TYPE, query)
    found: list[float] = page.evaluate("window.long")
    page.close()
    return found


def theirs(
    browser: Browser, tool: Path, texts: Texts,
    queries: Sequence[str], truth: dict[str, set[str]],
) -> tuple[dict[str, Figures], float, int]:  # fmt: skip
    """Pagefind on the same words: figures as typed and quoted, CPU seconds and bytes of its index."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, versions in texts.items():
            words = "".join(f"<p>{html.escape(line)}</p>" for own in versions for line in own[1:])
            page = f'<!DOCTYPE html><html lang="zh-CN"><title>{name}</title><h1>{html.escape(versions[0][0])}</h1>{words}</html>'
            (folder / f"{name}.html").write_text(page, "utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        program = tool / "node_modules/.bin/pagefind"
        subprocess.run([str(program), "--site", str(folder)], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        size = sum(
            path.stat().st_size for path in (folder / "pagefind").rglob("*") if path.is_file()
        )
        (folder / "index.html").write_text('<!DOCTYPE html><html lang="zh-CN"></html>', "utf-8")
        found = {"as typed": Figures(), "quoted": Figures()}
        with serving(folder) as url:
            for way, figures in found.items():
                _ask_pagefind(browser, url, queries, truth, figures, quoted=way == "quoted")
        shutil.rmtree(folder / "pagefind")
        return found, seconds, size


def _ask_pagefind(
    browser: Browser, url: str, queries: Sequence[str], truth: dict[str, set[str]],
    figures: Figures, *, quoted: bool,
) -> None:  # fmt: skip
    def asked(query: str) -> str:
        return " ".join(f'"{word}"' for word in query.split()) if quoted else query

    page: Page = browser.new_page()
    page.goto(url)
    for query in queries:
        answer = page.evaluate(_PAGEFIND, asked(query))
        figures.judge(query, answer["ids"], answer["total"], truth[query])
        figures.milliseconds.append(answer["first"])
    page.close()
    for first in queries[::5]:
        page = browser.new_context().new_page()
        page.goto(url)
        Counting.sent = 0
        page.evaluate(_PAGEFIND.replace(".slice(10, 300)", ".slice(10, 10)"), asked(first))
        figures.first_bytes.append(Counting.sent)
        page.context.close()


def row(name: str, figures: Figures) -> str:
    """A line of the table."""
    times = sorted(figures.milliseconds)
    kilobytes = [f"{statistics.median(sizes) / 1000:.0f}, {max(sizes) / 1000:.0f}" if sizes else "—"
                 for sizes in (figures.first_bytes, figures.next_bytes)]  # fmt: skip
    cells = [
        name,
        f"{100 * statistics.mean(figures.recall):.1f} %",
        f"{100 * statistics.mean(figures.precision):.1f} %",
        *kilobytes,
        f"{statistics.median(times):.0f}",
        f"{times[int(len(times) * 0.95)]:.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--pagefind", type=Path)
    parser.add_argument("--substrings", type=int, default=200)
    options = parser.parse_args()
    texts, also = truths(options.root)
    phrases = (REPOSITORY / "bench/search-phrases.txt").read_text("utf-8").split("\n")
    queries = [*substrings(texts, options.substrings), *filter(None, phrases)]
    truth = {query: holding(texts, query, also) for query in queries}
    lines = [
        "`python bench/search.py ROOT SITE`: random substrings of 1 to 8 characters and typed phrases, each against"
        " plain substring search; KB are the median and the largest, of 1,000 bytes.",
        "",
        "| | recall | precision | first query, KB | next query, KB | ten results, ms | p95, ms |",
        "|---|---|---|---|---|---|---|",
    ]
    arguments = ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        with serving(options.site) as url:
            own = ours(browser, url, queries, truth)
            long = long_tasks(browser, url, queries[-20:])
        lines.append(row("gongkai", own))
        notes = [
            f"{date.today()}, load {os.getloadavg()[0]:.1f}; {options.substrings} substrings,"
            f" {len(queries) - options.substrings} phrases.",
            f"Main-thread tasks over 50 ms, CPU slowed 4×, 20 queries: {len(long)}.",
        ]
        notes += [f"Wrong: {said}" for said in own.wrong[:20]]
        if options.pagefind:
            found, seconds, size = theirs(browser, options.pagefind, texts, queries, truth)
            lines += [row(f"Pagefind, {way}", figures) for way, figures in found.items()]
            notes.append(f"Pagefind: {seconds:.0f} s CPU, {size / 1e6:.1f} MB.")
        browser.close()
    print("\n".join([*lines, "", *notes]))
    replace_section(f"Search in {len(texts):,} documents", [*lines, "", *notes])


if __name__ == "__main__":
    main()
