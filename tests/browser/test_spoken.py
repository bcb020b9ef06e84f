"""What a screen reader says of each kind of page, in its order: the tree that Chromium gives it.

The transcripts are golden files, tests/golden/spoken/: a change of order or of a name is seen in
review. Whether they are good to listen to, people must tell (docs/accessibility.zh.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import KINDS
from tests.browser.preferences import drawn, show
from tests.browser.searching import open_search

Opener = Callable[..., Page]
Golden = Callable[[str, str], None]

SPOKEN = ("home", "list", "document", "comparison", "gazette issue", "verify")

# What is announced with the words inside it; all other roles only group.
_NAMED = {
    "button": "按钮",
    "checkbox": "复选框",
    "combobox": "组合框",
    "DisclosureTriangle": "折叠",
    "img": "图片",
    "image": "图片",
    "link": "链接",
    "radio": "单选按钮",
    "searchbox": "编辑框",
    "textbox": "编辑框",
}
_GROUPS = {
    "article": "文章",
    "banner": "横幅",
    "contentinfo": "页脚",
    "form": "表单",
    "list": "列表",
    "main": "主要内容",
    "navigation": "导航",
    "region": "区域",
    "search": "搜索",
    "table": "表格",
}


def spoken(page: Page) -> str:
    """One line for each thing said, from the top of the page to its end."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    tree = {node["nodeId"]: node for node in nodes}
    return "\n".join(_lines(nodes[0], tree)) + "\n"


def _lines(node: Mapping[str, Any], tree: Mapping[str, Any]) -> Iterator[str]:
    role = node.get("role", {}).get("value", "")
    name = " ".join(node.get("name", {}).get("value", "").split())
    said = not node["ignored"]
    if said and role == "heading":
        link = any(tree[child]["role"]["value"] == "link" for child in node["childIds"])
        yield f"{_property(node, 'level')}级标题{'、链接' if link else ''}：{name}"
        return
    if said and role in _NAMED:
        yield f"{_NAMED[role]}：{name}" + ("（当前）" if _property(node, "aria-current") else "")
        return
    if said and role == "StaticText":
        if name:
            yield name
        return
    if said and role in _GROUPS:
        words = f"{len(node['childIds'])}项" if role == "list" else name
        yield f"【{_GROUPS[role]}】{words}"
    for child in node.get("childIds", ()):
        if child in tree:
            yield from _lines(tree[child], tree)


def _property(node: Mapping[str, Any], name: str) -> Any:
    found = (one["value"]["value"] for one in node.get("properties", ()) if one["name"] == name)
    return next(found, None)


@pytest.mark.parametrize("kind", SPOKEN)
def test_a_page_is_heard_in_its_order(
    kind: str, open_page: Opener, column: str, golden: Golden
) -> None:
    page = open_page(viewport={"width": 390, "height": 760}, reduced_motion="reduce")
    show(page, column + KINDS[kind])
    drawn(page)
    golden(f"spoken/{kind.replace(' ', '-')}.txt", spoken(page))


def test_results_are_heard_after_the_box_and_how_many_there_are(
    open_page: Opener, column: str, golden: Golden
) -> None:
    page = open_page(viewport={"width": 390, "height": 760}, reduced_motion="reduce")
    open_search(page, column, q="养老服务补贴")
    page.wait_for_function("document.querySelector('[data-part=status]').textContent !== ''")
    golden("spoken/search-result.txt", spoken(page))


def test_elder_mode_is_heard_in_the_same_order(open_page: Opener, column: str) -> None:
    page = open_page(viewport={"width": 390, "height": 760}, reduced_motion="reduce")
    show(page, column + KINDS["document"])
    ordinary = spoken(page).splitlines()
    page.get_by_role("link", name="长者模式", exact=True).click()
    large = spoken(page).splitlines()
    switch = {"链接：退出长者模式", "已进入长者模式", "链接：长者模式"}

    def rest(lines: list[str]) -> list[str]:
        """Without the switch and the copying of places, which elder mode leaves out."""
        return [line for line in lines if line not in switch and "按钮：复制第" not in line]

    assert len(rest(large)) > 100
    assert rest(large) == rest(ordinary)
