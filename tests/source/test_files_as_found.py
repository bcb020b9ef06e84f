"""Files as offices have them: other encodings, other systems, and some that are out to harm."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from gongkai.commands.main import main
from gongkai.source import tree
from gongkai.source.decode import MAX_BYTES, decode
from tests.checkers.links import follow
from tests.tiny import document, published, site


def checked(root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, object]]]:
    status = main(["check", "--root", str(root), "--format", "json", "--jobs", "1"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    # A site this small breaks rules of the trade; that is not what these tests are about.
    return status, [line for line in lines if str(line["code"]).startswith(("file/", "yaml/"))]


def codes(problems: list[dict[str, object]]) -> list[tuple[object, object]]:
    return [(problem["code"], problem["line"]) for problem in problems]


def build(root: Path) -> int:
    return main(["build", "--root", str(root), "--as-of", "2026-11-23", "--jobs", "1"])


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    text = document()
    plain = site(tmp_path / "a", {"normative/dogs.md": text})
    windows = site(
        tmp_path / "b", {"normative/dogs.md": b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()}
    )
    assert build(plain) == build(windows) == 0
    assert published(plain / "output") == published(windows / "output")


@pytest.mark.parametrize(("times", "status"), [(2, 0), (100, 1)])
def test_a_file_that_is_being_saved_is_read_again(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    times: int,
    status: int,
) -> None:
    root = site(tmp_path, {"normative/dogs.md": document()})
    path, begun = root / "content/normative/dogs.md", list[bytes]()

    class Slow(io.FileIO):
        """Somebody goes on writing after this has been read."""

        def readall(self) -> bytes:
            raw = super().readall()
            if self.name == str(path) and len(begun) < times:
                begun.append(raw)
                path.write_bytes(raw + "\n第二条　再写一条。\n".encode())
            return raw

        def read(self, size: int | None = -1) -> bytes:
            return self.readall()

    monkeypatch.setattr(tree, "open", lambda name, mode, buffering: Slow(name, mode), raising=False)
    monkeypatch.setattr(tree, "_PAUSE", 0)
    assert build(root) == status
    if status:
        assert "它一直在改动" in capsys.readouterr().err
        assert not (root / "output").exists()
    else:
        page = (root / "output/normative/dogs/index.md").read_text("utf-8")
        assert page.count("第二条") == times


def test_a_gbk_file_is_an_error_with_the_command_that_converts_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {"normative/dogs.md": document().encode("gb18030")})
    status, problems = checked(root, capsys)
    assert status == 1
    assert codes(problems) == [("file/encoding", 2)]
    assert "iconv -f GB18030 -t UTF-8 'content/normative/dogs.md'" in str(problems[0]["hint"])


def test_a_utf16_file_is_told_from_a_gbk_one() -> None:
    _, problems = decode("标题".encode("utf-16"), "a.md")
    assert "UTF-16" in problems[0].hint


def test_line_separators_of_web_pages_are_reported_and_break_no_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "第一条　前半\u2028后半。\n\n第二条　乙。\n"
    root = site(tmp_path, {"normative/dogs.md": document(body)})
    status, problems = checked(root, capsys)
    assert status == 0
    assert codes(problems) == [("file/line-separator", 8)]
    assert problems[0]["column"] == 7


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x7f", "\x9b", "\ufdd0", "\U0001fffe"])
def test_characters_that_no_text_may_hold_are_errors(character: str) -> None:
    text, problems = decode(f"甲\n乙{character}丙".encode(), "a.md")
    assert text is None
    assert [(p.code, p.line, p.column) for p in problems] == [("file/control-character", 2, 2)]


def test_characters_that_look_forbidden_only_as_bytes_are_kept() -> None:
    words = "·“引号”忾、𠮷\u00a0"
    assert decode(words.encode(), "a.md") == (words, [])


def test_a_file_of_20_megabytes_is_refused_without_reading_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {})
    path = root / "content/normative/big.md"
    path.parent.mkdir()
    with path.open("wb") as opened:
        opened.truncate(20_000_000)
    assert path.stat().st_size > MAX_BYTES
    status, problems = checked(root, capsys)
    assert status == 1
    assert codes(problems) == [("file/too-large", None)]


def test_a_text_just_under_the_limit_is_built(tmp_path: Path) -> None:
    body = "第一条　" + "长" * 20_000 + "。\n\n" + "第二条　正文。\n\n" * 3000
    root = site(tmp_path, {"normative/dogs.md": document(body)})
    assert build(root) == 0


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("a: &a [x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]", "yaml/alias"),
        ("title: " + "[" * 100_000, "yaml/too-deep"),
        ("title: " + "{a: " * 5_000, "yaml/too-deep"),
    ],
)
def test_a_yaml_bomb_is_refused_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], value: str, code: str
) -> None:
    root = site(tmp_path, {"normative/dogs.md": f"---\n{value}\n---\n"})
    status, problems = checked(root, capsys)
    assert status == 1
    assert codes(problems) == [(code, 2)]


def test_deeply_nested_markup_is_answered(tmp_path: Path) -> None:
    body = "> " * 3000 + "深\n\n" + "[" * 20_000 + "\n\n" + "<b>" * 5000 + "\n"
    root = site(tmp_path, {"normative/dogs.md": document(body)})
    assert build(root) in (0, 1)


def test_links_out_of_the_folder_are_refused_and_others_are_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret.md").write_text(document(), "utf-8")
    (tmp_path / "other").mkdir()
    root = site(tmp_path / "office", {"normative/dogs.md": document()})
    folder = root / "content/normative"
    (folder / "outside.md").symlink_to(tmp_path / "secret.md")
    (folder / "folder").symlink_to(tmp_path / "other")
    (folder / "again").symlink_to(root / "content")
    (folder / "gone.md").symlink_to(root / "nowhere.md")
    (root / "draft.txt").write_text(document(id="cats"), "utf-8")
    (folder / "cats.md").symlink_to(root / "draft.txt")
    status, problems = checked(root, capsys)
    assert status == 1
    assert {(str(p["path"]).rpartition("/")[2], p["code"]) for p in problems} == {
        ("outside.md", "file/outside"),
        ("folder", "file/outside"),
        ("again", "file/outside"),
        ("gone.md", "file/unreadable"),
    }


def test_a_pipe_among_the_content_is_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {"normative/dogs.md": document()})
    os.mkfifo(root / "content/normative/pipe.md")
    assert codes(checked(root, capsys)[1]) == [("file/unreadable", None)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {"normative/dogs.md": document()})
    (root / "content/normative/dogs.md").chmod(0)
    assert codes(checked(root, capsys)[1]) == [("file/unreadable", None)]


def test_what_editors_and_desktops_leave_behind_is_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    litter = {".DS_Store": "x", "normative/~$dogs.docx": "x", "normative/dogs.md~": "x"}
    root = site(tmp_path, {"normative/dogs.md": document(), **litter})
    assert checked(root, capsys) == (0, [])


def test_an_empty_folder_gives_an_empty_column_and_says_so(tmp_path: Path) -> None:
    root = site(tmp_path, {})
    assert build(root) == 0
    assert "index.html" in published(root / "output")
    assert follow(root / "output", "/zwgk/").problems == ()


def test_a_content_folder_that_is_gone_never_empties_the_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {"normative/dogs.md": document()})
    assert build(root) == 0
    before = published(root / "output")
    (root / "content").rename(tmp_path / "unmounted")
    assert build(root) == 1
    assert "没有 content 文件夹" in capsys.readouterr().err
    assert published(root / "output") == before


def test_names_that_differ_in_case_alone_are_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(
        tmp_path, {"normative/dogs.md": document(), "normative/Dogs.md": document(id="cats")}
    )
    assert ("file/case-clash", None) in codes(checked(root, capsys)[1])


def test_a_chinese_file_name_becomes_pinyin(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/示例市养犬管理办法（试行）.md": document()})
    assert build(root) == 0
    page = "normative/shi-li-shi-yang-quan-guan-li-ban-fa-shi-xing/index.html"
    assert page in published(root / "output")


def test_ten_thousand_files_are_all_built(tmp_path: Path) -> None:
    text = document(title="{}")
    files = {
        f"policies/p{number}.md": text.replace("{}", f"第{number}件") for number in range(10_000)
    }
    root = site(tmp_path, files)
    command = ["build", "--root", str(root), "--as-of", "2026-11-23", "--only", "html"]
    assert main(command) == 0
    pages = [path for path in (root / "output/policies").iterdir() if path.name.startswith("p")]
    assert len(pages) == 10_000
