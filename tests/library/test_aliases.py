"""Which old addresses can lead on, and what is said of those that cannot."""

from __future__ import annotations

from datetime import date
from re import fullmatch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.library.aliases import Moved, alias_problems, moved, old_address
from tests.builders import document, library, regulation, site


@pytest.mark.parametrize(
    ("alias", "old"),
    [
        ("/gz/2019/12.html", "/zwgk/gz/2019/12.html"),
        ("/zwgk/gz/12.html", "/zwgk/gz/12.html"),
        ("https://www.example.gov.cn/a/12.html", "/a/12.html"),
        ("http://www.example.gov.cn", "/"),
        ("/view.jsp?id=1&lang=zh", "/zwgk/view.jsp?id=1&lang=zh"),
        ("/%E5%81%9C%E8%BD%A6/", "/zwgk/停车/"),
        ("https://other.example/a/12.html", None),
        ("ftp://www.example.gov.cn/a", None),
        ("gz/12.html", None),
        ("", None),
        ("/a/../b", None),
        ("/a//b", None),
        ("/a b", None),
        ("/a%0Ab", None),
        ('/a";return 301 /', None),
        ("/$host", None),
        ("/a;b", None),
        ("/" + "长" * 70, None),
    ],
)
def test_an_alias_is_a_path_on_the_server_or_none_at_all(alias: str, old: str | None) -> None:
    assert old_address(alias, site()) == old


@given(st.text(max_size=30).map(lambda tail: f"/{tail}"))
def test_no_alias_can_mean_something_to_a_web_server(alias: str) -> None:
    old = old_address(alias, site())
    assert old is None or fullmatch(r"/[^\s\"'\\$;{}<>`|\x00-\x1f]*", old)


def test_old_addresses_of_the_current_text_lead_to_the_work_others_to_their_text() -> None:
    older = regulation(version="2019-05-01", effective=date(2019, 5, 1), aliases=("/old.html",))
    newer = regulation(version="2024-05-01", aliases=("/new.html",))
    assert moved(library(older, newer).library.catalogue) == (
        Moved("/zwgk/new.html", "/regulations/parking/", newer.title),
        Moved("/zwgk/old.html", "/regulations/parking/2019-05-01/", older.title),
    )


def test_an_address_that_two_claim_leads_nowhere_and_both_are_told() -> None:
    first = document(aliases=("/old.html",))
    second = document(id="other", path="content/normative/other.md", aliases=("/old.html",))
    catalogue = library(first, second).library.catalogue
    assert moved(catalogue) == ()
    problems = {found.path: problem for found, problem in alias_problems(catalogue)}
    assert {problem.code for problem in problems.values()} == {"address/alias-clash"}
    assert "content/normative/other.md" in problems[first.path].message


@pytest.mark.parametrize("alias", ["/normative/parking-fees/", "/normative/parking-fees", "/"])
def test_an_address_where_a_document_is_now_does_not_lead_away(alias: str) -> None:
    catalogue = library(document(), document(id="other", aliases=(alias,))).library.catalogue
    assert moved(catalogue) == ()
    ((_, problem),) = alias_problems(catalogue)
    assert problem.code == "address/alias-clash"


def test_an_address_that_cannot_be_led_on_is_reported() -> None:
    catalogue = library(document(aliases=("gz/12.html",))).library.catalogue
    ((_, problem),) = alias_problems(catalogue)
    assert problem.code == "address/alias"
    assert "www.example.gov.cn" in problem.hint


def test_addresses_that_lead_on_are_no_problem() -> None:
    catalogue = library(document(aliases=("/a/", "/b/"))).library.catalogue
    assert list(alias_problems(catalogue)) == []
