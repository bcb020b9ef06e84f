"""The link checker follows what a reader and a browser follow, and misses no fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checkers.links import follow


def site(folder: Path, **files: str) -> Path:
    """A tree of files; `__` in a name stands for "/", and every name gets its suffix."""
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        path = folder / f"{stem.replace('__', '/')}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    "link",
    [
        "a/",
        "a/index.html",
        "./a/#%E7%AC%AC%E4%B8%80%E6%9D%A1",
        "a/#第一条",
        "a/?page=2#第一条",
        "#top",
        "#here",
        "/",
        "/a/",
        "https://www.example.gov.cn/a/",
        "https://elsewhere.example/absent/",
        "//elsewhere.example/absent/",
        "mailto:office@example.gov.cn",
        "tel:12345",
        "a/#:~:text=第一条",
    ],
)
def test_a_good_link_is_no_problem(tmp_path: Path, link: str) -> None:
    site(
        tmp_path,
        index_html=f'<body><a id="here" href="{link}">去</a>',
        a__index_html='<h2 id="第一条">第一条</h2>',
    )
    assert follow(tmp_path, "https://www.example.gov.cn/").problems == ()


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("b/", "指向的文件不存在"),
        ("A/", "指向的文件不存在"),
        ("/b/", "指向的文件不存在"),
        ("https://www.example.gov.cn/b/", "指向的文件不存在"),
        ("a", "缺少结尾的 /"),
        ("a/#第二条", "指向的位置不存在"),
        ("#absent", "指向的位置不存在"),
        ("../", "指向网站之外"),
        ("a/../../secret.html", "指向网站之外"),
        ("", "是空的"),
        ("javascript:alert(1)", "的协议不能用"),
        ("file:///etc/passwd", "的协议不能用"),
    ],
)
def test_a_bad_link_is_reported_with_its_page(tmp_path: Path, link: str, fault: str) -> None:
    site(
        tmp_path,
        index_html=f'<a href="{link}">去</a>',
        a__index_html='<h2 id="第一条">第一条</h2>',
    )
    report = follow(tmp_path, "https://www.example.gov.cn/")
    assert report.problems == (f"index.html: {link!r} {fault}",)


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="absent.png">',
        '<img srcset="found.png 1x, absent.png 2x">',
        '<script src="absent.js"></script>',
        '<link rel="stylesheet" href="absent.css">',
        '<link rel="preload" as="image" imagesrcset="absent.png">',
        '<form action="absent/"></form>',
        '<form><button formaction="absent/">交</button></form>',
        '<video poster="absent.png"></video>',
        '<audio><source src="absent.mp3"></audio>',
        '<object data="absent.pdf"></object>',
        '<blockquote cite="absent/"></blockquote>',
        '<svg><use xlink:href="absent.svg"></use></svg>',
        '<map><area href="absent/"></map>',
        '<meta http-equiv="Refresh" content="0; URL=absent/">',
    ],
)
def test_every_attribute_that_holds_an_address_is_followed(tmp_path: Path, markup: str) -> None:
    site(tmp_path, index_html=markup, found_png="")
    (problem,) = follow(tmp_path).problems
    assert "absent" in problem
    assert problem.endswith("指向的文件不存在")


def test_an_id_that_a_page_has_twice_is_reported(tmp_path: Path) -> None:
    site(tmp_path, index_html='<p id="x">一</p><p id="x">二</p>', b_html='<p id="x">三</p>')
    assert follow(tmp_path).problems == ("index.html: id x 重复",)


def test_the_addresses_of_a_style_sheet_are_followed(tmp_path: Path) -> None:
    site(
        tmp_path,
        index_html="<p>页</p>",
        css__site_css='@import "absent.css"; a { background: url(../mark.svg); } '
        "b { background: url('absent.svg'); }",
        mark_svg="<svg></svg>",
    )
    assert follow(tmp_path).problems == (
        "css/site.css: 'absent.css' 指向的文件不存在",
        "css/site.css: 'absent.svg' 指向的文件不存在",
    )


def test_a_site_under_a_path_may_not_link_to_the_root_of_its_host(tmp_path: Path) -> None:
    site(tmp_path, index_html='<a href="/zwgk/">好</a><a href="/">坏</a>')
    report = follow(tmp_path, "https://www.example.gov.cn/zwgk/")
    assert report.problems == ("index.html: '/' 指向网站之外",)


def test_the_report_counts_what_was_followed(tmp_path: Path) -> None:
    site(tmp_path, index_html='<a href="b.html">乙</a><a href="b.html">乙</a>', b_html="<p>乙</p>")
    report = follow(tmp_path)
    assert (report.pages, report.links) == (2, 2)


def test_a_folder_without_pages_is_not_called_free_of_problems(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no page"):
        follow(tmp_path)


def test_an_empty_page_is_not_called_free_of_problems(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"empty page: .*b\.html"):
        follow(site(tmp_path, index_html="<p>甲</p>", b_html="\n"))
