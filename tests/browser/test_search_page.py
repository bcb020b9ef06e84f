"""The search page finds, filters, keeps its address, and says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.browser.searching import WORDS, ask, box, count, open_search, settled, titles
from tests.browser.test_axe import violations

Opener = Callable[..., Page]


def test_typing_finds_without_a_further_key(page: Page, column: str) -> None:
    open_search(page, column)
    box(page).press_sequentially("停车", delay=20)
    expect(page).to_have_url(re.compile(r"\?q=%E5%81%9C%E8%BD%A6$"))
    settled(page)
    expect(count(page)).to_have_text(re.compile(r"找到\d+件"))
    settled(page)
    assert "示例市停车管理办法" in titles(page)
    assert [worker.url.rpartition("/")[2] for worker in page.workers] == ["worker.js"]


def test_words_typed_while_the_program_is_on_its_way_are_looked_for(
    open_page: Opener, column: str
) -> None:
    page = open_page(alone=True)
    held: list[Route] = []
    page.route("**/search-page.js", lambda route: held.append(route))
    with page.expect_request("**/search-page.js"):
        page.goto(f"{column}search/", wait_until="domcontentloaded")
    box(page).press_sequentially("停车")
    held[0].continue_()
    expect(count(page)).to_have_text(re.compile(r"找到\d+件"))
    assert box(page).input_value() == "停车"


def test_a_result_shows_where_the_words_stand_and_leads_there(page: Page, column: str) -> None:
    open_search(page, column, q="停车泊位", collection="regulations")
    place = page.locator(".result__place", has_text=re.compile("^第.+条")).first
    expect(page.locator(".result mark").first).to_have_text(re.compile("停车"))
    place.click()
    expect(page).to_have_url(re.compile(r"#art_\d+"))
    expect(page.locator(":target")).to_have_count(1)


def test_the_address_alone_brings_the_same_results(
    page: Page, column: str, open_page: Opener
) -> None:
    open_search(page, column, q="管理")
    page.get_by_label("只看现行有效").check()
    page.get_by_label("按发布日期").check()
    settled(page)
    other = open_page()
    other.goto(page.url)
    settled(other)
    assert titles(other) == titles(page)
    expect(other.get_by_label("只看现行有效")).to_be_checked()
    expect(other.get_by_label("按发布日期")).to_be_checked()


def test_back_and_forward_go_through_what_was_asked(page: Page, column: str) -> None:
    open_search(page, column, q="停车")
    first = titles(page)
    ask(page, "养犬")
    settled(page)
    second = titles(page)
    assert second != first
    page.go_back()
    expect(box(page)).to_have_value("停车")
    expect(page.locator(".result__title > a").first).to_have_text(first[0])
    page.go_forward()
    expect(box(page)).to_have_value("养犬")
    expect(page.locator(".result__title > a").first).to_have_text(second[0])


def test_coming_back_from_a_document_shows_the_results_again(page: Page, column: str) -> None:
    open_search(page, column, q="停车", status="in-force")
    before = titles(page)
    page.locator(".result__title > a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    settled(page)
    assert titles(page) == before


def test_what_is_in_force_is_one_tap_away(page: Page, column: str) -> None:
    open_search(page, column, q="租赁补贴")
    assert page.locator(".result .badge").count() > 0
    page.get_by_label("只看现行有效").check()
    expect(page).to_have_url(re.compile("status=in-force"))
    settled(page)
    expect(page.locator(".result .badge")).to_have_count(0)
    page.get_by_role("button", name="去掉全部筛选条件").click()
    settled(page)
    assert page.locator(".result .badge").count() > 0


def test_a_filter_gives_as_many_as_it_said_and_stands_in_the_address(
    page: Page, column: str
) -> None:
    open_search(page, column, q="管理")
    box_of_one = page.get_by_role("checkbox", name=re.compile("^行政规范性文件"))
    said = re.search(r"(\d+)件", page.locator("label", has=box_of_one).inner_text())
    assert said
    box_of_one.check()
    expect(count(page)).to_have_text(f"找到{said[1]}件")
    expect(page).to_have_url(re.compile("collection=normative"))
    expect(box_of_one).to_be_focused()
    page.go_back()
    expect(box_of_one).not_to_be_checked()


def test_sorting_by_date_puts_the_newest_first(page: Page, column: str) -> None:
    open_search(page, column, q="通知", sort="date")
    days = page.locator(".result__facts time").all_inner_texts()
    assert len(days) > 3
    assert days == sorted(days, reverse=True)


def test_more_results_come_by_a_button_and_the_focus_goes_on(page: Page, column: str) -> None:
    open_search(page, column, q="办法")
    expect(page.locator(".result")).to_have_count(10)
    page.get_by_role("button", name="再显示10件").click()
    expect(page.locator(".result")).to_have_count(20)
    expect(page.locator(".result").nth(10).locator("a").first).to_be_focused()
    expect(page).to_have_url(re.compile("shown=20"))
    page.reload()
    settled(page)
    expect(page.locator(".result")).to_have_count(20)


_TASKS = """window.tasks = [];
const begin = () => tasks.push({results: 0, boxes: 0});
const later = window.setTimeout;
window.setTimeout = (call, ...rest) => later((...values) => { begin(); call(...values); }, ...rest);
const give = scheduler.yield.bind(scheduler);
scheduler.yield = () => give().then(begin);
window.Worker = class extends Worker {
  constructor(...said) { super(...said); this.addEventListener("message", begin); }
};
new MutationObserver((changes) => {
  for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
    if (node.matches?.(".result")) tasks.at(-1).results++;
    if (node.matches?.(".search-filters li")) tasks.at(-1).boxes++;
  }
}).observe(document, { childList: true, subtree: true });"""


def test_no_task_puts_much_into_the_page(page: Page, column: str) -> None:
    page.add_init_script(_TASKS)
    open_search(page, column, q="办法", shown="20")

    def most(kind: str) -> int:
        return int(page.evaluate("(kind) => Math.max(...tasks.map((one) => one[kind]))", kind))

    def added() -> int:
        return int(page.evaluate("tasks.reduce((all, one) => all + one.results, 0)"))

    assert (added(), page.locator(".result").count()) == (20, 20)
    assert most("results") == 3
    assert 0 < most("boxes") <= 12
    page.get_by_role("button", name="再显示10件").click()
    expect(page.locator(".result").nth(20).locator("a").first).to_be_focused()
    assert added() == page.locator(".result").count() > 20  # what was there stays
    assert most("results") == 3


def test_older_texts_are_folded_under_the_current_one(page: Page, column: str) -> None:
    open_search(page, column, q="示例市停车管理办法")
    fold = page.locator(".result__older").first
    expect(fold.locator("a").first).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.locator("a").first).to_be_visible()
    addresses = [
        link.get_attribute("href") or "" for link in page.locator(".result__older a").all()
    ]
    assert any(re.search(r"/\d{4}-\d{2}-\d{2}/$", address) for address in addresses)


def test_a_status_other_than_in_force_is_told(page: Page, column: str) -> None:
    open_search(page, column, q="便民停车三年行动计划")
    expect(page.locator(".result .badge").first).to_have_text("失效")


def test_synonyms_that_were_looked_for_are_told(page: Page, column: str) -> None:
    open_search(page, column, q="低保")
    expect(page.locator("[data-part=notes]")).to_contain_text("最低生活保障")
    expect(page.locator(".result").first).to_be_visible()


def test_a_slip_is_answered_with_what_may_have_been_meant(page: Page, column: str) -> None:
    open_search(page, column, q="停车管理办泫")
    page.locator("[data-action=correct]").first.click()
    settled(page)
    assert len(titles(page)) > 0
    expect(count(page)).to_be_focused()


def test_nothing_found_says_what_to_try(page: Page, column: str) -> None:
    open_search(page, column, q="没有这样的词语")
    expect(count(page)).to_have_text("没有找到")
    empty = page.locator("[data-part=empty]")
    expect(empty.get_by_role("link", name="12345")).to_have_attribute("href", "tel:12345")
    expect(empty.get_by_role("link", name="依申请公开")).to_be_visible()
    expect(page.get_by_role("heading", name="从列表里找")).to_be_visible()
    expect(page.locator(".search-browse li[hidden]")).to_have_count(0)


def test_a_reader_of_the_screen_is_told_how_many(page: Page, column: str) -> None:
    open_search(page, column, q="停车")
    expect(page.locator(".search [role=status]")).to_have_text(re.compile(r"找到\d+件"))


def test_everything_can_be_done_by_keyboard(page: Page, column: str) -> None:
    open_search(page, column)
    box(page).focus()
    page.keyboard.type("停车")
    page.keyboard.press("Enter")
    settled(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.part") == "in-force":
            break
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("status=in-force"))
    settled(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.result__title') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".search")).to_have_count(0)


_ODD = (
    "停" * 10_000,
    "，。！？、；：",
    "[a-z]+(.*)?",
    "\\d{4}",
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "😀👨\u200d👩\u200d👧",
    "𠮷",
    "\u202e停车\u202c",
    "\u200f\u200e",
    "%",
    "%E0%A4%A",
    "停车&status=x#y",
    "' OR 1=1 --",
)


def test_odd_words_are_only_words(page: Page, column: str) -> None:
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    open_search(page, column, q="停车")
    usual = titles(page)
    for words in _ODD:
        ask(page, words)
        settled(page)
        assert dialogs == [], words
        assert page.locator(".search img, .search script").count() == 0, words
        ask(page, "停车")
        settled(page)
        assert titles(page) == usual, words


def test_words_in_an_address_are_shown_as_text(page: Page, column: str) -> None:
    open_search(page, column, q="<b onmouseover=alert(1)>粗</b>", status="<i>斜</i>")
    expect(box(page)).to_have_value("<b onmouseover=alert(1)>粗</b>")
    assert page.locator(".search b, .search i").count() == 0


def test_an_address_of_nonsense_is_an_empty_search(page: Page, column: str) -> None:
    page.goto(f"{column}search/?shown=-5&sort=up&year=&q=%20")
    expect(page.get_by_role("heading", name="从列表里找")).to_be_visible()
    expect(page.locator("[data-part=found]")).to_be_hidden()


@pytest.mark.parametrize("damage", ["missing", "damaged", "refused"])
def test_a_file_of_the_index_that_fails_is_told_and_asked_for_again(
    open_page: Opener, column: str, page_problems: list[str], damage: str
) -> None:
    page = open_page(alone=True)

    def spoil(route: Route) -> None:
        if damage == "missing":
            route.fulfill(status=404, body="")
        elif damage == "damaged":
            route.fulfill(status=200, body=b"\x00\x01\x02")
        else:
            route.abort()

    page.context.route(re.compile(r"/search/data/.*\.bin"), spoil)
    page.goto(f"{column}search/?q=停车")
    fault = page.get_by_role("alert")
    expect(fault).to_contain_text("搜索用的文件")
    page.context.unroute(re.compile(r"/search/data/.*\.bin"))
    page.get_by_role("button", name="重试").click()
    expect(count(page)).to_have_text(re.compile(r"找到\d+件"))
    expect(fault).to_be_hidden()
    page_problems[:] = [one for one in page_problems if "Failed to load resource" not in one]


def test_a_refused_worker_changes_nothing_for_the_reader(page: Page, column: str) -> None:
    page.add_init_script("window.Worker = class { constructor() { throw new Error('refused'); } };")
    open_search(page, column, q="停车")
    assert "示例市停车管理办法" in titles(page)


def test_refused_storage_changes_nothing_for_the_reader(page: Page, column: str) -> None:
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])"
        " Object.defineProperty(window, name, {get() { throw new DOMException('', 'SecurityError'); }});"
    )
    open_search(page, column, q="停车")
    page.get_by_label("只看现行有效").check()
    settled(page)
    assert titles(page)


def test_a_phone_shows_all_without_scrolling_sideways(open_page: Opener, column: str) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    open_search(page, column, q="停车")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("details.search-filters")).not_to_have_attribute("open", "")
    page.get_by_text("筛选条件", exact=True).click()
    page.locator(".search-filters summary", has_text="类别").click()
    expect(page.get_by_role("checkbox", name=re.compile("^规章"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("asked", ["停车", "没有这样的词语", ""])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_page(
    open_page: Opener, column: str, asked: str, width: int
) -> None:
    page = open_page(reduced_motion="reduce", viewport={"width": width, "height": 900})
    open_search(page, column, **({"q": asked} if asked else {}))
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []


def test_without_script_every_document_is_reached_from_the_page(
    open_page: Opener, column: str, example_site: Path
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{column}search/?q=停车")
    expect(page.locator("noscript .notice")).to_be_visible()
    expect(page.locator("[data-part=found]")).to_be_hidden()
    page.get_by_role("navigation", name="拼音首字母").get_by_role("link", name="T").click()
    page.get_by_role("link", name="示例市停车管理办法", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("示例市停车管理办法")
    page.goto(f"{column}search/")
    page.get_by_role("navigation", name="机关代字").get_by_role("link").first.click()
    expect(page.locator(".documents__item").first).to_be_visible()


def test_a_form_of_any_page_leads_here_without_script(open_page: Opener, column: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{column}regulations/")
    page.get_by_label(WORDS).fill("停车")
    page.get_by_role("button", name="搜索").click()
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.get_by_role("heading", name="打电话问")).to_be_visible()


_SHIFTS = """window.shifts = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value;
}).observe({type: "layout-shift", buffered: true});"""


def test_results_that_come_push_nothing_about(open_page: Opener, column: str) -> None:
    page = open_page(viewport={"width": 412, "height": 823})
    page.add_init_script(_SHIFTS)
    open_search(page, column, q="养老")
    assert page.evaluate("shifts") < 0.1  # "good" by Core Web Vitals
