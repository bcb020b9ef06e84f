"""What is new can be built at once, is not published yet, and takes the next number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.commands.main import main
from gongkai.commands.new import KINDS, new_document
from gongkai.model.documents import Collection
from tests import tiny

TODAY = date(2026, 11, 23)
SETTINGS = (
    tiny.SITE
    + "review: required\nagencies: [{id: szf, name: 示例市人民政府, code: 示政, level: 市}]\n"
)


def made(office: Path, collection: Collection, title: str = "示例市养犬管理办法") -> str:
    return new_document(office, collection, title, None, TODAY).read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_new_waits_to_be_published(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = tiny.site(tmp_path, {}, SETTINGS)
    assert main(["new", kind, "示例市养犬管理办法", "--root", str(office)]) == 0
    assert main(["check", "--root", str(office)]) == 0
    said = capsys.readouterr()
    assert "删去“暂不发布”这一行" in said.out
    assert "暂不发布 1" in said.out + said.err


@pytest.mark.parametrize(
    ("collection", "earlier", "number"),
    [
        (Collection.NORMATIVE, [], "示政〔2026〕1号"),
        (Collection.NORMATIVE, ["示政规〔2026〕8号", "示政规〔2026〕12号"], "示政规〔2026〕13号"),
        (Collection.NORMATIVE, ["示政规〔2025〕8号"], "示政规〔2026〕1号"),
        (Collection.REGULATIONS, [], None),
        (
            Collection.REGULATIONS,
            ["示例市人民政府令第9号", "示例市人民政府令第十二号"],
            "示例市人民政府令第13号",
        ),
    ],
)
def test_the_next_number_is_proposed(
    collection: Collection, earlier: list[str], number: str | None, tmp_path: Path
) -> None:
    files = {
        f"{collection.value}/old-{at}.md": tiny.document(number=one)
        for at, one in enumerate(earlier)
    }
    text = made(tiny.site(tmp_path, files, SETTINGS), collection)
    assert (f"发文字号: {number}\n" in text) if number else ("发文字号" not in text)


def test_a_title_that_yaml_would_misread_is_quoted(tmp_path: Path) -> None:
    office = tiny.site(tmp_path, {}, SETTINGS)
    assert "标题: '示例市: 养犬'\n" in made(office, Collection.PAGES, "示例市: 养犬")
