"""The gazette from YAML to pages: what is frozen stays, whatever becomes of the library."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from gongkai.commands.main import main
from tests import tiny
from tests.commands.test_preview import get, preview
from tests.formats.pdf_files import pdf

AS_OF = ("--as-of", "2026-11-23", "--jobs", "1")
DOGS = tiny.document("第一条　为了方便群众办事，制定本办法。\n\n第二条　见[猫](../cats/)。\n")
CATS = tiny.document("第一条　养猫适用《示例市养犬管理办法》第一条。\n", title="示例市养猫管理办法")
Gongkai = Callable[..., int]


def issue(number: int | str, *items: str, day: str = "", total: str = "", more: str = "") -> str:
    """The YAML of an issue of 2024 with one section."""
    month = int(str(number).partition("-")[0])
    listed = "".join(f"      - {item}\n" for item in items)
    return (
        f"year: 2024\nissue: {number}\ntotal: {total or number}\n"
        f"published: {day or f'2024-{month:02d}-28'}\n{more}"
        f"sections:\n  - name: 市政府文件\n    items:\n{listed}"
    )


def text(title: str, body: str = "市政府召开会议。", **keys: str) -> str:
    """An entry that has a text of its own."""
    more = "".join(f"\n        {key}: {value}" for key, value in keys.items())
    return f"title: {title}\n        text: {body}{more}"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return tmp_path / "office"


@pytest.fixture
def gongkai(office: Path) -> Gongkai:
    """Run a command on the office's folder."""

    def run(*words: str) -> int:
        return main([*words, "--root", str(office), *AS_OF])

    return run


@pytest.fixture
def pages(office: Path, gongkai: Gongkai) -> Callable[[], Mapping[str, bytes]]:
    """Build and give the published files."""

    def build() -> Mapping[str, bytes]:
        assert gongkai("build") == 0
        return tiny.published(office / "output")

    return build


def _ordinary(office: Path) -> None:
    tiny.site(
        office,
        {
            "normative/dogs.md": DOGS,
            "normative/cats.md": CATS,
            "gazette/2024-01.yaml": issue(1, "dogs", "示例市养猫管理办法", text("1月大事记")),
        },
    )


def _edit(path: Path, old: str, new: str) -> None:
    found = path.read_text("utf-8")
    assert old in found
    path.write_text(found.replace(old, new), "utf-8")


def test_an_issue_that_is_not_frozen_is_not_published(
    office: Path, pages: Callable[[], Mapping[str, bytes]], capsys: pytest.CaptureFixture[str]
) -> None:
    _ordinary(office)
    described = ("assets/", "data/schema/")  # what every site has
    assert not [path for path in pages() if "gazette" in path and not path.startswith(described)]
    assert "公报尚未定稿 1" in capsys.readouterr().out


def test_a_frozen_issue_has_its_pages(
    office: Path, gongkai: Gongkai, pages: Callable[[], Mapping[str, bytes]]
) -> None:
    _ordinary(office)
    assert gongkai("gazette", "freeze", "2024-01") == 0
    found = pages()
    folder = "gazette/2024/01/"
    named = {path.removeprefix(folder) for path in found if path.startswith(folder)}
    items = {f"0{n}/{name}" for n in (1, 2, 3) for name in ("index.html", "index.json", "index.md")}
    editions = {"gazette-2024-01.pdf", "gazette-2024-01.epub"}
    assert named - editions == {"index.html", "issue.json", *items}
    page = found[f"{folder}01/index.html"].decode()
    assert "《示例市人民政府公报》2024年第1期（总第1期）" in page
    assert 'href="../../../../normative/dogs/"' in page
    assert "/gazette/2024/01/01/" in found["sitemap-gazette-2024.xml"].decode()
    assert "2024年第1期" in found["feeds/gazette.xml"].decode()


def test_document_and_item_lead_to_each_other(
    office: Path, gongkai: Gongkai, pages: Callable[[], Mapping[str, bytes]]
) -> None:
    _ordinary(office)
    gongkai("gazette", "freeze", "2024-01")
    found = pages()
    place = json.loads(found["normative/dogs/index.json"])["gazette"]
    assert place == {"year": 2024, "issue": 1, "item": 1, "url": "/gazette/2024/01/01/"}
    assert json.loads(found["gazette/2024/01/01/index.json"])["gazette"] == place
    page = found["normative/dogs/index.html"].decode()
    assert 'href="../../gazette/2024/01/01/"' in page
    assert "标准文本" not in page  # of a 规章 alone


def test_citations_in_an_item_lead_into_the_library(
    office: Path, gongkai: Gongkai, pages: Callable[[], Mapping[str, bytes]]
) -> None:
    _ordinary(office)
    gongkai("gazette", "freeze", "2024-01")
    page = pages()["gazette/2024/01/02/index.html"].decode()
    assert 'class="cite" href="../../../../normative/dogs/#art_1"' in page


def test_the_standard_text_is_marked_on_a_regulation(
    office: Path, gongkai: Gongkai, pages: Callable[[], Mapping[str, bytes]]
) -> None:
    files = {"regulations/dogs.md": DOGS.replace("../cats/", "https://www.example.gov.cn/")}
    tiny.site(office, {**files, "gazette/2024-01.yaml": issue(1, "dogs")})
    assert gongkai("gazette", "freeze", "2024-01") == 0
    found = pages()
    assert "标准文本" in found["regulations/dogs/index.html"].decode()
    assert "标准文本" in found["gazette/2024/01/01/index.html"].decode()


def _gazette_of(found: Mapping[str, bytes]) -> dict[str, bytes]:
    """The words of the gazette: its texts, which nothing else in the library may alter."""
    return {path: file for path, file in found.items() if path.startswith("gazette/2024/01/")}


@pytest.mark.parametrize("change", ["newer text", "other title", "removed"])
def test_later_changes_of_the_library_never_alter_a_frozen_text(
    change: str, office: Path, gongkai: Gongkai, pages: Callable[[], Mapping[str, bytes]]
) -> None:
    _ordinary(office)
    gongkai("gazette", "freeze", "2024-01")
    before = _gazette_of(pages())
    dogs = office / "content/normative/dogs.md"
    if change == "newer text":
        (office / "content/normative/dogs").mkdir()
        dogs.rename(office / "content/normative/dogs/2024-03-08.md")
        newer = tiny.document(
            "第一条　全文重写。\n", published="2025-03-01", effective="2025-04-01"
        )
        (office / "content/normative/dogs/2025-04-01.md").write_text(newer, "utf-8")
    elif change == "other title":
        _edit(dogs, "title: 示例市养犬管理办法", "title: 示例市犬只管理办法")
    else:
        dogs.unlink()
    after = _gazette_of(pages())
    assert before.keys() == after.keys()
    for path in before:
        if path.endswith("index.md"):
            assert before[path] == after[path]
    assert "示例市养犬管理办法" in after["gazette/2024/01/01/index.html"].decode()


def test_a_text_that_came_to_differ_is_an_error_that_shows_both(
    office: Path, gongkai: Gongkai, capsys: pytest.CaptureFixture[str]
) -> None:
    _ordinary(office)
    gongkai("gazette", "freeze", "2024-01")
    _edit(office / "content/normative/dogs.md", "方便群众", "便利群众")
    assert gongkai("build") == 1
    shown = capsys.readouterr().err
    assert "方便群众办事" in shown
    assert "便利群众办事" in shown
    assert "[gazette/differs]" in shown


def test_space_and_comments_make_no_difference(office: Path, gongkai: Gongkai) -> None:
    _ordinary(office)
    gongkai("gazette", "freeze", "2024-01")
    _edit(office / "content/normative/dogs.md", "第二条", "<!-- 存档 -->\n\n第二条")
    assert gongkai("build") == 0


def test_a_mistake_is_mended_by_a_later_issue(
    office: Path, gongkai: Gongkai, pages: Callable[[], Mapping[str, bytes]]
) -> None:
    _ordinary(office)
    mending = text("关于第1期的更正", "“方便”应为“便利”。", corrects="2024-01/01")
    tiny.site(office, {"gazette/2024-02.yaml": issue(2, mending)})
    assert gongkai("gazette", "freeze", "2024-01", "2024-02") == 0
    _edit(office / "content/normative/dogs.md", "方便群众", "便利群众")
    found = pages()
    page = found["gazette/2024/01/01/index.html"].decode()
    assert "本篇有更正" in page
    assert "../../../../gazette/2024/02/01/" in page
    assert "方便群众" in page
    assert "../../../../gazette/2024/01/01/" in found["gazette/2024/02/01/index.html"].decode()


@pytest.mark.parametrize("erase", ["否", "是"])
def test_the_text_of_a_withdrawn_document_is_gone_from_the_gazette(
    erase: str, office: Path, gongkai: Gongkai, pages: Callable[[], Mapping[str, bytes]]
) -> None:
    _ordinary(office)
    gongkai("gazette", "freeze", "2024-01")
    cats = office / "content/normative/cats.md"
    _edit(cats, "养猫适用《示例市养犬管理办法》第一条", "养猫")
    withdrawn = f"withdrawn: {{date: 2026-01-01, reason: 内容有误, erase: {erase}}}"
    _edit(cats, "openness: 主动公开", f"openness: 主动公开\n{withdrawn}")
    found = pages()
    assert "gazette/2024/01/02/index.md" not in found
    everything = b"".join(found.values()).decode(errors="replace")
    assert "养猫适用" not in everything
    assert ("示例市养猫管理办法" in everything) == (erase == "否")


def test_what_is_published_is_never_frozen_again(
    office: Path, gongkai: Gongkai, capsys: pytest.CaptureFixture[str]
) -> None:
    _ordinary(office)
    assert gongkai("gazette", "freeze", "2024-01") == 0
    lock = (office / "content/gazette/2024-01.lock.json").read_bytes()
    assert gongkai("gazette", "freeze", "2024-01", "--again") == 2
    assert "写更正" in capsys.readouterr().err
    assert (office / "content/gazette/2024-01.lock.json").read_bytes() == lock


def test_an_issue_that_nobody_has_seen_may_be_frozen_again(office: Path, gongkai: Gongkai) -> None:
    tiny.site(office, {"gazette/2024-01.yaml": issue(1, text("大事记"), day="2024-12-30")})
    coming = ("--as-of", "2024-06-01")
    arguments = ["gazette", "freeze", "2024-01", "--root", str(office), *coming]
    assert main(arguments) == 0
    _edit(office / "content/gazette/2024-01.yaml", "市政府召开会议", "市政府召开全体会议")
    assert main(arguments) == 2
    assert main([*arguments, "--again"]) == 0
    assert "全体" in (office / "content/gazette/2024-01.lock.json").read_text("utf-8")


@pytest.mark.parametrize("reason", ["hold: 等待会签", "openness: 依申请公开"])
def test_what_readers_may_not_see_cannot_be_frozen(
    reason: str, office: Path, gongkai: Gongkai
) -> None:
    _ordinary(office)
    key = reason.partition(":")[0]
    old = "openness: 主动公开"
    _edit(office / "content/normative/cats.md", old, reason if key in old else f"{old}\n{reason}")
    assert gongkai("gazette", "freeze", "2024-01") == 1
    assert not (office / "content/gazette/2024-01.lock.json").exists()


def test_freezing_gives_the_same_bytes_twice(office: Path, gongkai: Gongkai) -> None:
    _ordinary(office)
    gongkai("gazette", "freeze", "2024-01")
    lock = office / "content/gazette/2024-01.lock.json"
    first = lock.read_bytes()
    lock.unlink()
    gongkai("gazette", "freeze", "2024-01")
    assert lock.read_bytes() == first


def test_the_preview_shows_what_is_not_frozen_and_marks_it(office: Path) -> None:
    _ordinary(office)
    _edit(office / "content/normative/cats.md", "openness", "hold: 等待会签\nopenness")
    shown = preview(office)
    _, page = get(shown, "/zwgk/gazette/2024/01/")
    assert "尚未定稿" in page
    assert "示例市养犬管理办法" in page
    _, item = get(shown, "/zwgk/gazette/2024/01/01/")
    assert "方便群众办事" in item
    assert "市政府召开会议" in get(shown, "/zwgk/gazette/2024/01/03/")[1]
    assert not (office / "content/gazette/2024-01.lock.json").exists()


def test_a_coming_issue_stays_unseen_until_its_day(
    office: Path, gongkai: Gongkai, pages: Callable[[], Mapping[str, bytes]]
) -> None:
    tiny.site(office, {"gazette/2024-01.yaml": issue(1, text("一月秘事"), day="2026-12-30")})
    assert gongkai("gazette", "freeze", "2024-01") == 0
    everything = b"".join(pages().values()).decode(errors="replace")
    assert "秘事" not in everything


def _old_year(folder: Path) -> Path:
    folder.mkdir()
    (folder / "一期.pdf").write_bytes(pdf(["cover", "spring sowing", "events of january"]))
    table = folder / "目录.csv"
    table.write_text(
        "年,期,总期号,出版日期,文件,栏目,标题,页码,PDF页\n"
        "2009,1,5,2009-01-28,一期.pdf,市政府文件,关于春耕的通知,1,2\n"
        "2009,1,5,2009-01-28,一期.pdf,大事记,一月大事记,2,3\n",
        "utf-8",
    )
    return table


def test_a_folder_of_old_scans_becomes_issues(
    tmp_path: Path, office: Path, gongkai: Gongkai, pages: Callable[[], Mapping[str, bytes]]
) -> None:
    tiny.site(office, {})
    table = _old_year(tmp_path / "old")
    assert gongkai("gazette", "import", str(tmp_path / "old"), "--csv", str(table)) == 0
    assert gongkai("gazette", "freeze", "2009-01") == 0
    found = pages()
    page = found["gazette/2009/01/02/index.html"].decode()
    assert 'href="../../../../gazette/2009/01/files/2009-01.pdf#page=3"' in page
    assert "events of january" in page
    assert "第2页" in page
    assert found["gazette/2009/01/files/2009-01.pdf"].startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("一期.pdf,大", "二期.pdf,大", "没有 二期.pdf"),
        (",2,3\n", ",2,9\n", "只有 3 页"),
        ("2009-01-28,一期.pdf,大", "2009-02-28,一期.pdf,大", "不一致"),
        ("出版日期", "出版", "缺少列 出版日期"),
        ("2009,1,5,2009-01-28,一期.pdf,大", "2009,一,5,2009-01-28,一期.pdf,大", "期「一」"),
    ],
    ids=["file", "page", "date", "column", "number"],
)
def test_a_table_with_a_mistake_takes_in_nothing(
    old: str,
    new: str,
    said: str,
    tmp_path: Path,
    office: Path,
    gongkai: Gongkai,
    capsys: pytest.CaptureFixture[str],
) -> None:
    tiny.site(office, {})
    table = _old_year(tmp_path / "old")
    _edit(table, old, new)
    assert gongkai("gazette", "import", str(tmp_path / "old"), "--csv", str(table)) == 1
    assert said in capsys.readouterr().err
    assert not (office / "content/gazette").exists()


def test_a_scan_that_was_exchanged_is_found(
    tmp_path: Path, office: Path, gongkai: Gongkai, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny.site(office, {})
    table = _old_year(tmp_path / "old")
    gongkai("gazette", "import", str(tmp_path / "old"), "--csv", str(table))
    gongkai("gazette", "freeze", "2009-01")
    (office / "content/files/gazette/2009-01.pdf").write_bytes(pdf(["other", "a", "b"]))
    assert gongkai("build") == 1
    assert "[gazette/file-changed]" in capsys.readouterr().err


def test_the_overview_names_the_state_of_every_issue(
    office: Path, gongkai: Gongkai, capsys: pytest.CaptureFixture[str]
) -> None:
    _ordinary(office)
    tiny.site(office, {"gazette/2024-03.yaml": issue(3, text("3月大事记"))})
    gongkai("gazette", "freeze", "2024-01")
    capsys.readouterr()
    assert gongkai("gazette") == 0
    shown = capsys.readouterr().out
    assert "2024年第1期" in shown
    assert "已发布" in shown
    assert "尚未定稿" in shown
    assert "缺第 2 期" in shown


def test_the_sheet_of_places_tells_what_opened_and_closed(
    office: Path,
    gongkai: Gongkai,
    pages: Callable[[], Mapping[str, bytes]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    ordinary = "kind: 公报赠阅点\ntitle: {}\naddress: 中心路1号\n"
    tiny.site(
        office,
        {
            "places/library.yaml": ordinary.format("市图书馆") + "copies: 20\nnote: 内部备注\n",
            "places/shop.yaml": ordinary.format("旧书店") + "closed: 2026-07-01\nreason: 搬迁\n",
            "places/school.yaml": ordinary.format("新学校") + "opened: 2026-12-01\n",
        },
    )
    assert gongkai("gazette", "places") == 0
    sheet = capsys.readouterr().out
    assert "2026年7月1日　停用　公报赠阅点　旧书店　搬迁" in sheet
    assert "2026年12月1日　启用　公报赠阅点　新学校（未到）" in sheet
    assert "每期合计 20 份" in sheet
    page = pages()["places/index.html"].decode()
    assert "市图书馆" in page
    assert not {"旧书店", "新学校", "内部备注"} & {
        word for word in ("旧书店", "新学校", "内部备注") if word in page
    }
