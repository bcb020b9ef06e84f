"""A site is published whole, in one step, and never on top of what is not ours."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.output.publish import (
    Check,
    Copied,
    File,
    PublishError,
    Report,
    Streamed,
    Unchanged,
    publication,
    publish,
)

FIRST: dict[str, bytes] = {
    "index.html": "首页".encode(),
    "regulations/xing-zheng/index.html": "办法".encode(),
    "regulations/xing-zheng/index.json": b"{}",
    "files/附件1.docx": b"word",
}


def read(tree: Path) -> dict[str, bytes]:
    return {
        path.relative_to(tree).as_posix(): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file()
    }


def times(tree: Path) -> dict[str, int]:
    return {
        path.relative_to(tree).as_posix(): path.stat().st_mtime_ns
        for path in tree.rglob("*")
        if path.is_file()
    }


def hidden(output: Path) -> Path:
    return output.parent / f".{output.name}.gongkai"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "site" / "output"


def test_the_folder_holds_exactly_the_files_given(output: Path) -> None:
    assert publish(FIRST.items(), output) == Report(4, 0, 0)
    assert read(output) == FIRST


def test_a_file_that_is_gone_from_the_site_is_gone_with_its_folder(output: Path) -> None:
    publish(FIRST.items(), output)
    assert publish([("index.html", b"new")], output) == Report(1, 3, 0)
    assert read(output) == {"index.html": b"new"}
    assert [path.name for path in output.iterdir()] == ["index.html"]


def test_the_same_site_again_touches_nothing(output: Path) -> None:
    publish(FIRST.items(), output)
    tree, before = output.stat().st_ino, times(output)
    assert publish(FIRST.items(), output) == Report(0, 0, 4)
    assert (output.stat().st_ino, times(output)) == (tree, before)


def test_what_does_not_change_keeps_its_time_through_any_number_of_publications(
    output: Path,
) -> None:
    publish(FIRST.items(), output)
    before = times(output)
    for number in range(5):
        changed = {**FIRST, "index.html": b"%d" % number, f"new/{number}.html": b""}
        publish(changed.items(), output)
        assert read(output) == changed
    after = times(output)
    assert {path: after[path] for path in FIRST if path != "index.html"} == {
        path: before[path] for path in FIRST if path != "index.html"
    }


def test_a_changed_file_is_later_by_a_second_even_when_the_clock_jumps_back(output: Path) -> None:
    publish(FIRST.items(), output)
    ahead = (output / "index.html").stat().st_mtime + 3600
    os.utime(output / "index.html", (ahead, ahead))
    publish(FIRST.items(), output)  # found altered, written again
    for number in range(3):
        before = (output / "index.html").stat().st_mtime
        publish({**FIRST, "index.html": b"%d" % number}.items(), output)
        assert int((output / "index.html").stat().st_mtime) > int(before)


def test_a_file_may_become_a_folder_and_a_folder_a_file(output: Path) -> None:
    as_file = {"index.html": b"", "a": b"file", "b/c/d": b"deep"}
    as_folder = {"index.html": b"", "a/x": b"deep", "b": b"file"}
    for site in (as_file, as_folder, as_file, as_folder, as_folder, as_file):
        publish(site.items(), output)
        assert read(output) == site


def test_a_file_of_the_disk_is_copied_and_known_again(output: Path, tmp_path: Path) -> None:
    source = tmp_path / "附件.pdf"
    source.write_bytes(b"pdf" * 1_000_000)
    site: list[File] = [("index.html", b""), ("files/a.pdf", source)]
    assert publish(site, output) == Report(2, 0, 0)
    assert publish(site, output) == Report(0, 0, 2)
    source.write_bytes(b"fdp" * 1_000_000)
    assert publish(site, output) == Report(1, 0, 1)
    assert (output / "files/a.pdf").read_bytes() == source.read_bytes()


def test_an_attachment_that_is_not_what_the_pages_say_stops_the_publication(
    output: Path, tmp_path: Path
) -> None:
    publish(FIRST.items(), output)
    source = tmp_path / "附件.pdf"
    source.write_bytes(b"altered")
    with pytest.raises(PublishError, match=r"附件.pdf 在构建时被改动"):
        publish([*FIRST.items(), ("a.pdf", Copied(source, "0" * 64))], output)
    assert read(output) == FIRST


def test_a_missing_attachment_is_named(output: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="附件9"):
        publish([("a.pdf", tmp_path / "附件9.pdf")], output)
    assert not output.exists()


def test_a_file_known_by_its_digest_need_not_be_made(output: Path) -> None:
    publish(FIRST.items(), output)
    with publication(output) as opened:
        kept = {path: opened.digest_at(path) for path in FIRST if path != "index.html"}
        files: list[File] = [(path, Unchanged(known)) for path, known in kept.items() if known]
        assert opened.publish([*files, ("index.html", b"new")]) == Report(1, 0, 3)
    assert read(output) == {**FIRST, "index.html": b"new"}


def test_unchanged_is_refused_for_what_is_not_served(output: Path) -> None:
    publish(FIRST.items(), output)
    with pytest.raises(ValueError, match="not what is served"):
        publish([("index.html", Unchanged("0" * 64))], output)
    with pytest.raises(ValueError, match="not what is served"):
        publish([("other.html", Unchanged("0" * 64))], output)


def test_what_was_altered_deleted_or_put_in_by_hand_is_mended_and_named(output: Path) -> None:
    publish(FIRST.items(), output)
    (output / "index.html").write_bytes(b"by hand")
    (output / "files/附件1.docx").unlink()
    (output / "notes.txt").write_bytes(b"stranger")
    (output / "a folder/in/it").mkdir(parents=True)
    (output / "link").symlink_to("/")
    report = publish(FIRST.items(), output)
    assert report.damaged == ("files/附件1.docx", "index.html")
    assert report.strangers == ("a folder/", "link", "notes.txt")
    assert (report.written, report.unchanged) == (2, 2)
    assert read(output) == FIRST
    for number in range(3):  # neither tree keeps anything of it
        publish({**FIRST, "index.html": b"%d" % number}.items(), output)
        assert sorted(path.name for path in output.iterdir()) == [
            "files",
            "index.html",
            "regulations",
        ]


def test_an_altered_file_that_the_site_has_no_more_is_removed(output: Path) -> None:
    publish(FIRST.items(), output)
    (output / "index.html").write_bytes(b"by hand")
    rest = {path: content for path, content in FIRST.items() if path != "index.html"}
    assert publish(rest.items(), output) == Report(0, 1, 3, damaged=("index.html",))
    for site in ({**rest, "x": b""}, {**rest, "x": b"1"}):
        publish(site.items(), output)
        assert read(output) == site


def test_content_altered_behind_its_size_and_time_is_found_by_hash(output: Path) -> None:
    publish(FIRST.items(), output)
    page = output / "index.html"
    time = page.stat().st_mtime_ns
    page.write_bytes(b"x" * page.stat().st_size)
    os.utime(page, ns=(time, time))
    assert publish(FIRST.items(), output).damaged == ()
    assert publish(FIRST.items(), output, check=Check.HASH).damaged == ("index.html",)
    assert read(output) == FIRST


def test_a_tree_is_not_compared_when_it_is_to_be_trusted(output: Path) -> None:
    publish(FIRST.items(), output)
    (output / "stranger").touch()
    assert publish(FIRST.items(), output, check=Check.TRUST) == Report(0, 0, 4)


@pytest.mark.parametrize("lost", ["tree", "everything", "manifests", "half a manifest"])
def test_lost_state_is_made_again(output: Path, lost: str) -> None:
    site = {f"{number}/index.html": b"%d" % number for number in range(20)} | FIRST
    publish(site.items(), output)
    publish({**site, "index.html": b"2"}.items(), output)
    for found in list(hidden(output).iterdir()):
        if lost == "half a manifest" and found.suffix == ".manifest":
            found.write_bytes(found.read_bytes()[:300])
        elif lost == "manifests" and found.suffix == ".manifest":
            found.unlink()
        elif found.name == lost or lost == "everything":
            found.rename(output.parent / f"away-{found.name}")
    for number in (3, 4, 5):
        publish({**site, "index.html": b"%d" % number}.items(), output)
        assert read(output) == {**site, "index.html": b"%d" % number}


def test_a_deleted_site_is_published_again(output: Path) -> None:
    publish(FIRST.items(), output)
    output.rename(output.parent / "away")
    assert publish(FIRST.items(), output) == Report(4, 0, 0)
    assert read(output) == FIRST


def test_an_empty_folder_may_be_published_to_and_keeps_its_permissions(output: Path) -> None:
    output.mkdir(parents=True)
    output.chmod(0o2750)
    publish(FIRST.items(), output)
    publish({"index.html": b""}.items(), output)
    assert output.stat().st_mode & 0o7777 == 0o2750


@pytest.mark.parametrize("name", ["letters.txt", "index.html"])
def test_a_folder_with_other_things_in_it_is_refused(output: Path, name: str) -> None:
    output.mkdir(parents=True)
    (output / name).write_bytes(b"mine")
    with pytest.raises(PublishError, match="不是由本程序生成"):
        publish(FIRST.items(), output)
    assert read(output) == {name: b"mine"}


def test_a_new_folder_that_got_the_inode_of_a_deleted_site_is_refused(output: Path) -> None:
    publish(FIRST.items(), output)
    manifest = hidden(output) / f"{output.stat().st_ino}.manifest"
    output.rename(output.parent / "away")
    output.mkdir()
    for number in range(9):
        (output / f"{number}.jpg").write_bytes(b"photograph")
    manifest.rename(hidden(output) / f"{output.stat().st_ino}.manifest")
    with pytest.raises(PublishError, match="不是由本程序生成"):
        publish(FIRST.items(), output)
    assert len(read(output)) == 9


def test_places_that_must_not_be_replaced_are_refused(tmp_path: Path) -> None:
    root = tmp_path.resolve() / "office"
    content = root / "content"
    content.mkdir(parents=True)
    (root / "link").symlink_to(tmp_path)
    (root / "a-file").touch()
    for refused, why in [
        (root, "源文件"),
        (root.parent, "源文件"),
        (content, "源文件"),
        (content / "regulations" / "output", "源文件"),
        (root / "link", "符号链接"),
        (root / "a-file", "不是文件夹"),
        (Path("/"), "专用的文件夹"),
        (Path("/proc"), "挂载点"),
        (root / "..", "专用的文件夹"),
    ]:
        with pytest.raises(PublishError, match=why):
            publish(FIRST.items(), refused, sources=[content])
    assert sorted(path.name for path in root.iterdir()) == ["a-file", "content", "link"]


@pytest.mark.parametrize(
    "path",
    ["", "/x", "../x", "a/../b", "a/..", "./a", "a//b", "a/", "a\0", "a\nb", "a\\b", "的" * 86],
)
def test_a_path_that_cannot_be_is_a_fault_of_ours(output: Path, path: str) -> None:
    publish(FIRST.items(), output)
    with pytest.raises(ValueError, match=r"site|longer"):
        publish([*FIRST.items(), (path, b"")], output)
    assert read(output) == FIRST


@pytest.mark.parametrize("names", [("a", "A"), ("é", "e\u0301"), ("a", "a/b"), ("a/b", "A")])
def test_paths_that_exclude_each_other_are_a_fault_of_ours(
    output: Path, names: tuple[str, str]
) -> None:
    with pytest.raises(ValueError, match=r"two files|both a file"):
        publish([(name, b"") for name in names], output)


def test_a_path_given_twice_is_a_fault_of_ours(output: Path) -> None:
    with pytest.raises(ValueError, match="two files"):
        publish([("a", b""), ("a", b"")], output)


def test_a_fault_while_the_files_are_made_leaves_the_site(output: Path) -> None:
    publish(FIRST.items(), output)

    def broken() -> Iterator[File]:
        yield "index.html", b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(broken(), output)
    assert read(output) == FIRST
    publish({"index.html": b"new"}.items(), output)
    assert read(output) == {"index.html": b"new"}


def test_two_builds_at_once_are_one_too_many(output: Path) -> None:
    with publication(output) as opened:
        with pytest.raises(PublishError, match="另一个构建正在进行"):
            publish(FIRST.items(), output)
        opened.publish(FIRST.items())
    assert publish(FIRST.items(), output) == Report(0, 0, 4)


def test_a_reader_keeps_the_site_he_opened_until_the_publication_after_next(output: Path) -> None:
    second = {"index.html": b"2", "new.html": b"2"}
    publish(FIRST.items(), output)
    opened = os.open(output, os.O_RDONLY)
    try:
        publish(second.items(), output)
        publish(second.items(), output)  # changes nothing, so disturbs nobody
        for path, content in FIRST.items():
            page = os.open(path, os.O_RDONLY, dir_fd=opened)
            assert os.read(page, 100) == content
            os.close(page)
    finally:
        os.close(opened)
    assert read(output) == second


def test_what_is_written_for_good_is_the_same(output: Path) -> None:
    publish(FIRST.items(), output, durable=True)
    publish({"index.html": b""}.items(), output, durable=True)
    assert read(output) == {"index.html": b""}


def test_a_folder_made_by_hand_where_the_site_soon_has_one_does_no_harm(output: Path) -> None:
    publish(FIRST.items(), output)
    (output / "b").mkdir()
    publish(FIRST.items(), output)
    publish({**FIRST, "b/index.html": b"1"}.items(), output)
    assert read(output) == {**FIRST, "b/index.html": b"1"}


pages = st.dictionaries(
    st.sampled_from(["index.html", "a/index.html", "b/index.html", "b/x", "c", "d/e/f"]),
    st.sampled_from([b"", b"1", b"2", b"longer"]),
)
meddling = st.sampled_from(["", "", "", "alter", "delete", "add"])


@given(st.lists(st.tuples(pages, meddling), min_size=2, max_size=7))
@settings(max_examples=150)
def test_after_any_history_the_folder_is_the_last_site_and_keeps_the_times_it_may(
    history: list[tuple[dict[str, bytes], str]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        output = Path(name) / "output"
        always = {"always.html": b"the same"}  # a site of nothing but strangers is refused
        before: dict[str, bytes] = {}
        known: dict[str, int] = {}
        for site, hand in history:
            touched = meddle(output, before, hand)
            after = site | always
            report = publish(after.items(), output)
            kept = {path for path in before if after.get(path) == before[path]} - touched
            assert read(output) == after
            assert report.written + report.unchanged == len(after)
            assert report.unchanged == len(kept)
            now = times(output)
            assert {path: now[path] for path in kept} == {path: known[path] for path in kept}
            before, known = after, now


names = st.sampled_from(["a.html", "b.pdf", "c/d.csv", "c/e.json", "search/data/1.bin", "z.zip"])


@given(st.lists(st.dictionaries(names, st.sampled_from([b"1", b"2"])), min_size=2, max_size=5))
@settings(max_examples=60)
def test_what_is_amended_is_what_would_be_published(history: list[dict[str, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        output, other = Path(name) / "output", Path(name) / "other"
        for number, found in enumerate(history):
            site = {**found, "always.html": b"the same"}
            with publication(other) as opened:
                opened.publish(site.items(), listed=True)
            with publication(output, check=Check.TRUST) as opened:
                if number == 0:
                    opened.publish(site.items(), listed=True)
                else:
                    made = {path for path in opened.paths if path in {*names_of(history)}}
                    report = opened.amend(found.items(), sorted(made - found.keys()), listed=True)
                    assert report.removed == len(made - found.keys())
            assert read(output) == read(other)


def names_of(history: list[dict[str, bytes]]) -> set[str]:
    return {path for site in history for path in site}


def test_what_cannot_be_amended_leaves_the_site(output: Path) -> None:
    publish(FIRST.items(), output)
    for files, gone in (
        ([("index.html", b"1"), ("index.html", b"2")], []),
        ([("index.html", b"1")], ["index.html"]),
        ([], ["nothing"]),
        ([("Index.html", b"1")], []),
        ([("index.html/a", b"1")], []),
        ([("files", b"1")], []),
    ):
        with publication(output) as opened, pytest.raises(ValueError, match=r"two|both|dropped"):
            opened.amend(files, gone)
        assert read(output) == FIRST


def meddle(output: Path, site: dict[str, bytes], hand: str) -> set[str]:
    """Do by hand what nobody should; gives the paths of the site that suffered."""
    path = min(site, default="")
    if hand == "add" and site:
        (output / "b").mkdir(exist_ok=True)
        (output / "b" / "stranger").write_bytes(b"by hand")
    if hand not in ("alter", "delete") or path in ("", "always.html"):
        return set()
    if hand == "alter":
        (output / path).write_bytes(b"by hand")
    else:
        (output / path).unlink()
    return {path}


def test_files_are_gathered_from_those_that_were_taken(output: Path) -> None:
    def gathered(content: Callable[[str], bytes]) -> list[File]:
        pieces = (content(path) for path in ("files/附件1.docx", "index.html"))
        return [("data/all.bin", Streamed(pieces))]

    whole = {**FIRST, "data/all.bin": FIRST["files/附件1.docx"] + FIRST["index.html"]}
    with publication(output) as opened:
        assert opened.publish(FIRST.items(), gathered=gathered) == Report(5, 0, 0)
    assert read(output) == whole
    before = times(output)

    with publication(output) as opened:
        assert opened.publish(FIRST.items(), gathered=gathered) == Report(0, 0, 5)
    assert times(output) == before

    changed = {**FIRST, "regulations/xing-zheng/index.json": b"{1}"}
    with publication(output) as opened:
        assert opened.publish(changed.items(), gathered=gathered) == Report(1, 0, 4)
    assert read(output) == {**whole, **changed}
    assert times(output)["data/all.bin"] == before["data/all.bin"]
