"""Reading, listening, printing, sharing: what a reader does with a document, by keyboard too."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kinds import KINDS
from tests.browser.preferences import choose, show
from tests.browser.speech import NO_SPEECH, NO_VOICES, VOICES, script

Opener = Callable[..., Page]

_PRINTED = """() => {
  window.printed = [];
  window.print = () => {
    const root = document.documentElement;
    window.printed.push({
      size: root.dataset.print ?? "", code: Boolean(document.querySelector(".print-code svg")),
    });
    window.dispatchEvent(new Event("afterprint"));
  };
}"""


_READ = """async () => {
  const scripts = document.querySelector("script[type=module]").src;
  (await import(new URL("bar/player.js", scripts))).readPage();
}"""


def reader(open_page: Opener, address: str, *scripts: str, **options: object) -> Page:
    """A page with voices and a printer of the test's own."""
    page = open_page(reduced_motion="reduce", **options)
    for one in scripts or (VOICES, _PRINTED):
        page.add_init_script(script(one))
    show(page, address)
    return page


def said(page: Page) -> list[str]:
    found: list[str] = page.evaluate("heard.said")
    return found


def press_until(page: Page, name: str, limit: int = 60) -> None:
    """Go on with Tab to the control of this name, as one does who has no pointer."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and focused.inner_text().strip() == name:
            return
    pytest.fail(f"Tab does not reach {name}")


def test_a_keyboard_is_enough_to_find_listen_print_and_return(
    open_page: Opener, column: str
) -> None:
    page = reader(open_page, column + KINDS["list"], viewport={"width": 1280, "height": 900})
    press_until(page, "长者模式")
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.dataset.mode") == "elder"
    title = page.locator(".documents__title a").first.inner_text()
    press_until(page, title, limit=200)
    page.keyboard.press("Enter")
    page.wait_for_url("**/normative/**")
    page.locator("[data-tool=listen]:not([hidden])").wait_for()
    assert page.evaluate("document.documentElement.dataset.mode") == "elder"
    press_until(page, "听全文")
    page.keyboard.press("Enter")
    page.wait_for_function("heard.said.length > 0")
    assert said(page)[0] in re.sub(r"[《》〔〕]", "", title)
    page.keyboard.press("Escape")
    assert page.locator(".bar-player").count() == 0
    assert page.locator(":focus").inner_text() == "听全文"
    press_until(page, "大字打印")
    page.keyboard.press("Enter")
    page.wait_for_function("printed.length > 0")
    page.go_back()
    assert page.locator("h1").inner_text() == "行政规范性文件"


def test_an_article_is_opened_from_the_contents_by_keyboard(open_page: Opener, column: str) -> None:
    page = reader(open_page, column + KINDS["statute"], viewport={"width": 1280, "height": 800})
    chapter = page.locator(".toc > details > ol > li > a").nth(1)
    chapter.focus()
    page.keyboard.press("Enter")
    target = page.locator(":target")
    assert target.inner_text() == chapter.inner_text()
    expect(page.locator(".toc a[aria-current]")).to_have_text(chapter.inner_text())


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_lies_on_the_text_while_it_is_read(
    open_page: Opener, column: str, width: int
) -> None:
    page = reader(open_page, column + KINDS["statute"], viewport={"width": width, "height": 800})
    covered = page.evaluate(
        """() => [...document.querySelectorAll(".prose > .article")].filter((article) => {
          article.scrollIntoView({block: "start"});
          const {left, top} = article.getBoundingClientRect();
          return !article.contains(document.elementFromPoint(left + 40, top + 12));
        }).map((article) => article.id)"""
    )
    assert covered == []


def test_reading_goes_sentence_by_sentence_with_a_voice_of_the_device(
    open_page: Opener, column: str
) -> None:
    page = reader(open_page, column + KINDS["document"])
    page.locator("[data-tool=listen]").click()
    page.wait_for_function("heard.said.length === 1")
    page.evaluate("heard.finish()")
    page.evaluate("heard.finish()")
    first, second, third = said(page)
    assert first.startswith("示例市民政局 示例市财政局关于印发")
    assert second == "各区县民政局、财政局："
    assert third.startswith("现将示例市养老服务补贴实施办法印发")
    assert set(page.evaluate("heard.voices")) == {"Near"}
    assert page.evaluate("[...CSS.highlights.get('reading')][0].toString()").startswith("现将《")


def test_reading_pauses_goes_on_steps_and_changes_its_pace(open_page: Opener, column: str) -> None:
    page = reader(open_page, column + KINDS["document"])
    page.locator("[data-tool=listen]").click()
    page.wait_for_function("heard.said.length === 1")
    page.get_by_role("button", name="暂停").click()
    assert page.evaluate("heard.now") is None
    page.get_by_role("button", name="继续").click()
    page.get_by_role("button", name="下一句").click()
    page.get_by_role("button", name="上一句").click()
    texts = said(page)
    assert texts[0] == texts[1] == texts[3] != texts[2]
    page.get_by_label("语速").select_option("1.5")
    assert page.evaluate("heard.rates.at(-1)") == 1.5
    page.get_by_role("button", name="停止朗读").click()
    assert page.evaluate("heard.now") is None
    page.locator("[data-tool=listen]").click()
    page.wait_for_function("heard.now !== null")
    assert page.evaluate("heard.rates.at(-1)") == 1.5


def test_a_click_on_a_sentence_reads_from_there_and_links_stay_links(
    open_page: Opener, column: str
) -> None:
    page = reader(open_page, column + KINDS["document"])
    page.locator("[data-tool=listen]").click()
    page.wait_for_function("heard.said.length === 1")
    page.locator("#art_15").click(position={"x": 200, "y": 10})
    assert said(page)[-1].startswith("第十五条")
    page.locator(".prose a.cite").first.click()
    assert "#" in page.url or page.url != column + KINDS["document"]


def test_reading_to_the_end_says_so(open_page: Opener, column: str) -> None:
    page = reader(open_page, column + KINDS["withdrawn"])
    page.evaluate(_READ)
    page.wait_for_function("heard.said.length === 1")
    while page.evaluate("heard.now !== null"):
        page.evaluate("heard.finish()")
    assert page.locator(".bar-player output").inner_text() == "读完了。"


@pytest.mark.parametrize("device", [NO_VOICES, NO_SPEECH])
def test_a_device_without_a_voice_says_how_else_to_listen(
    device: str, open_page: Opener, column: str
) -> None:
    page = reader(open_page, column + KINDS["document"], device)
    page.locator("[data-tool=listen]").click()
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    assert "没有中文语音" in dialog.inner_text()
    assert dialog.get_by_role("link", name="12345").get_attribute("href") == "tel:12345"
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert page.locator(":focus").inner_text().strip() == "听全文"


def test_a_recording_of_the_document_is_played_instead(open_page: Opener, column: str) -> None:
    page = reader(open_page, column + KINDS["interpretation"])
    page.locator("[data-tool=listen]").click()
    page.get_by_role("button", name="前进10秒").wait_for()
    assert page.locator(".bar-player output").inner_text() == "正在播放本文录音。"
    assert said(page) == []


def test_what_is_copied_is_what_others_cite(open_page: Opener, column: str) -> None:
    page = reader(open_page, column + KINDS["document"], alone=True)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".tools__more > summary").click()
    page.locator("[data-tool=cite]").click()
    page.get_by_text("已复制引用").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (
        "《示例市民政局 示例市财政局关于印发示例市养老服务补贴实施办法的通知》（示民规〔2024〕6号），"
        "示例市民政局、示例市财政局，2024年10月18日发布，"
        "https://www.example.gov.cn/zwgk/normative/home-care-subsidy/"
    )
    page.locator("[data-tool=copy]").click()
    page.get_by_text("已复制本页链接").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/normative/home-care-subsidy/")


def test_what_is_copied_of_the_gazette_names_issue_and_page(open_page: Opener, column: str) -> None:
    page = reader(open_page, column + KINDS["gazette scan"], alone=True)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".tools__more > summary").click()
    page.locator("[data-tool=cite]").click()
    page.get_by_text("已复制引用").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "《示例市人民政府关于加强城市道路挖掘管理的通告》，"
        "《示例市人民政府公报》2009年第3期（总第51期）第1页，"
        "https://www.example.gov.cn/zwgk/gazette/2009/03/01/"
    )


def test_a_print_has_the_code_of_the_address_and_may_be_large(
    open_page: Opener, column: str
) -> None:
    page = reader(open_page, column + KINDS["document"])
    page.locator("[data-tool=print]").click()
    page.locator("[data-tool=print-large]").click()
    page.wait_for_function("printed.length === 2")
    assert page.evaluate("printed") == [{"size": "", "code": True}, {"size": "large", "code": True}]
    assert page.evaluate("document.documentElement.dataset.print") is None
    page.emulate_media(media="print")
    assert page.locator(".print-code svg").is_visible()
    assert page.locator(".print-address").is_visible()
    for unseen in (".tools", ".masthead__tools", ".toc", ".footer"):
        assert not page.locator(unseen).is_visible()
    page.evaluate("document.documentElement.dataset.print = 'large'")
    size = page.locator(".prose p").nth(2).evaluate("p => parseFloat(getComputedStyle(p).fontSize)")
    assert size == pytest.approx(18 * 4 / 3)  # 18 pt


def test_the_code_and_the_way_to_a_pdf_are_shown(open_page: Opener, column: str) -> None:
    page = reader(open_page, column + KINDS["document"])
    page.locator(".tools__more > summary").click()
    page.locator("[data-tool=share]").click()
    page.get_by_role("img", name="二维码").wait_for()
    page.get_by_role("button", name="关闭").last.click()
    page.locator("[data-tool=pdf]").click()
    page.get_by_role("button", name="打开打印窗口").click()
    page.wait_for_function("printed.length === 1")


def test_links_among_the_tools_lead_where_they_say(open_page: Opener, column: str) -> None:
    page = reader(open_page, column + KINDS["older text"])
    page.locator(".tools__more > summary").click()
    for name in ("看正文", "历史沿革"):
        href = page.locator(".tools").get_by_role("link", name=name).get_attribute("href") or ""
        assert page.locator(href).count() == 1
    report = page.locator(".tools").get_by_role("link", name="我要找错")
    assert report.get_attribute("href") == "https://www.example.gov.cn/zhaocuo/"


def test_without_script_nothing_is_shown_that_does_not_work(open_page: Opener, column: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(column + KINDS["document"])
    assert page.locator(".tools button:visible").count() == 0
    assert page.locator("[data-enhance=accessibility]:visible").count() == 0
    page.locator(".tools__more > summary").click()
    assert page.get_by_role("link", name="下载附件").is_visible()
    page.get_by_role("link", name="看正文").click()
    assert page.locator(":target").get_attribute("class") == "prose"


def test_size_is_chosen_on_the_document_and_kept(open_page: Opener, column: str) -> None:
    page = reader(open_page, column + KINDS["document"])
    page.locator(".tools__more > summary").click()
    paragraph = page.locator(".prose p").first
    before = paragraph.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    page.get_by_label("特大").check()
    show(page, column + KINDS["page"])
    after = paragraph.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert after > before * 1.3
    choose(page, size="standard")
