"""An address that was published stays: recorded, withdrawn with a word, or led on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.commands.failures import UsageError
from gongkai.commands.main import main
from gongkai.commands.withdraw import withdrawn
from tests.tiny import document, published, site

DAY = "2026-11-23"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    root = site(
        tmp_path,
        {
            "normative/dogs.md": document(),
            "normative/cats/2020-01-01.md": document(title="示例市养猫管理办法"),
            "normative/cats/2024-01-01.md": document(title="示例市养猫管理办法"),
        },
    )
    assert run("addresses", root, "--record") == 0
    return root


def run(command: str, root: Path, *more: str, day: str = DAY) -> int:
    return main([command, *more, "--root", str(root), "--as-of", day, "--jobs", "1"])


def test_documents_and_texts_are_recorded_with_their_day(office: Path) -> None:
    assert (office / "content/.addresses").read_text("utf-8") == (
        "/normative/cats/ 2024-03-08\n"
        "/normative/cats/2020-01-01/ 2024-03-08\n"
        "/normative/cats/2024-01-01/ 2024-03-08\n"
        "/normative/dogs/ 2024-03-08\n"
    )


def test_an_address_that_would_be_gone_stops_the_build(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("build", office, "--no-cache") == 0
    before = published(office / "output")
    (office / "content/normative/dogs.md").unlink()
    assert run("build", office, "--no-cache") == 1
    said = capsys.readouterr().err
    assert "content/.addresses:4:1: 错误: 已经发布过的 /normative/dogs/ 会不见" in said
    assert published(office / "output") == before
    assert run("addresses", office, "--record") == 1


def test_before_its_day_an_address_is_not_missed(office: Path) -> None:
    assert run("check", office, day="2024-03-07") == 0


def test_an_alias_leads_on_from_an_address_that_is_gone(office: Path) -> None:
    (office / "content/normative/dogs.md").unlink()
    moved = document(id_="pets", aliases="[/normative/dogs/]")
    (office / "content/normative/pets.md").write_text(moved, "utf-8")
    assert run("check", office) == 0
    assert run("addresses", office, "--record") == 0
    assert "/normative/dogs/ " in (office / "content/.addresses").read_text("utf-8")


def test_a_day_of_publication_changes_only_with_a_correction(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = office / "content/normative/dogs.md"
    file.write_text(document(published="2024-03-09"), "utf-8")
    run("check", office)
    assert "address/published-changed" in capsys.readouterr().err
    noted = "[{date: 2024-03-10, place: 发布日期, was: 2024-03-08, now: 2024-03-09, reason: 录错}]"
    file.write_text(document(published="2024-03-09", corrections=noted), "utf-8")
    run("check", office)
    assert "address/published-changed" not in capsys.readouterr().err


def test_what_is_withdrawn_keeps_its_address(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = office / "content/normative/dogs.md"
    before = file.read_bytes()
    assert run("withdraw", office, "dogs", "--date", DAY, "--reason", "发错了：'重新'发布") == 0
    assert "/normative/dogs/ 只留一页说明" in capsys.readouterr().out
    line = f"withdrawn: {{date: {DAY}, reason: '发错了：''重新''发布'}}\n".encode()
    assert line in file.read_bytes()
    assert file.read_bytes().replace(line, b"") == before
    assert run("build", office, "--no-cache") == 0
    page = (office / "output/normative/dogs/index.html").read_text("utf-8")
    assert "发错了" in page


def test_a_work_is_withdrawn_with_all_its_texts_and_a_text_alone(office: Path) -> None:
    folder = office / "content/normative/cats"
    one = ("cats@2020-01-01", "--date", DAY, "--reason", "有误")
    assert run("withdraw", office, *one) == 0
    assert [b"withdrawn" in path.read_bytes() for path in sorted(folder.iterdir())] == [True, False]
    assert run("withdraw", office, *one) == 2
    assert run("withdraw", office, "cats@2024-01-01", *one[1:], "--erase") == 0
    assert b"erase: true" in (folder / "2024-01-01.md").read_bytes()
    assert run("check", office) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing", "--date", DAY, "--reason", "有误"),
        ("dogs", "--date", "23/11/2026", "--reason", "有误"),
        ("dogs", "--date", DAY, "--reason", " "),
        ("dogs", "--reason", "有误"),
    ],
)
def test_a_withdrawal_that_cannot_be_is_refused(office: Path, arguments: tuple[str, ...]) -> None:
    before = (office / "content/normative/dogs.md").read_bytes()
    assert run("withdraw", office, *arguments) == 2
    assert (office / "content/normative/dogs.md").read_bytes() == before


def test_every_other_byte_of_a_file_stays() -> None:
    raw = "\ufeff---\r\ntitle: 甲  \r\n---  \r\n\r\n正文\r\n---\r\n无换行".encode()
    made = withdrawn(raw, date(2026, 11, 23), "有误", erase=False, markdown=True)
    added = "withdrawn: {date: 2026-11-23, reason: '有误'}\r\n".encode()
    assert made == raw.replace(b"---  \r\n", added + b"---  \r\n")
    yaml = withdrawn(b"title: a", date(2026, 11, 23), "b", erase=True, markdown=False)
    assert yaml == b"title: a\nwithdrawn: {date: 2026-11-23, reason: 'b', erase: true}\n"
    with pytest.raises(UsageError):
        withdrawn(b"---\ntitle: a\n", date(2026, 11, 23), "b", erase=True, markdown=True)


def test_a_record_edited_by_hand_is_an_error(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (office / "content/.addresses").write_text("/normative/dogs/\n", "utf-8")
    assert run("check", office) == 1
    assert "address/record" in capsys.readouterr().err
