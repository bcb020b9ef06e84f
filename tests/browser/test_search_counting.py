"""The search page while an answer grows, is left off, or fails: with an engine that answers when told."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.searching import box, count, settled, titles

_ENGINE = """export const open = async () => ({
  facets: async () => ({ collection: [["normative", "行政规范性文件"]], status: [["in-force", "现行有效"]] }),
  suggest: async () => [],
  search: (query, tell) =>
    new Promise((give, fail) => (window.asked ??= []).push({ query, tell, give, fail })),
});"""
_MEANT = """([name, total, exact, unfinished, titles]) => {
  const facets = { collection: { normative: total }, year: {}, agency: {}, topic: {}, status: {} };
  const results = titles.map((text) => ({
    id: text, url: "normative/", title: [{ text, mark: false }], number: [], date: "2024-05-01",
    status: "in-force", why: "", agency: [], collection: "normative", topic: "", version: "",
    where: "text", place: null, snippet: [], older: [],
  }));
  const answer = { words: [], results, settled: true, total, exact, unfinished,
    facets: total ? facets : {}, corrections: [], synonyms: [], cut: false };
  asked.at(-1)[name](answer);
}"""


def answered(page: Page, how: str, total: int, *titles: str, exact: bool, unfinished: bool) -> None:
    """Let the engine tell (`tell`) or end with (`give`) an answer to the last question."""
    page.evaluate(_MEANT, [how, total, exact, unfinished, titles])


def asked(page: Page, times: int) -> object:
    """The question that was asked so many times, once it was: how it is to be counted."""
    page.wait_for_function("(times) => window.asked?.length === times", arg=times)
    return page.evaluate("asked.at(-1).query.count")


def ask(page: Page, words: str) -> None:
    """Ask once: typing would ask too when the machine is slow."""
    box(page).evaluate("(one, words) => { one.value = words; }", words)
    box(page).press("Enter")


def test_a_count_grows_is_left_off_and_gone_on_with(page: Page, column: str) -> None:
    page.route(
        re.compile(r"/search/client\.js"),
        lambda route: route.fulfill(content_type="text/javascript", body=_ENGINE),
    )
    page.goto(f"{column}search/?q=本")
    counts = page.locator(".search-filters__count")

    # While it is counted, what is shown is a lower bound, and the filters say no numbers.
    assert asked(page, 1) is True
    answered(page, "tell", 3, "甲", exact=False, unfinished=False)
    expect(count(page)).to_have_text("至少3件，还在数")
    expect(page.locator("[data-part=found]")).to_have_attribute("aria-busy", "true")
    assert titles(page) == ["甲"]
    answered(page, "tell", 7, "甲", "乙", exact=False, unfinished=False)
    expect(count(page)).to_have_text("至少7件，还在数")
    answered(page, "give", 600, "甲", "乙", exact=False, unfinished=False)
    settled(page)
    expect(count(page)).to_have_text("至少600件")
    expect(counts).to_have_text([""])

    # Left off: the reader may have all counted.
    page.get_by_role("button", name="数出一共多少件").click()
    assert asked(page, 2) == "all"
    expect(counts).to_be_hidden()
    answered(page, "give", 1234, "甲", "乙", exact=True, unfinished=False)
    expect(count(page)).to_have_text("找到1234件")
    expect(count(page)).to_be_focused()
    expect(counts).to_have_text(["1234件"])
    expect(counts).to_be_visible()
    expect(page.get_by_role("button", name="数出一共多少件")).to_have_count(0)

    # Left off before there were ten: that is not the same as nothing found.
    ask(page, "的之")
    assert asked(page, 3) is True
    answered(page, "give", 0, exact=False, unfinished=True)
    expect(count(page)).to_have_text("词里的字太常见，看了几百件还没有找到")
    expect(page.locator("[data-part=empty]")).to_be_hidden()
    page.get_by_role("button", name="接着找").click()
    assert asked(page, 4) == "all"
    answered(page, "give", 1, "丙", exact=True, unfinished=False)
    expect(count(page)).to_have_text("找到1件")
    expect(count(page)).to_be_focused()
    assert titles(page) == ["丙"]
    expect(page.get_by_role("button", name="接着找")).to_have_count(0)

    # What comes too late, for a question that was given up, is not shown.
    ask(page, "早")
    asked(page, 5)
    page.evaluate("window.late = asked.at(-1)")
    ask(page, "晚")
    asked(page, 6)
    answered(page, "give", 1, "丁", exact=True, unfinished=False)
    settled(page)
    page.evaluate("asked.push(late)")
    answered(page, "tell", 9, "戊", exact=False, unfinished=False)
    assert titles(page) == ["丁"]
    expect(count(page)).to_have_text("找到1件")
    page.evaluate("asked.pop()")

    # The site was published anew meanwhile: only a new page helps.
    ask(page, "新")
    asked(page, 7)
    page.evaluate("asked.at(-1).fail({ code: 'version', path: 'index.json' })")
    expect(page.get_by_role("alert")).to_contain_text("网站刚刚更新过")
    page.get_by_role("button", name="刷新").click()
    asked(page, 1)
    expect(page.get_by_role("alert")).to_be_hidden()
