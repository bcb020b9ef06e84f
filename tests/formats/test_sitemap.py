"""Site maps as sitemaps.org wants them."""

from __future__ import annotations

from datetime import date

from gongkai.formats.sitemap import index, urlset
from tests.formats.judges import sitemap_faults

PAGE = "https://www.example.gov.cn/zwgk/regulations/parking/"


def test_a_site_map_is_valid_with_and_without_days() -> None:
    raw = urlset([(PAGE, date(2024, 5, 1)), (f"{PAGE}2024-05-01/", None)]).encode()
    assert sitemap_faults(raw) == []
    assert f"<loc>{PAGE}</loc><lastmod>2024-05-01</lastmod>".encode() in raw


def test_the_list_of_site_maps_is_valid() -> None:
    raw = index([("https://www.example.gov.cn/zwgk/sitemap-regulations-2024.xml", None)])
    assert sitemap_faults(raw.encode()) == []


def test_an_ampersand_in_an_address_is_escaped() -> None:
    assert "https://www.example.gov.cn/?a=1&amp;b=2" in urlset(
        [("https://www.example.gov.cn/?a=1&b=2", None)]
    )


def test_the_judge_sees_an_address_that_stands_twice() -> None:
    assert sitemap_faults(urlset([(PAGE, None), (PAGE, None)]).encode()) != []


def test_the_judge_sees_a_relative_address() -> None:
    assert sitemap_faults(urlset([("/regulations/parking/", None)]).encode()) != []
