"""Pagefind on the same texts: python bench/search.py … --pagefind FOLDER."""

from __future__ import annotations

import html
import json
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.search_figures import LOOKED, Figures, stage
from bench.search_truth import Truth, read_texts
from bench.serving import Served, serving

_ASKED = 80  # queries that Pagefind is asked for its exactness: with as many results as it has, it takes seconds
_SHOWN = 100  # results that are compared
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


@dataclass(frozen=True, slots=True)
class Peer:
    """Pagefind on the same words: figures as typed and quoted, CPU seconds and bytes of its index."""

    figures: dict[str, Figures]
    cpu: float
    size: int

    def notes(self) -> list[str]:
        """What the table does not say of it."""
        asked = max(len(one.exactness.recall) for one in self.figures.values())
        return [
            f"Pagefind's index: {self.cpu:.0f} s CPU, {self.size / 1e6:.1f} MB. Its recall and precision are of"
            f" {asked} of the queries, by their first {_SHOWN} results and their count."
        ]


def theirs(browser: Browser, tool: Path, root: Path, truth: Truth, kept: Path | None) -> Peer:
    """Index the texts of `root` with Pagefind, unless `kept` has it from before, and ask it the same queries."""
    with _folder(kept) as folder:
        noted = folder / "made.json"
        if not noted.is_file():
            _index(tool, root, folder)
        made = json.loads(noted.read_text("utf-8"))
        found = {"as typed": Figures(), "quoted": Figures()}
        with serving(folder) as site:
            for way, figures in found.items():
                with stage(f"Pagefind, {way}"):
                    _ask_pagefind(browser, site, truth, figures, quoted=way == "quoted")
        return Peer(found, made["cpu"], made["size"])


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        folder = kept / "pagefind-site"
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    else:
        with tempfile.TemporaryDirectory() as scratch:
            yield Path(scratch)


def _index(tool: Path, root: Path, folder: Path) -> None:
    """Pages of the texts with Pagefind's index of them, and what it took, in made.json."""
    texts, _ = read_texts(root)
    for name, versions in texts.items():
        words = "".join(f"<p>{html.escape(line)}</p>" for own in versions for line in own[1:])
        title = html.escape(versions[0][0])
        page = (
            f'<!DOCTYPE html><html lang="zh-CN"><title>{name}</title><h1>{title}</h1>{words}</html>'
        )
        (folder / f"{name}.html").write_text(page, "utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = tool / "node_modules/.bin/pagefind"
    with stage("Pagefind indexes"):
        subprocess.run([str(program), "--site", str(folder)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = sum(path.stat().st_size for path in (folder / "pagefind").rglob("*") if path.is_file())
    (folder / "index.html").write_text('<!DOCTYPE html><html lang="zh-CN"></html>', "utf-8")
    (folder / "made.json").write_text(json.dumps({"cpu": seconds, "size": size}), "utf-8")


def _ask_pagefind(
    browser: Browser, site: Served, truth: Truth, figures: Figures, *, quoted: bool
) -> None:
    def asked(query: str) -> str:
        return " ".join(f'"{word}"' for word in query.split()) if quoted else query

    page: Page = browser.new_page()
    page.goto(site.url + "/")
    queries = list(truth)
    for query in queries[:: max(1, len(queries) // _ASKED)]:
        answer = page.evaluate(_PAGEFIND, [asked(query), _SHOWN])
        figures.exactness.judge(query, answer["ids"], answer["total"], truth[query])
        figures.milliseconds.append(answer["first"])
    page.close()
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
