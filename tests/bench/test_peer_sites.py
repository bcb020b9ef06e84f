"""Other generators are given the same texts, and pages as equal as their templates can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.peer_sites import peer, texts

_PEERS = ("hugo", "mkdocs", "pelican", "eleventy")
_TEXT = """---
id: dogs
title: 示例市养犬规定
number: 示例市人民政府令第9号
agency: 示例市人民政府
topic: 公安、安全、司法/公安
published: 2024-01-02
---

第一条　养犬要登记。
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root/content/regulations"
    (folder / "cats").mkdir(parents=True)
    (folder / "dogs.md").write_text(_TEXT, "utf-8")
    version = _TEXT.replace("id: dogs\n", "").replace("养犬", "养猫")
    (folder / "cats/2020-01-01.md").write_text(version, "utf-8")
    return tmp_path / "root"


def test_every_text_is_a_file_with_its_own_name(root: Path, tmp_path: Path) -> None:
    assert texts(root, tmp_path / "docs") == ["cats-2020-01-01", "dogs"]
    words = (tmp_path / "docs/dogs.md").read_text("utf-8")
    assert 'title: "示例市养犬规定"' in words
    assert words.endswith("---\n\n第一条　养犬要登记。\n")


@pytest.mark.parametrize("name", _PEERS)
def test_no_mark_is_left_in_the_files_of(name: str, root: Path, tmp_path: Path) -> None:
    texts(root, tmp_path / "docs")
    site = peer(name, tmp_path / "tools", tmp_path / "docs", tmp_path / "work", "dogs")
    assert site.source.read_text("utf-8").endswith("第一条　养犬要登记。\n")
    written = [path for path in site.folder.rglob("*") if path.is_file()]
    assert not [path for path in written if "@@" in path.read_text("utf-8")]
    shells = [words for path in written if "<header>" in (words := path.read_text("utf-8"))]
    assert len(shells) == 1
    assert "网站标识码" in shells[0]
