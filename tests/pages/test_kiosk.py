"""On a kiosk no link leaves the site, calls a number or hands out a file."""

from __future__ import annotations

import pytest

from gongkai.pages.kiosk import confined

ADDRESS = "https://www.example.gov.cn/zwgk/normative/fees/index.html"


@pytest.mark.parametrize(
    "link",
    [
        '<a href="../../">首页</a>',
        '<a class="button" href="#text">看正文</a>',
        '<a href="../parking/compare/2019-05-01..2022-09-01/">对照</a>',
        '<a href="../../search/?q=1.5">搜索</a>',
        '<a id="top">这里</a>',
    ],
)
def test_a_link_to_a_page_of_the_site_stays(link: str) -> None:
    assert confined(link, ADDRESS) == link


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (
            '<a href="https://flk.npc.gov.cn/?a=1&amp;b=2">法</a>',
            "https://flk.npc.gov.cn/?a=1&amp;b=2",
        ),
        ('<a href="//www.example.org/x/">外</a>', "https://www.example.org/x/"),
        (
            '<a href="../../files/表.xlsx" download>表</a>',
            "https://www.example.gov.cn/zwgk/files/表.xlsx",
        ),
        (
            '<a href="index.akn.xml">条文</a>',
            "https://www.example.gov.cn/zwgk/normative/fees/index.akn.xml",
        ),
    ],
)
def test_what_leads_out_or_is_a_file_becomes_an_address_to_take_along(
    link: str, address: str
) -> None:
    words = link[link.index(">") + 1 : -4]
    assert confined(link, ADDRESS) == (
        f'<button type="button" class="kiosk-address" data-address="{address}">{words}</button>'
    )


def test_a_button_stays_a_button() -> None:
    made = confined('<a class="button" href="a.pdf"><svg></svg>下载</a>', ADDRESS)
    assert made.startswith('<button type="button" class="button kiosk-address" ')
    assert made.endswith("<svg></svg>下载</button>")


@pytest.mark.parametrize("href", ["tel:12345", "mailto:a@example.gov.cn", "weixin://x"])
def test_a_number_and_a_mailbox_are_words(href: str) -> None:
    assert confined(f'<a href="{href}">12345</a>', ADDRESS) == (
        '<span class="kiosk-words">12345</span>'
    )


def test_forms_ask_the_browser_to_remember_nothing() -> None:
    page = '<form action="search/"></form><form autocomplete="off"></form>'
    assert confined(page, ADDRESS) == (
        '<form autocomplete="off" action="search/"></form><form autocomplete="off"></form>'
    )
