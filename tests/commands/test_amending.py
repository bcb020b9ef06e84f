"""A build that finds only words of texts changed plans nothing, and leaves what a whole one leaves."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gongkai.commands import asked, memory
from gongkai.commands.main import main
from tests.commands.quick_builds import clean_build, settle_files, spied
from tests.tiny import SITE, document, published, site

NOON = "2026-11-23T12:00"
BODY = """## 第一章　总则

第一条　为了方便群众办事，根据《示例市养猫办法》第二条，制定本办法。

第二条　本办法自2026年12月1日起施行。
"""
FILES: dict[str, str | bytes] = {
    "normative/dogs.md": document(BODY),
    "normative/cats.md": document(
        "第一条　养猫的人要爱护猫。\n\n第二条　猫要打针。\n", title="示例市养猫办法"
    ),
    "normative/birds/2024-01-01.md": document("第一条　鸟要飞。\n", title="示例市养鸟办法"),
    "normative/birds/2026-01-01.md": document("第一条　鸟要高飞。\n", title="示例市养鸟办法"),
    "normative/held.md": document(
        "第一条　还没有公布。\n", title="示例市养鱼办法", hold="等待审核"
    ),
    "interpretations/dogs-explained.md": document(
        "养犬要登记。\n", title="《示例市养犬管理办法》解读", interprets="[dogs]", form="文字解读"
    ),
    "pages/guide.md": document("看[办法](/normative/dogs/)。\n", title="公开指南"),
}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settle_files(monkeypatch, asked, memory)
    return site(tmp_path / "office", FILES)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each build that reads the whole content."""
    return spied(monkeypatch, "whole")


def build(root: Path, *more: str, as_of: str = NOON) -> dict[str, bytes]:
    assert main(["build", "--root", str(root), "--jobs", "1", "--as-of", as_of, *more]) == 0
    return published(root / "output")


def clean(root: Path, *more: str, as_of: str = NOON) -> dict[str, bytes]:
    return clean_build(root, *more, "--as-of", as_of)


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "content" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_words_that_change_are_published_without_a_plan(
    office: Path, whole: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    build(office)
    edit(office, "normative/cats.md", "要爱护猫", "都要好好爱护猫")
    made = build(office)
    assert whole == ["whole"]
    assert "好好爱护".encode() in made["normative/cats/index.html"]
    assert "生成 1，" in capsys.readouterr().out.splitlines()[-1]
    assert made == clean(office)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("normative/dogs.md", "方便群众", "便利群众"),
        ("normative/birds/2024-01-01.md", "鸟要飞", "鸟要自由地飞"),
        ("normative/birds/2026-01-01.md", "鸟要高飞", "鸟要飞得更高"),
        ("normative/birds/2026-01-01.md", "鸟要高飞。", "鸟要高飞。\n\n第二条　鸟要吃饭。"),
        ("interpretations/dogs-explained.md", "要登记", "要到窗口登记"),
        ("pages/guide.md", "看[", "先看["),
        ("normative/cats.md", "猫要打针", "每一只猫都要打针"),
        ("normative/held.md", "还没有公布", "还没有对外公布"),
    ],
)
def test_whatever_text_changes_the_site_is_that_of_a_whole_build(
    name: str, old: str, new: str, office: Path, whole: list[str]
) -> None:
    build(office)
    edit(office, name, old, new)
    made = build(office)
    assert whole == ["whole"]
    assert made == clean(office)


def test_one_change_after_another_and_back_again(office: Path, whole: list[str]) -> None:
    first = build(office)
    edit(office, "normative/birds/2024-01-01.md", "鸟要飞", "鸟要自由地飞")
    build(office)
    edit(office, "normative/birds/2026-01-01.md", "高飞", "高高地飞")
    edit(office, "normative/dogs.md", "方便群众", "便利群众")
    second = build(office, as_of="2026-11-23T12:05")
    assert whole == ["whole"]
    assert second == clean(office, as_of="2026-11-23T12:05")
    edit(office, "normative/birds/2024-01-01.md", "鸟要自由地飞", "鸟要飞")
    edit(office, "normative/birds/2026-01-01.md", "高高地飞", "高飞")
    edit(office, "normative/dogs.md", "便利群众", "方便群众")
    whole.clear()
    assert build(office) | {"data/as-of.json": b""} == first | {"data/as-of.json": b""}
    assert whole == ["whole"]  # an earlier moment than the last build's
    edit(office, "normative/dogs.md", "第二条　本", "第二条　这个")
    made = build(office)
    assert made == clean(office)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (
            "normative/dogs.md",
            "总则",
            "一般规定",
        ),  # a heading, which the catalogue of the search holds
        ("normative/dogs.md", "《示例市养猫办法》第二条", "《示例市养猫办法》第一条"),
        ("normative/dogs.md", "2026年12月1日", "2026年12月2日"),
        ("normative/dogs.md", "title: ", "title: 新的"),
        # Something leads here, and may name the article.
        ("normative/cats.md", "第二条　猫要打针。", "第二条　猫要打针。\n\n第三条　猫要吃饭。"),
        ("normative/birds/2026-01-01.md", "第一条　鸟要高飞", "鸟要高飞"),
    ],
)
def test_where_more_than_words_changes_the_site_is_planned(
    name: str, old: str, new: str, office: Path, whole: list[str]
) -> None:
    build(office)
    edit(office, name, old, new)
    made = build(office)
    assert whole == ["whole", "whole"]
    assert made == clean(office)


def test_a_whole_build_after_it_makes_nothing_again(
    office: Path, whole: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    build(office)
    edit(office, "normative/dogs.md", "方便群众", "便利群众")
    build(office)
    (office / "content/normative/held.md").unlink()
    capsys.readouterr()
    made = build(office)
    assert whole == ["whole", "whole"]
    assert "生成 0，" in capsys.readouterr().out.splitlines()[-1]
    assert made == clean(office)


@pytest.mark.parametrize("mode", ["--only=html", "--kiosk"])
def test_other_sites_are_amended_too(mode: str, office: Path, whole: list[str]) -> None:
    build(office, *mode.split("="))
    edit(office, "normative/dogs.md", "方便群众", "便利群众")
    made = build(office, *mode.split("="))
    assert whole == ["whole"]
    assert made == clean(office, *mode.split("="))


def test_compressed_files_follow_what_they_stand_beside(
    office: Path, whole: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (office / "site.yaml").write_text(f"{SITE}precompress: true\n", "utf-8")
    build(office)
    edit(office, "normative/cats.md", "要爱护猫", "都要好好爱护猫")
    made = build(office)
    assert whole == ["whole"]
    assert made == clean(office)
    (office / "content/normative/held.md").unlink()
    capsys.readouterr()
    build(office)
    assert "写入 0，" in capsys.readouterr().out.splitlines()[-1].split("其他文件")[0]


def test_a_file_that_was_only_saved_again_changes_nothing(office: Path, whole: list[str]) -> None:
    first = build(office)
    path = office / "content/normative/dogs.md"
    path.write_bytes(path.read_bytes())
    assert build(office) == first
    assert whole == ["whole"]


def test_a_disk_that_fails_leaves_the_site_and_what_is_known_of_it(
    office: Path, whole: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(office)
    edit(office, "normative/dogs.md", "方便群众", "便利群众")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr("gongkai.output.tree.os.write", full)
        assert main(["build", "--root", str(office), "--jobs", "1", "--as-of", NOON]) != 0
    assert published(office / "output") == first
    assert build(office) == clean(office)
    assert whole[:1] == ["whole"]
    assert whole.count("whole") == 2  # the second is that of `clean`


@pytest.mark.parametrize("lost", [2, 6, 10])
def test_what_is_lost_of_the_cache_costs_time_alone(lost: int, office: Path) -> None:
    build(office)
    with sqlite3.connect(office / ".cache/store-1.sqlite3") as opened:
        opened.execute("delete from entries where abs(random()) % 12 < ?", (lost,))
    edit(office, "normative/birds/2026-01-01.md", "高飞", "高高地飞")
    assert build(office) == clean(office)


def test_a_page_that_was_altered_by_hand_is_mended(office: Path) -> None:
    build(office)
    (office / "output/normative/cats/index.html").write_text("别的", "utf-8")
    edit(office, "normative/dogs.md", "方便群众", "便利群众")
    assert build(office) == clean(office)


def again(office: Path, whole: list[str], *steps: tuple[str, str, str], mode: str = "") -> None:
    """Build after each edit; the site is always that of a build from nothing."""
    more = mode.split()
    for step in steps:
        edit(office, *step)
        assert build(office, *more) == clean(office, *more), step


@pytest.mark.parametrize("keys", [{"hold": "等待审核"}, {"published": "2027-01-01"}, {}])
@pytest.mark.parametrize("mode", ["", "--only html"])
def test_texts_that_come_to_read_the_same_are_told_apart_again(
    keys: dict[str, str], mode: str, office: Path, whole: list[str]
) -> None:
    twin = document(
        "第一条　养猫的人要爱护猫。\n\n第二条　猫都要打针。\n", title="示例市养猫办法", **keys
    )
    (office / "content/normative/twin.md").write_text(twin, "utf-8")
    again(
        office,
        whole,
        ("normative/cats.md", "猫要打针", "猫都要打针"),
        ("normative/cats.md", "猫都要打针", "每只猫都要打针"),
        ("normative/twin.md", "猫都要打针", "所有的猫都要打针"),
        mode=mode,
    )


def test_two_texts_that_change_to_the_same_words_at_once(office: Path, whole: list[str]) -> None:
    build(office)
    edit(office, "normative/birds/2024-01-01.md", "鸟要飞", "鸟飞")
    edit(office, "normative/birds/2026-01-01.md", "鸟要高飞", "鸟飞")
    assert build(office) == clean(office)
    again(office, whole, ("normative/birds/2024-01-01.md", "鸟飞", "鸟低飞"))


def test_a_text_beside_one_that_was_moved_is_read_where_it_is(
    office: Path, whole: list[str]
) -> None:
    build(office)
    (office / "content/normative/2021").mkdir()
    (office / "content/normative/birds").rename(office / "content/normative/2021/birds")
    build(office)
    again(office, whole, ("normative/2021/birds/2024-01-01.md", "鸟要飞", "鸟飞"))


def test_a_provision_that_makes_another_doubtful_is_seen(office: Path, whole: list[str]) -> None:
    own = "第一条　有下列情形的，不得养鱼：\n\n（一）怕水；\n\n（二）没有鱼缸。\n\n第二条　有第一条第（一）项情形的，罚款。\n"
    path = office / "content/normative/fish.md"
    path.write_text(document(own, title="示例市鱼类饲养办法"), "utf-8")
    for name, body in (("2024-01-01", "第一条　有下列情形的，不得养鸭：\n\n（一）怕鸭。\n"),
                       ("2026-01-01", "第一条　养鸭要登记；有示政规〔2024〕9号第一条第（一）项情形的除外。\n")):  # fmt: skip
        duck = office / f"content/normative/ducks/{name}.md"
        duck.parent.mkdir(exist_ok=True)
        number = "示政规〔2024〕9号" if name < "2026" else "示政规〔2026〕9号"
        duck.write_text(document(body, title="示例市养鸭办法", number=number), "utf-8")
    build(office)
    more = "\n\n有下列情形的，也不得养：\n\n（一）怕它叫。"
    again(
        office,
        whole,
        ("normative/fish.md", "没有鱼缸。", f"没有鱼缸。{more}"),
        ("normative/ducks/2024-01-01.md", "怕鸭。", f"怕鸭。{more}"),
    )


def test_what_was_said_of_a_missing_place_is_not_said_when_it_is_there(
    office: Path, whole: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    held = document(
        "第一条　以后再说。\n", title="示例市养鸽办法", hold="等待", basis="[birds#第三条]"
    )
    (office / "content/normative/doves.md").write_text(held, "utf-8")
    build(office)
    said = "no-such-place" in capsys.readouterr().err
    edit(office, "normative/birds/2026-01-01.md", "高飞。", "高飞。\n\n第三条　鸟要吃饭。")
    build(office)
    assert said
    assert "no-such-place" not in capsys.readouterr().err
