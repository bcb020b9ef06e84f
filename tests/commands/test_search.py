"""`build.py search` finds every text, published or not, and says where it stands and whether it is public."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.commands.main import main
from gongkai.output.fulltext import FullText, Indexed
from gongkai.text.folding import fold
from tests.tiny import document, site

Search = Callable[..., list[str]]
AS_OF = "2026-11-23"

FILES = {
    "normative/dogs.md": document(
        "第一条　为了规范养犬行为，制定本办法。\n\n第二条　遛狗要牵绳。\n",
        number="示政规〔2024〕3号",
    ),
    "normative/held.md": document(
        "第一条　遛狗应当牵绳。\n", title="示例市公园管理办法", hold="等待会签"
    ),
    "normative/old.md": document(
        "第一条　牵绳长度不超过两米。\n",
        title="示例市犬只牵引规定",
        agency="示例市公安局",
        repealed="{date: 2025-01-01, reason: 已被代替}",
    ),
    "gazette/2024-05.yaml": (
        "year: 2024\nissue: 5\ntotal: 5\npublished: 2024-05-31\nsections:\n"
        "  - name: 规范性文件\n    items:\n      - dogs\n"
        "  - name: 大事记\n    items:\n"
        "      - {title: 示例市2024年5月大事记, text: 5月3日，动物园改造完工。}\n"
    ),
    "synonyms.yaml": "同义词:\n  - [遛狗, 犬只牵引]\n",
}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return site(tmp_path / "office", FILES)


@pytest.fixture
def search(office: Path, capsys: pytest.CaptureFixture[str]) -> Search:
    """Run the command on the office's folder; gives the lines of standard output."""

    def run(*words: str) -> list[str]:
        status = main(["search", *words, "--root", str(office), "--as-of", AS_OF, "--jobs", "1"])
        assert status == 0
        return capsys.readouterr().out.splitlines()

    return run


def places(lines: list[str]) -> list[str]:
    """The file and the line of each result."""
    return [line.partition(": ")[0] for line in lines if line.startswith("content/")]


def test_a_result_says_where_what_and_whether_it_is_published(search: Search) -> None:
    assert search("养犬行为") == [
        "content/normative/dogs.md:9: 示例市养犬管理办法（示政规〔2024〕3号）",
        "    有效期待确认，已发布",
        "    9 | 第一条　为了规范养犬行为，制定本办法。",
        "找到 1 件",
    ]


def test_what_is_not_published_is_found_with_the_reason(search: Search) -> None:
    found = search("公园管理")
    assert places(found) == ["content/normative/held.md:2"]
    assert "没有发布：暂不发布" in found[1]


def test_several_words_must_all_be_there(search: Search) -> None:
    assert places(search("遛狗", "应当")) == ["content/normative/held.md:9"]


def test_a_synonym_finds_the_other_word(search: Search) -> None:
    assert "content/normative/old.md:2" in places(search("遛狗"))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("文号:示政规2024", "dogs"),
        ("文号：示政规[2024]3", "dogs"),
        ("机关:公安局", "old"),
        ("状态:废止", "old"),
        ("状态:未发布 牵绳", "held"),
        ("标题:公园", "held"),
        ("status:废止 牵绳", "old"),
    ],
)
def test_fields_narrow_what_is_found(search: Search, query: str, name: str) -> None:
    found = [place.partition(":")[0] for place in places(search(query))]
    assert found == [f"content/normative/{name}.md"]


def test_what_the_gazette_printed_of_its_own_is_found_with_its_state(search: Search) -> None:
    lines = search("动物园")
    assert places(lines) == ["content/gazette/2024-05.yaml:11"]
    assert lines[0].endswith("示例市2024年5月大事记")
    assert lines[1].strip() == "没有发布：公报尚未定稿"
    assert lines[-1] == "找到 1 件"
    assert places(search("5月大事记", "状态:尚未定稿")) == ["content/gazette/2024-05.yaml:11"]


def test_titles_come_before_bodies_and_ended_texts_last(search: Search) -> None:
    found = [place.partition(":")[0] for place in places(search("牵绳"))]
    assert found[-1] == "content/normative/old.md"
    assert len(found) == 3


def test_nothing_found_is_said(search: Search) -> None:
    assert search("没有这样的词") == ["没有找到"]


def test_a_list_that_is_cut_says_so(search: Search) -> None:
    assert search("牵绳", "--limit", "1")[-1] == "找到 3 件，列出前 1 件（--limit 可以多列）"


def test_only_titles_are_looked_at_when_asked(search: Search) -> None:
    assert search("牵绳", "--titles") == ["没有找到"]
    assert len(places(search("管理办法", "--titles"))) == 2


def test_a_changed_and_a_removed_file_are_noticed(search: Search, office: Path) -> None:
    assert search("牵引绳") == ["没有找到"]
    path = office / "content/normative/dogs.md"
    path.write_text(path.read_text("utf-8").replace("要牵绳", "要用牵引绳"), "utf-8")
    assert places(search("牵引绳")) == ["content/normative/dogs.md:11"]
    path.unlink()
    assert search("牵引绳") == ["没有找到"]


def test_only_what_changed_is_indexed(
    search: Search, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["search", "牵绳", "--root", str(office), "--as-of", AS_OF, "--jobs", "1"]
    main(arguments)
    assert "更新 4 件" in capsys.readouterr().err
    main(arguments)
    assert capsys.readouterr().err == ""
    path = office / "content/normative/held.md"
    path.write_text(path.read_text("utf-8") + "\n第二条　本办法自公布之日起施行。\n", "utf-8")
    main(arguments)
    assert "更新 1 件，正文 1 组" in capsys.readouterr().err


def test_a_damaged_index_is_made_anew(search: Search, office: Path) -> None:
    assert len(places(search("牵绳"))) == 3
    for path in (office / ".cache/search").iterdir():
        if path.suffix == ".seg":
            path.unlink()
    assert len(places(search("牵绳"))) == 3


def test_a_file_with_an_error_is_counted_and_not_found(search: Search, office: Path) -> None:
    (office / "content/normative/broken.md").write_text("没有文件头，但有牵绳\n", "utf-8")
    found = search("牵绳")
    assert found[-1] == "找到 3 件；1 个文件有错误，没有找，请运行 check"


@pytest.mark.parametrize(
    "query",
    ["(", "[a-z]+", "*", "AND OR NOT", "停" * 10_000, "<b>", "😀", "𠮷", "\u200f", "：", '"'],
)
def test_odd_queries_are_only_words(search: Search, query: str) -> None:
    assert search(query)[-1].startswith(("没有找到", "找到"))


def test_a_missing_site_is_wrong_use(tmp_path: Path) -> None:
    assert main(["search", "词", "--root", str(tmp_path)]) == 2


TEXTS = [
    Indexed(f"{place}.md", str(place), fold(title), fold(number), fold(body))
    for place, (title, number, body) in enumerate(
        [
            ("示例市停车管理办法", "示政规〔2024〕3号", "停车场\n停车收费，收费公示"),
            ("示例市养犬管理办法", "", "在𠮷祥街遛狗"),
            ("通知", "示政发〔2020〕1号", ""),
        ]
    )
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> FullText:
    made = FullText(tmp_path_factory.mktemp("index"))
    made.titles(TEXTS, {text.key: text.digest for text in TEXTS})
    made.bodies()
    return made


@given(
    text=st.sampled_from(TEXTS),
    part=st.sampled_from(["title", "number", "body"]),
    start=st.integers(0, 12),
    length=st.integers(1, 8),
)
def test_every_part_of_a_text_finds_just_the_texts_that_hold_it(
    index: FullText, text: Indexed, part: str, start: int, length: int
) -> None:
    word = getattr(text, part)[start : start + length]
    if not word:
        return
    truth = [
        one.key for one in TEXTS if any(word in own for own in (one.title, one.number, one.body))
    ]
    assert sorted(index.find([[word]])) == truth
