"""A touch screen in a service hall: whoever comes next finds the start and no trace of others."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from gongkai.commands.main import main
from tests.browser.kinds import KINDS
from tests.browser.preferences import choose, show, started
from tests.browser.searching import settled
from tests.browser.test_axe import violations
from tests.checkers.nu import errors
from tests.conftest import AS_OF, REPOSITORY
from tests.tiny import document, published, site

Server = Callable[[Path], str]
_BODY = "第一条　见[国家法律法规数据库](https://flk.npc.gov.cn/)和[附表](fees.csv)。\n\n第二条　本办法自公布之日起施行。\n"


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = site(
        tmp_path_factory.mktemp("kiosk"),
        {
            "regulations/dogs.md": document(_BODY),
            "regulations/cats.md": document(title="示例市养猫管理办法"),
            "files/fees.csv": "项目,元\n登记,10\n",
        },
    )
    assert (
        main(["build", "--kiosk", "--root", str(root), "--as-of", "2026-11-23", "--jobs", "1"]) == 0
    )
    return root / "output"


@pytest.fixture
def address(kiosk: Path, serve: Server) -> str:
    return serve(kiosk)


def storage(page: Page) -> list[int]:
    return list(
        page.evaluate(
            "caches.keys().then((names) => [localStorage.length, sessionStorage.length, names.length])"
        )
    )


def test_no_link_of_any_page_leaves_the_site(kiosk: Path) -> None:
    for name, raw in published(kiosk).items():
        if name.endswith(".html"):
            page = html.fromstring(raw)
            for link in page.iter("a"):
                href = link.get("href", "")
                assert ":" not in href, f"{name}: {href}"
                assert "." not in href.replace("../", "").removeprefix("./"), f"{name}: {href}"
                assert not {"download", "target"} & set(link.keys())
            for form in page.iter("form"):
                assert form.get("autocomplete") == "off"


def test_pages_of_a_kiosk_are_sound(kiosk: Path) -> None:
    ours = [error for error in errors(kiosk) if re.search(r"\.html$|/kiosk/", error.path)]
    assert [str(error) for error in ours] == []


@pytest.fixture(scope="module")
def halls(tmp_path_factory: pytest.TempPathFactory, serve: Server) -> str:
    """Where the pages of the whole example are served as a hall shows them."""
    output = tmp_path_factory.mktemp("hall") / "zwgk"
    place = ["--root", str(REPOSITORY), "--output", str(output), "--no-cache"]
    assert main(["build", "--kiosk", "--only", "html", *place, "--as-of", AS_OF]) == 0
    return serve(output.parent) + "/zwgk/"


# The screens of halls: upright by day, broad in elder mode and in the dark.
LOOKS = ((768, "light", "standard"), (1280, "dark", "elder"))


def found_in(page: Page) -> dict[tuple[int, str, str], list[str]]:
    """The violations of the page in each look of a hall."""
    found = {}
    for width, system, mode in LOOKS:
        choose(page, mode=mode)
        page.emulate_media(color_scheme="dark" if system == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        if problems := violations(page):
            found[width, system, mode] = problems
    return found


# One kind for each template that a hall changes; all kinds are tried in every look in test_axe.
IN_A_HALL = ("home", "list", "statute", "comparison", "decision", "overview", "search", "places",
             "gazette item")  # fmt: skip


@pytest.mark.parametrize("kind", IN_A_HALL)
def test_pages_of_the_example_in_a_hall_are_without_violation(
    kind: str, page: Page, halls: str
) -> None:
    page.emulate_media(reduced_motion="reduce")
    show(page, halls + KINDS[kind])
    expect(page.get_by_role("navigation", name="本机操作")).to_be_visible()
    assert found_in(page) == {}
    leaving = page.locator("a[href*=':'], a[download], a[target]")
    assert leaving.count() == 0


def test_results_in_a_hall_are_without_violation(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    show(page, f"{address}/search/?q=养犬")
    settled(page)
    expect(page.locator("mark").first).to_be_visible()
    assert found_in(page) == {}


def test_an_address_is_shown_with_its_code_to_take_along(page: Page, address: str) -> None:
    show(page, f"{address}/regulations/dogs/")
    page.get_by_role("button", name="国家法律法规数据库").click()
    dialog = page.get_by_role("dialog", name="带到手机上看")
    expect(dialog.locator("svg")).to_be_visible()
    expect(dialog).to_contain_text("https://flk.npc.gov.cn/")
    dialog.get_by_role("button", name="关闭").click()
    page.get_by_role("button", name="带走本页").click()
    expect(page.get_by_role("dialog")).to_contain_text(
        "https://www.example.gov.cn/zwgk/regulations/dogs/"
    )


def test_targets_of_the_bar_are_large(page: Page, address: str) -> None:
    show(page, f"{address}/")
    buttons = page.get_by_role("navigation", name="本机操作").locator("a, button")
    expect(buttons.last).to_be_visible()
    assert buttons.count() == 5
    for button in buttons.all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 60


def test_reading_leaves_nothing_in_the_history(page: Page, address: str) -> None:
    show(page, f"{address}/")
    before = page.evaluate("history.length")
    page.get_by_role("link", name="示例市养犬管理办法").first.click()
    page.wait_for_url("**/regulations/dogs/")
    started(page)
    page.get_by_role("link", name="看正文").click()
    page.wait_for_url("**/regulations/dogs/#text")
    assert page.evaluate("history.length") == before
    page.get_by_role("button", name="上一页").click()
    page.wait_for_url(f"{address}/")
    assert page.evaluate("history.length") == before


def test_help_is_on_the_screen(page: Page, address: str) -> None:
    show(page, f"{address}/")
    page.get_by_role("button", name="怎么用").click()
    expect(page.get_by_role("dialog", name="怎么用")).to_contain_text("请问旁边的工作人员")


@pytest.fixture
def timeless(open_page: Callable[..., Page]) -> Page:
    """A page on which time passes when the test says so, however slow the machine is."""
    page = open_page(alone=True)
    page.clock.install(time="2026-11-23T09:00:00")
    page.clock.pause_at("2026-11-23T10:00:00")
    return page


def test_after_two_minutes_everything_is_forgotten(timeless: Page, address: str) -> None:
    page = timeless
    show(page, f"{address}/regulations/dogs/")
    page.get_by_role("link", name="长者模式", exact=True).click()
    page.evaluate("async () => { sessionStorage.setItem('a', 'b'); await caches.open('c'); }")
    expect(page.get_by_role("button", name="看完了")).to_be_visible()
    page.clock.fast_forward(99_000)
    assert page.get_by_role("dialog").count() == 0
    page.clock.fast_forward(2_000)
    expect(page.get_by_role("dialog", name="您还在吗？")).to_contain_text("19秒后清除")
    page.clock.fast_forward(19_000)
    page.wait_for_url(f"{address}/")
    assert storage(page) == [0, 0, 0]
    assert page.locator("html").get_attribute("data-mode") == "standard"


def test_a_reader_who_answers_stays(timeless: Page, address: str) -> None:
    page = timeless
    show(page, f"{address}/regulations/dogs/")
    page.clock.fast_forward(119_000)
    page.get_by_role("button", name="我还在看").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.fast_forward(99_000)
    assert page.url.endswith("/regulations/dogs/")
    assert page.get_by_role("dialog").count() == 0


def test_who_has_finished_leaves_at_once(page: Page, address: str) -> None:
    show(page, f"{address}/regulations/dogs/")
    page.evaluate("localStorage.setItem('a', 'b')")
    page.get_by_role("button", name="看完了").click()
    page.wait_for_url(f"{address}/")
    assert storage(page) == [0, 0, 0]


def test_a_kiosk_keeps_no_pages_and_asks_the_web_nothing(kiosk: Path) -> None:
    page = (kiosk / "index.html").read_text("utf-8")
    assert "manifest" not in page
    assert " offline" not in page
    assert "external-prompt" not in page


@pytest.mark.parametrize("minutes", ["0", "61", "两"])
def test_a_waiting_time_out_of_range_is_wrong_use(tmp_path: Path, minutes: str) -> None:
    root = site(tmp_path, {"regulations/dogs.md": document()})
    assert main(["build", "--kiosk", minutes, "--root", str(root)]) == 2
