"""/verify/ says whether a text or a file agrees with what was published, and sends nothing away."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

AGREES, DIFFERS, ABSENT = "与本站发布内容一致", "与本站发布内容不一致", "不在本库"
STATUTE = "regulations/home-care/"
READY = "核对清单已经读入，断网也能核对。"


def prepared(page: Page, column: str) -> Page:
    """The page, once its lists have come: they do when the reader turns to the form."""
    page.goto(f"{column}verify/")
    page.get_by_label("要核对的文字").click()
    expect(page.get_by_text(READY)).to_be_visible()
    return page


@pytest.fixture
def verify(page: Page, column: str) -> Page:
    return prepared(page, column)


def articles(site: Path, address: str = STATUTE) -> list[str]:
    """The words of a text, as a reader copies them from its page."""
    data = json.loads((site / address / "index.json").read_text("utf-8"))
    return [
        f"{one['num'] or ''}　{one['heading'] or ''}{one['text']}" for one in data["provisions"]
    ]


def forget(page: Page) -> None:
    """Take the last answer away, so that the next one is not taken for it."""
    page.locator(".verify__result").evaluate("one => one.replaceChildren()")


def check(page: Page, text: str, verdict: str) -> str:
    forget(page)
    page.get_by_label("要核对的文字").fill(text)
    page.get_by_role("button", name="核对文字").click()
    expect(page.locator(".verify__verdict")).to_have_text(verdict)
    return page.locator(".verify__result").inner_text()


def test_a_copied_text_agrees_however_its_lines_were_broken(
    verify: Page, example_site: Path
) -> None:
    words = articles(example_site)
    assert "核对了" in check(verify, "\n\n".join(words), AGREES)
    whole = "".join(words)
    broken = "\n".join(whole[place : place + 17] for place in range(0, len(whole), 17))
    assert "居家养老" in check(verify, broken.translate({0xFF0C: ","}), AGREES)


def test_the_article_that_differs_first_is_shown_with_both_readings(
    verify: Page, example_site: Path
) -> None:
    whole = "\n".join(articles(example_site))
    place = whole.index("第五条")
    end = whole.index("。", place)
    said = check(verify, f"{whole[:end]}，但是另有规定的除外{whole[end:]}", DIFFERS)
    assert "最先不一样的地方：第五条" in said
    assert "您的文字" in said
    assert "本站的文字" in said
    marked = verify.locator(".verify__words mark").first
    expect(marked).to_have_text(re.compile("^,但是另有规定的除外。"))


def test_a_text_of_another_origin_is_not_in_the_library(verify: Page) -> None:
    check(verify, "本站从来没有发布过这样的一句话，请放心。", ABSENT)


def test_everything_is_checked_without_network_once_the_page_is_loaded(
    open_page: Callable[..., Page], column: str, example_site: Path, page_problems: list[str]
) -> None:
    verify = prepared(open_page(alone=True), column)
    verify.context.set_offline(True)
    whole = "\n".join(articles(example_site))
    check(verify, whole, AGREES)
    said = check(verify, whole.replace("本市", "本县", 1), DIFFERS)
    assert "最先不一样的地方：第" in said
    attached = next((example_site / "normative").glob("*/files/*.docx"))
    forget(verify)
    verify.get_by_label("要核对的文件").set_input_files(attached)
    expect(verify.locator(".verify__verdict")).to_have_text(AGREES)
    verify.context.set_offline(False)
    page_problems.clear()  # the browser reports that the site's own words could not be had


def test_of_very_many_lists_only_those_that_may_help_are_fetched(
    page: Page, column: str, example_site: Path
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("/verify/data/")[2]))
    index = json.loads((example_site / "verify/data/index.json").read_text("utf-8"))
    assert index["whole"]
    assert len(index["texts"]) > 1
    page.route(
        re.compile("/verify/data/index.json"),
        lambda route: route.fulfill(json={**index, "whole": False}),
    )

    def fetched() -> int:
        return len([name for name in asked if name.startswith("t/")])

    page.goto(f"{column}{STATUTE}")
    code = page.locator(".verify-code a").inner_text()
    page.goto(f"{column}verify/")
    page.get_by_label("要核对的文字").click()
    expect(page.get_by_text("核对清单的目录已经读入")).to_be_visible()
    assert fetched() == 0
    words = articles(example_site)
    article = max(words, key=len)
    check(page, "本站从来没有发布过这样的一句话，请放心。", ABSENT)
    assert fetched() == 0
    check(page, article, AGREES)
    assert fetched() == 1
    assert "核对了" in check(page, "\n".join(words), AGREES)
    said = check(page, "\n".join(words).replace("本市", "本县", 1), DIFFERS)
    assert "最先不一样的地方：第" in said
    page.get_by_label("核对码").fill(code)
    check(page, article, AGREES)
    page.get_by_label("核对码").fill("0000-0000-0000")
    check(page, article, ABSENT)


def test_a_file_is_told_by_its_content_and_then_by_its_name(
    verify: Page, example_site: Path
) -> None:
    attached = next((example_site / "normative").glob("*/files/*.docx"))
    content = attached.read_bytes()
    choices = [
        (attached.name, content, AGREES),
        ("改了名字.docx", content, AGREES),
        (attached.name, content + b" ", DIFFERS),
        ("别的.docx", b"PK", ABSENT),
    ]
    for name, raw, verdict in choices:
        file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": raw}
        forget(verify)
        verify.get_by_label("要核对的文件").set_input_files(file)
        expect(verify.locator(".verify__verdict")).to_have_text(verdict)
        expect(verify.locator(".verify__result")).to_contain_text(name)


def test_the_code_of_a_page_leads_to_its_document(page: Page, column: str) -> None:
    page.goto(f"{column}{STATUTE}")
    page.locator(".verify-code a").click()
    expect(page.locator(".verify__result")).to_contain_text("这个核对码是")
    expect(page.locator(".verify__result a")).to_have_attribute("href", f"../{STATUTE}")
    code = page.get_by_label("核对码").input_value()
    page.goto(f"{column}verify/?code={code[:-1]}{'0' if code[-1] != '0' else '1'}")
    expect(page.locator(".verify__result")).to_contain_text("文字有过变动")
    page.goto(f"{column}verify/?code=0000-0000-0000")
    expect(page.locator(".verify__verdict")).to_have_text(ABSENT)


def test_a_print_shows_the_code_and_a_picture_of_it(page: Page, column: str) -> None:
    page.goto(f"{column}{STATUTE}")
    expect(page.get_by_role("button", name="打印", exact=True)).to_be_visible()
    page.keyboard.down("Control")
    drawing = page.locator(".print-code svg")
    expect(drawing).to_have_count(1)
    expect(drawing).to_have_attribute("aria-label", "核对本页的二维码")
    page.emulate_media(media="print")
    expect(page.locator(".verify-code")).to_be_visible()
    expect(drawing).to_be_visible()


def test_without_script_the_page_says_how_to_check_by_hand(
    open_page: Callable[..., Page], column: str
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{column}verify/")
    expect(page.locator("form.verify")).to_be_hidden()
    expect(page.get_by_text("sha256sum 文件名")).to_be_visible()
    assert "没有打开" in page.locator("main").inner_text()
