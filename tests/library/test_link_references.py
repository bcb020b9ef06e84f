"""References of the front matter: id, version, number, title, and the place behind #."""

from __future__ import annotations

import pytest

from gongkai.library.link_index import KnownText, TitleIndex
from gongkai.library.link_references import Outcome, Resolution, resolve_reference
from gongkai.model.documents import Collection

_TEXTS = (
    KnownText("parking", Collection.REGULATIONS, "示例市停车管理办法", "2018-05-01"),
    KnownText("parking", Collection.REGULATIONS, "示例市停车管理办法", "2023-05-01"),
    KnownText("fees", Collection.NORMATIVE, "关于停车收费的通知", None, "示政规〔2024〕3号"),
    KnownText("twin", Collection.NORMATIVE, "关于停车收费的通知", None, "示政规〔2020〕1号"),
)
_INDEX = TitleIndex.of(_TEXTS)


def resolve(text: str) -> Resolution:
    return resolve_reference(text, _INDEX, lambda *_: ("art_1", "art_12", "art_12__para_2"))


@pytest.mark.parametrize(
    ("text", "identity", "version"),
    [
        ("parking", "parking", None),
        ("parking@2018-05-01", "parking", "2018-05-01"),
        ("示政规〔2024〕3号", "fees", None),
        ("示政规[2024]3号", "fees", None),
        ("示例市停车管理办法", "parking", None),
        ("《示例市停车管理办法》", "parking", None),
    ],
)
def test_ids_numbers_and_titles_are_found(text: str, identity: str, version: str | None) -> None:
    found = resolve(text)
    assert (found.outcome, found.id, found.version) == (Outcome.FOUND, identity, version)


def test_a_title_that_two_documents_bear_names_both() -> None:
    found = resolve("关于停车收费的通知")
    assert (found.outcome, found.candidates) == (Outcome.SEVERAL, ("fees", "twin"))


def test_what_is_not_there_is_named_by_nobody() -> None:
    for name in ("示例市停车管理条例", "parking@1999-01-01", "毫不相干的东西"):
        found = resolve(name)
        assert (found.outcome, found.candidates) == (Outcome.NONE, ())


def test_places_behind_the_mark_are_found_or_missed() -> None:
    assert resolve("parking#第十二条第二款").eids == ("art_12__para_2",)
    assert resolve("parking#第一条、第十二条").eids == ("art_1", "art_12")
    assert resolve("parking#art_12").eids == ("art_12",)
    missed = resolve("parking#第十二条第九款")
    assert (missed.eids, missed.missing) == (("art_12",), True)
    assert resolve("parking#开头").missing
