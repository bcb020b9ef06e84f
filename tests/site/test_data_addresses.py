"""Old addresses that lead on."""

from __future__ import annotations

import html
import re

from tests.builders import document, library
from tests.site.data_files import data_files

OLD = ("/gz/2019/12.html", "/gz/parking/", "/gz/停车", "/view.jsp?id=12", "/gz/13.jsp")


def test_every_old_address_is_in_the_map_for_the_web_server() -> None:
    files = data_files(library(document(aliases=(*OLD, "https://www.example.gov.cn/a/b.html"))))
    target = "/zwgk/normative/parking-fees/"
    assert sorted(files["data/aliases.map"].decode().splitlines()) == sorted(
        [f'"/zwgk{old}" "{target}";' for old in OLD] + [f'"/a/b.html" "{target}";']
    )


def test_old_addresses_that_can_be_files_have_a_page_that_leads_on() -> None:
    files = data_files(library(document(aliases=OLD, title="停车 <收费>")))
    pages = {path for path in files if path.startswith(("gz/", "view"))}
    assert pages == {"gz/2019/12.html", "gz/parking/index.html", "gz/停车/index.html"}
    page = files["gz/2019/12.html"].decode()
    refresh = re.search(r'<meta http-equiv="refresh" content="0; url=([^"]+)">', page)
    assert refresh
    assert refresh[1] == "../../normative/parking-fees/"
    assert html.escape("停车 <收费>") in page
    assert '<meta name="robots" content="noindex">' in page
    canonical = "https://www.example.gov.cn/zwgk/normative/parking-fees/"
    assert f'<link rel="canonical" href="{canonical}">' in page


def test_the_map_is_there_when_nothing_moved() -> None:
    assert data_files(library(document()))["data/aliases.map"] == b""
