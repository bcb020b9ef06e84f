"""Files compressed beforehand: what a server sends as it is."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import brotli
import pytest

from gongkai.commands import compressing
from gongkai.commands.main import main
from gongkai.formats.compression import compressed
from tests.commands.test_preview import preview
from tests.tiny import SITE, document, published, site

BODY = "第一条　为了方便群众办事，制定本办法。\n\n" * 3
SETTINGS = SITE + "precompress: true\n"
Counted = list[bytes]


def office(root: Path) -> Path:
    return site(root, {"normative/dogs.md": document(BODY)}, SETTINGS)


def build(root: Path, *more: str, output: Path | None = None) -> dict[str, bytes]:
    words = ["--output", str(output)] if output else []
    assert main(["build", "--root", str(root), "--as-of", "2026-11-23", *words, *more]) == 0
    return published(output or root / "output")


def pages(contents: Counted) -> Counted:
    return [content for content in contents if content.startswith(b"<!DOCTYPE")]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A site compressed in earnest, by two processes."""
    return build(office(tmp_path_factory.mktemp("real")), "--jobs", "2")


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """What is compressed, by something quick that tells by which version it was done."""
    found: Counted = []

    def quickly(content: bytes) -> tuple[bytes, bytes] | None:
        found.append(content)
        if len(content) < 200:
            return None
        made = sha256(content + str(vars(compressing)["ENGINE"]).encode()).digest()
        return b"br" + made, b"gz" + made

    monkeypatch.setattr(compressing, "compressed", quickly)
    return found


def test_every_page_says_the_same_in_each_coding(real: dict[str, bytes]) -> None:
    named = [path for path in real if path.endswith((".html", ".json", ".css", ".js"))]
    assert any(f"{path}.br" in real for path in named)
    for path in named:
        if f"{path}.br" in real:
            assert brotli.decompress(real[f"{path}.br"]) == real[path]
            assert gzip.decompress(real[f"{path}.gz"]) == real[path]
        else:
            assert compressed(real[path]) is None


def test_one_process_makes_what_two_make(real: dict[str, bytes], tmp_path: Path) -> None:
    assert build(office(tmp_path), "--jobs", "1") == real


def test_what_is_small_already_is_left_alone(real: dict[str, bytes]) -> None:
    assert not [path for path in real if path.endswith((".png.br", ".bin.br", ".br.gz"))]


def test_only_what_changed_is_compressed_again(tmp_path: Path, done: Counted) -> None:
    root = office(tmp_path)
    build(root, "--jobs", "1")
    done.clear()
    build(root, "--jobs", "1", "--tidy")
    assert pages(done) == []
    site(root, {"normative/dogs.md": document("第一条　另一条。\n")}, SETTINGS)
    changed = build(root, "--jobs", "1")
    assert changed["normative/dogs/index.html"] in pages(done)
    assert changed["404.html"] not in pages(done)


def test_what_a_cache_holds_is_not_compressed_for_another_site(
    tmp_path: Path, done: Counted
) -> None:
    cache = ("--cache", str(tmp_path / "cache"), "--jobs", "1")
    first = build(office(tmp_path / "one"), *cache)
    done.clear()
    assert build(office(tmp_path / "two"), *cache) == first
    assert pages(done) == []


@pytest.mark.parametrize("between", [(), ("--no-cache",)])
def test_versions_that_take_turns_never_leave_each_others_files(
    tmp_path: Path, done: Counted, monkeypatch: pytest.MonkeyPatch, between: tuple[str, ...]
) -> None:
    root, made = office(tmp_path), []
    for version, more in (("1", ()), ("2", between), ("1", ())):
        monkeypatch.setattr(compressing, "ENGINE", version)
        site(root, {}, f"{SETTINGS}hotline: '1234{version}'\n")  # or nothing would be built
        made.append(build(root, "--jobs", "1", *more))
    assert made[0]["404.html.br"] != made[1]["404.html.br"]
    assert made[0] == made[2]
    assert pages(done)


@pytest.mark.usefixtures("done")
def test_the_compressed_files_of_a_removed_page_go(tmp_path: Path) -> None:
    root = office(tmp_path)
    once = build(root)
    site(root, {"normative/cats.md": document(BODY, title="示例市养猫管理办法")}, SETTINGS)
    assert "normative/cats/index.html.br" in build(root)
    (root / "content/normative/cats.md").unlink()
    assert build(root) == once


@pytest.mark.usefixtures("done")
def test_switched_off_the_compressed_files_go_and_come_again(tmp_path: Path) -> None:
    root = office(tmp_path)
    once = build(root)
    (root / "site.yaml").write_text(SITE, "utf-8")
    assert not [path for path in build(root) if path.endswith((".br", ".gz"))]
    (root / "site.yaml").write_text(SETTINGS, "utf-8")
    assert build(root) == once


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"x")])
def test_one_of_a_pair_that_was_lost_or_altered_is_made_again(
    tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    root = office(tmp_path)
    first = build(root)
    harm(root / "output/404.html.br")
    assert build(root) == first


def test_a_preview_compresses_nothing(tmp_path: Path, done: Counted) -> None:
    root = office(tmp_path)
    preview(root).rebuild()
    assert done == []
    assert not list(root.rglob("*.br"))
