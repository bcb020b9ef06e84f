"""What README, CONTRIBUTING and the manuals name is there: files, commands, options, floors."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from gongkai.commands import failures
from gongkai.commands.main import COMMANDS, _parser
from tests.conftest import REPOSITORY
from tests.docs.reading import fences
from tests.test_architecture import FLOORS

DOCUMENTS = [
    *(REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *(REPOSITORY / "docs" / name for name in ("editors.zh.md", "operators.md")),
    REPOSITORY / "starter/README.md",
]
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"(?:^ *|`|/bin/|&& |; |lock )gongkai ([a-z][^`\n;|&#]*)", re.M)
_TARGET = re.compile(r"(?:^|`| {4}|\s)make ([a-z]+)\b(?! it| a| the| of)", re.M)


def without_examples(text: str) -> str:
    """The document without its code blocks of content, whose links are a site's own."""
    return re.sub(r"^ *```(markdown|yaml|text|json|ini)\n.*?^ *```$", "", text, flags=re.M | re.S)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(path: Path) -> None:
    links = _LINK.findall(re.sub(r"`[^`\n]*`", "", without_examples(path.read_text("utf-8"))))
    local = [link for link in links if not link.startswith(("http", "#", "/"))]
    missing = [link for link in local if not (path.parent / link.partition("#")[0]).exists()]
    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_named_is_one_that_can_be_run(path: Path) -> None:
    for line in _COMMAND.findall(without_examples(path.read_text("utf-8"))):
        words = shlex.split(line.replace("…", "").replace("FORMER", "x"))
        if words[0] in COMMANDS and len(words) > 1:
            _parser(COMMANDS).parse_args(words)  # exits where an option is unknown
        else:
            assert words[0] in COMMANDS, line


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_named_is_in_the_makefile(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.M))
    code = " ".join(re.findall(r"`[^`\n]+`|^ {4}.*$", path.read_text("utf-8"), re.M))
    assert set(_TARGET.findall(code)) <= targets


def test_contributing_names_every_make_target() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    named = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    assert [t for t in re.findall(r"^([a-z]+):", makefile, re.M) if f"make {t}" not in named] == []


def test_the_readme_shows_the_floors_in_their_order() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    shown = re.findall(r"^    (\w+) {2,}", readme.partition("## How it is built")[2], re.M)
    order = {name: number for number, row in enumerate(FLOORS) for name in row}
    assert [order[name] for name in shown] == sorted(order[name] for name in shown)
    package = {path.parent.name for path in (REPOSITORY / "gongkai").glob("*/__init__.py")}
    assert set(shown) == package


def test_staff_come_first_in_the_readme() -> None:
    first = (REPOSITORY / "README.md").read_text("utf-8").split("\n\n")[1]
    assert "单位" in first
    assert re.search("[一-鿿]{30}", first.replace("，", "").replace("、", ""))


def test_the_operators_manual_has_every_exit_status() -> None:
    manual = (REPOSITORY / "docs/operators.md").read_text("utf-8")
    listed = set(map(int, re.findall(r"^\| (\d+) \|", manual, re.M)))
    named = {failures.DONE, failures.CONTENT, failures.USAGE, failures.DISK, failures.INTERRUPTED}
    assert listed == named


def test_the_changelog_speaks_to_authors_and_operators_newest_first() -> None:
    log = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    releases = re.findall(r"^## (.+)$", log, re.M)
    assert releases[0] == "未发布" or re.match(r"\d", releases[0])
    assert set(re.findall(r"^### (.+)$", log, re.M)) <= {"给内容作者", "给维护者"}
    assert fences(log) == []
