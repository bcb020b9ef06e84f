"""What one file says of others reaches their pages, once it is public and not before."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.commands.main import main
from tests.tiny import document, published, site

CLEARANCE = """\
id: review
title: 示例市2026年文件清理结果
agency: 示例市人民政府
published: {published}
date: 2026-07-01
repeal:
  - {{ref: 示例市养犬管理办法, reason: 已有新规定}}
"""
READING = """\
---
title: 养犬新规问答
agency: 示例市人民政府
published: 2024-03-09
openness: 主动公开
interprets: {interprets}
---

大家最关心的是第二条说的谁可以养犬；《办法》第一条写明了目的。
"""
ARTICLES = "第一条　为了规范养犬，制定本办法。\n\n第二条　居民可以养犬。\n"


def record(output: Path, url: str) -> Any:
    return json.loads((output / url / "index.json").read_bytes())


def build(root: Path) -> Path:
    output = root / "output"
    assert main(["build", "--root", str(root), "--as-of", "2026-11-23", "--jobs", "1"]) == 0
    return output


def test_a_public_clearance_changes_a_status(tmp_path: Path) -> None:
    files = {
        "normative/dogs.md": document(),
        "clearances/2026.yaml": CLEARANCE.format(published="2026-06-20"),
    }
    output = build(site(tmp_path, files))
    dogs = record(output, "normative/dogs")
    assert (dogs["status"], dogs["status_since"]) == ("废止", "2026-07-01")
    assert dogs["status_by"]["url"] == "/clearances/review/"
    assert "已有新规定" in (output / "clearances/review/ended.csv").read_text("utf-8-sig")


def test_a_clearance_to_come_counts_for_nothing_and_leaves_no_trace(tmp_path: Path) -> None:
    files = {
        "normative/dogs.md": document(),
        "clearances/2026.yaml": CLEARANCE.format(published="2026-12-01"),
    }
    output = build(site(tmp_path, files))
    assert record(output, "normative/dogs")["status"] == "现行有效"
    for path, content in published(output).items():
        assert "clearances" not in path
        if path != "search/data/index.json":  # there the name of every folder stands, filled or not
            assert "清理结果".encode() not in content, path


def test_bare_articles_of_an_interpretation_lead_to_what_it_explains(tmp_path: Path) -> None:
    for number, interprets in enumerate(("[dogs]", "['dogs#第一条']", "[示例市养犬管理办法]")):
        root = tmp_path / str(number)
        files = {
            "normative/dogs.md": document(ARTICLES),
            "interpretations/reading.md": READING.format(interprets=interprets),
        }
        output = build(site(root, files))
        cited = record(output, "interpretations/reading")["citations"]
        assert [(c["text"], c["target"], c["eid"]) for c in cited] == [
            ("第二条", "dogs", "art_2"),
            ("《办法》第一条", "dogs", "art_1"),
        ]


def test_the_interpretation_stands_beside_the_articles_it_speaks_of(tmp_path: Path) -> None:
    files = {
        "normative/dogs.md": document(ARTICLES),
        "interpretations/reading.md": READING.format(interprets="[dogs]"),
    }
    html = (build(site(tmp_path, files)) / "normative/dogs/index.html").read_text("utf-8")
    assert html.index('id="art_2"') < html.index('aria-label="第二条的解读"')
    assert "待更新" not in html


def test_an_interpretation_may_begin_a_paragraph_with_any_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reading = READING.format(interprets="[示例市养犬管理办法]") + "\n第二条鼓励文明养犬。\n"
    files = {"normative/dogs.md": document(ARTICLES), "interpretations/dogs-faq.md": reading}
    build(site(tmp_path, files))
    assert "structure/" not in capsys.readouterr().err
