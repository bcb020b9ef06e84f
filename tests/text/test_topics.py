"""Topics have addresses that never change."""

from __future__ import annotations

import re

from gongkai.text.topics import TOPICS, is_topic, topic_rank, topic_slug


def test_the_tree_has_22_classes() -> None:
    assert len(TOPICS) == 22
    assert TOPICS[0][0] == "国务院组织机构"
    assert TOPICS[21] == ("其他", ())


def test_a_topic_is_numbered_by_its_place() -> None:
    assert topic_slug("综合政务") == "2"
    assert topic_slug("综合政务/政务公开") == "2-1"
    assert topic_slug("农业、林业、水利/农业、畜牧业、渔业") == "6-1"
    assert topic_slug("民政、扶贫、救灾/社会福利") == "17-3"


def test_every_topic_has_an_address_of_its_own() -> None:
    names = [name for name, _ in TOPICS]
    names += [f"{name}/{child}" for name, children in TOPICS for child in children]
    assert all(is_topic(name) for name in names)
    assert len({topic_slug(name) for name in names}) == len(names)


def test_a_topic_outside_the_tree_has_a_stable_address() -> None:
    assert topic_slug("法律/刑法") == topic_slug("法律/刑法")
    assert topic_slug("法律/刑法") != topic_slug("法律/民法典")
    assert re.fullmatch(r"x-[0-9a-f]{10}", topic_slug("法律/刑法"))


def test_topics_outside_the_tree_come_last() -> None:
    found = sorted(["法律/刑法", "其他", "综合政务/政务督查", "综合政务"], key=topic_rank)
    assert found == ["综合政务", "综合政务/政务督查", "其他", "法律/刑法"]
