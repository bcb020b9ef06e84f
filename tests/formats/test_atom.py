"""Feeds as RFC 4287 wants them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import feedparser
import pytest

from gongkai.formats.atom import Category, Feed, FeedEntry, atom
from tests.formats.judges import atom_faults

ENTRY = FeedEntry(
    "https://www.example.gov.cn/zwgk/normative/parking-fees/",
    "关于“停车收费”<试行>的通知 & 说明",
    ("示例市发展和改革委员会", "示例市交通运输局"),
    datetime(2024, 4, 26, 9, 30),
    datetime(2024, 5, 1),
    "停车收费的标准。",
    (Category("normative", "行政规范性文件"),),
)
FEED = Feed(
    "https://www.example.gov.cn/zwgk/feeds/normative.xml",
    "https://www.example.gov.cn/zwgk/normative/",
    "示例市人民政府行政规范性文件",
    "示例市人民政府",
    (ENTRY, replace(ENTRY, url="https://www.example.gov.cn/a/", updated=datetime(2024, 6, 1, 8))),
)


def test_a_feed_is_valid_and_a_reader_takes_it() -> None:
    raw = atom(FEED).encode()
    assert atom_faults(raw) == []
    read = feedparser.parse(raw)
    assert not read.bozo
    first = read.entries[0]
    assert (first.title, first.id) == ("关于“停车收费”<试行>的通知 & 说明", ENTRY.url)
    assert (first.published, first.updated) == (
        "2024-04-26T09:30:00+08:00",
        "2024-05-01T00:00:00+08:00",
    )
    assert [author.name for author in first.authors] == list(ENTRY.authors)


def test_a_feed_changed_last_when_its_newest_entry_did() -> None:
    assert feedparser.parse(atom(FEED)).feed.updated == "2024-06-01T08:00:00+08:00"


def test_a_feed_without_entries_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="empty"):
        atom(replace(FEED, entries=()))


def test_the_judge_sees_a_feed_without_an_id() -> None:
    raw = atom(FEED).replace(f"<id>{FEED.url}</id>\n", "")
    assert atom_faults(raw.encode()) != []


def test_the_judge_sees_a_moment_without_a_zone() -> None:
    raw = atom(FEED).replace("+08:00", "")
    assert atom_faults(raw.encode()) != []
