"""Which documents an interpretation explains when its front matter does not say."""

from __future__ import annotations

import pytest

from gongkai.library.link_index import KnownText, TitleIndex
from gongkai.library.link_interpretations import Explained, explained, explained_places
from gongkai.library.links import link
from gongkai.model.documents import Collection
from gongkai.text.citations import recognise

_INDEX = TitleIndex.of(
    (
        KnownText("parking", Collection.REGULATIONS, "示例市停车管理办法"),
        KnownText("law", Collection.REGULATIONS, "示例省停车条例"),
        KnownText("fees", Collection.NORMATIVE, "关于停车收费的通知", None, "示政规〔2024〕3号"),
    )
)
_EIDS = ("art_1", "art_3", "art_5")


def explain(title: str, body: str = "") -> Explained:
    citations = recognise(body, (), title)
    links = link("reading", citations, _INDEX, lambda *_: _EIDS, ()).links
    return explained(title, citations, links, _INDEX)


@pytest.mark.parametrize(
    "title",
    [
        "《示例市停车管理办法》政策解读",
        "示例市停车管理办法解读",
        "一图读懂《示例市停车管理办法》",
        "关于《示例市停车管理办法》的图文解读",
    ],
)
def test_the_title_names_it(title: str) -> None:
    assert explain(title).ids == ("parking",)


def test_a_number_in_the_first_paragraphs_goes_before_names_alone() -> None:
    body = "根据《示例省停车条例》，市政府印发了《关于停车收费的通知》（示政规〔2024〕3号）。"
    assert explain("停车收费怎么算", body).ids == ("fees",)


def test_the_only_name_in_the_first_paragraphs_is_it() -> None:
    assert explain("停车新规来了", "《示例市停车管理办法》5月1日起施行。").ids == ("parking",)


def test_several_names_alone_decide_nothing() -> None:
    found = explain("停车新规来了", "《示例市停车管理办法》依据《示例省停车条例》制定。")
    assert (found.ids, set(found.candidates)) == ((), {"parking", "law"})


def test_one_that_names_nothing_is_answered_with_the_likeliest() -> None:
    found = explain("示例市停车管理办解读")
    assert found.ids == ()
    assert found.candidates[0] == "parking"


def test_the_articles_it_speaks_of_are_those_it_explains() -> None:
    body = "《办法》第三条明确范围，第五条至第六条规定期限。《示例省停车条例》第一条另有规定。"
    citations = recognise(body, (), "解读", about="示例市停车管理办法")
    links = link("reading", citations, _INDEX, lambda *_: _EIDS, ()).links
    assert explained_places("parking", citations, links) == ("art_3", "art_5", "art_6")
