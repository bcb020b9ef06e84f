"""Links of pages that are opened without a server name files; all others stay as they are."""

from __future__ import annotations

import pytest

from gongkai.pages.from_folder import linked


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("../regulations/dogs/", "../regulations/dogs/index.html"),
        ("../regulations/dogs/#art_2", "../regulations/dogs/index.html#art_2"),
        ("search/?q=a/b", "search/index.html?q=a/b"),
        ("", "index.html"),
        ("./", "./index.html"),
        ("..", "../index.html"),
        ("#main", "#main"),
        ("?q=a", "?q=a"),
        ("../files/a.pdf", "../files/a.pdf"),
        ("https://www.example.gov.cn/", "https://www.example.gov.cn/"),
        ("//www.example.gov.cn/", "//www.example.gov.cn/"),
        ("mailto:xxgk@example.gov.cn", "mailto:xxgk@example.gov.cn"),
    ],
)
def test_a_link_to_a_folder_names_its_file(address: str, named: str) -> None:
    assert linked(f'<a href="{address}">'.encode()) == f'<a href="{named}">'.encode()


def test_the_script_runs_without_a_server() -> None:
    page = b'<script type="module" src="assets/1/js/from-folder.js"></script>'
    assert linked(page) == b'<script defer src="assets/1/js/from-folder.js"></script>'


def test_a_moved_page_leads_on() -> None:
    page = b'<meta http-equiv="refresh" content="0; url=../new/#art_1">'
    assert linked(page) == b'<meta http-equiv="refresh" content="0; url=../new/index.html#art_1">'
