"""A segment of the index that has one text more takes the others from what is served."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.commands import indexing
from gongkai.commands.main import main
from gongkai.text.passages import Flow, flow
from tests.tiny import document, published, site

BODY = "# 第一章　总则\n\n第一条　为了做第{0}件事，制定本办法。\n\n第二条　第{0}件事由市政府管。\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    texts = {
        f"normative/2024/doc{number}.md": document(
            BODY.format(number),
            title=f"示例市第{number}号事项管理办法",
            published=f"2024-03-{number + 1:02d}",
        )
        for number in range(9)
    }
    texts |= {
        f"regulations/twice/{day}.md": document(
            BODY.format(day), title="示例市两个文本的规定", effective=day, published=day
        )
        for day in ("2023-05-01", "2024-05-01")
    }
    return site(tmp_path, texts)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of each body that is cut for the index."""
    found: list[str] = []

    def spy(*given: object) -> Flow:
        made = flow(*given)  # type: ignore[arg-type]
        found.append(made.text)
        return made

    monkeypatch.setattr(indexing, "flow", spy)
    return found


def build(root: Path, output: str = "output", *more: str) -> dict[str, bytes]:
    words = ["build", "--root", str(root), "--output", str(root / output), "--jobs", "1"]
    assert main([*words, "--as-of", "2024-12-20", *more]) == 0
    return published(root / output)


def test_only_the_new_text_is_cut_and_the_site_is_that_of_a_build_from_nothing(
    root: Path, read: list[str]
) -> None:
    build(root)
    assert len(read) == 11
    for number, more in enumerate(({}, {"number": "示政发〔2024〕8号"}, {"repeals": "[doc3]"})):
        read.clear()
        new = document(BODY.format("新"), title=f"示例市新的第{number}号办法", **more)
        site(root, {f"normative/2024/new{number}.md": new})
        found = build(root)
        # A document that is repealed says so with each of its passages.
        assert sum("第新件事" in text for text in read) == 1
        assert len(read) == (2 if "repeals" in more else 1)
        assert found == build(root, f"clean{number}", "--no-cache")


def test_a_passage_that_was_altered_by_hand_is_cut_again(root: Path, read: list[str]) -> None:
    build(root)
    passage = next((root / "output/search/data/t").rglob("*.bin"))
    kept = passage.stat()
    passage.write_bytes(bytes(kept.st_size))
    read.clear()
    site(root, {"normative/2024/new.md": document(BODY.format("新"), title="示例市新办法")})
    found = build(root)
    assert len(read) == 2
    assert found == build(root, "clean", "--no-cache")
