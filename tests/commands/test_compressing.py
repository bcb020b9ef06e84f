"""Files compressed beforehand: what a server sends as it is."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from gongkai.commands import compressing
from gongkai.commands.main import main
from gongkai.formats.compression import compressed
from tests.tiny import SITE, document, published, site

BODY = "第一条　为了方便群众办事，制定本办法。\n\n" * 3


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return site(
        tmp_path / "office",
        {"normative/dogs.md": document(BODY)},
        SITE + "precompress: true\n",
    )


def build(root: Path, *more: str) -> dict[str, bytes]:
    assert main(["build", "--root", str(root), "--as-of", "2026-11-23", *more]) == 0
    return published(root / "output")


def test_every_page_says_the_same_in_each_coding(office: Path) -> None:
    files = build(office)
    pages = [path for path in files if path.endswith((".html", ".json", ".css", ".js"))]
    assert any(f"{path}.br" in files for path in pages)
    for path in pages:
        if f"{path}.br" in files:
            assert brotli.decompress(files[f"{path}.br"]) == files[path]
            assert gzip.decompress(files[f"{path}.gz"]) == files[path]
        else:
            assert compressed(files[path]) is None


def test_what_is_small_already_is_left_alone(office: Path) -> None:
    assert not [path for path in build(office) if path.endswith((".png.br", ".bin.br", ".br.gz"))]


def test_only_what_changed_is_compressed_again(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(office, "--jobs", "1")
    done: list[bytes] = []

    def counted(content: bytes) -> tuple[bytes, bytes] | None:
        done.append(content)
        return compressed(content)

    monkeypatch.setattr(compressing, "compressed", counted)
    build(office, "--jobs", "1")
    assert [content for content in done if content.startswith(b"<!DOCTYPE")] == []
    done.clear()
    site(
        office, {"normative/dogs.md": document("第一条　另一条。\n")}, SITE + "precompress: true\n"
    )
    changed = build(office, "--jobs", "1")
    pages = [content for content in done if content.startswith(b"<!DOCTYPE")]
    assert changed["normative/dogs/index.html"] in pages
    assert changed["404.html"] not in pages


def test_any_number_of_workers_and_any_history_give_the_same_files(
    office: Path, tmp_path: Path
) -> None:
    once = build(office, "--jobs", "2")
    site(office, {"normative/cats.md": document(BODY, title="示例市养猫管理办法")}, SITE)
    build(office, "--jobs", "1")
    (office / "content/normative/cats.md").unlink()
    (office / "site.yaml").write_text(SITE + "precompress: true\n", "utf-8")
    assert build(office, "--jobs", "1") == once


def test_switched_off_the_compressed_files_go(office: Path) -> None:
    build(office)
    (office / "site.yaml").write_text(SITE, "utf-8")
    assert not [path for path in build(office) if path.endswith((".br", ".gz"))]


def test_one_of_a_pair_that_was_lost_is_made_again(office: Path) -> None:
    first = build(office)
    (office / "output/404.html.br").unlink()
    assert build(office) == first
