"""Make pictures of every kind of page to look at, in the ignored folder .shots/: make shots.

For each page: phone (360), desktop (1280), elder mode, dark, high contrast, 320 px at 400 % text, and the
first page of its print.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from gongkai.commands.main import main as gongkai  # noqa: E402
from tests.checkers.serving import serving  # noqa: E402

SHOTS = REPOSITORY / ".shots"
AS_OF = "2026-11-23"
PAGES = {
    "home": "",
    "list": "normative/",
    "agency": "normative/agency/mzj/",
    "shelves": "normative/topic/",
    "regulation": "regulations/parking/",
    "older-text": "regulations/parking/2019-05-01/",
    "repealed": "regulations/heating-2011/",
    "normative": "normative/elderly-allowance/",
    "comparison": "regulations/parking/compare/2022-09-01..2026-05-01/",
    "decision": "decisions/bus-network/",
    "decision-year": "decisions/2026/",
    "interpretation": "interpretations/elevator-qa/",
    "clearance": "clearances/clearance-2026/",
    "page": "pages/guide/",
    "report": "pages/report/",
    "search": "search/?q=停车",
    "overview": "overview/",
    "updates": "updates/",
    "sitemap": "sitemap/",
    "offline": "offline/",
    "missing": "404.html",
}
PHONE = {"width": 360, "height": 780}
DESKTOP = {"width": 1280, "height": 900}
LOOKS: dict[str, tuple[dict[str, object], str]] = {
    "phone": ({"viewport": PHONE, "device_scale_factor": 2}, "{}"),
    "desktop": ({"viewport": DESKTOP}, "{}"),
    "elder": ({"viewport": PHONE}, '{"mode":"elder"}'),
    "dark": ({"viewport": DESKTOP, "color_scheme": "dark"}, "{}"),
    "contrast": ({"viewport": DESKTOP}, '{"bar":"on","theme":"yellow-on-black"}'),
    "forced": ({"viewport": DESKTOP, "forced_colors": "active"}, "{}"),
    "narrow": ({"viewport": {"width": 320, "height": 640}}, '{"size":"largest"}'),
}


def main(wanted: list[str]) -> None:
    """Take the pictures of the pages named, of all when none is."""
    SHOTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        place = ["--root", str(REPOSITORY), "--output", str(root / "zwgk")]
        if gongkai(["build", *place, "--cache", str(root / "cache"), "--as-of", AS_OF]) != 0:
            sys.exit(1)
        with serving(root) as host, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"]
            )
            for name, path in PAGES.items():
                if not wanted or name in wanted:
                    for look in LOOKS:
                        shoot(browser, f"{host}/zwgk/{path}", name, look)
                    printed(browser, f"{host}/zwgk/{path}", name)
            browser.close()


def shoot(browser: Browser, address: str, name: str, look: str) -> None:
    """The whole page in one look."""
    options, choices = LOOKS[look]
    page = opened(browser, address, options, choices)
    page.screenshot(path=SHOTS / f"{name}-{look}.png", full_page=True)
    page.context.close()


def printed(browser: Browser, address: str, name: str) -> None:
    """The print as PDF, and its first sheet as a picture where poppler is installed."""
    page = opened(browser, address, {"viewport": DESKTOP}, "{}")
    paper = SHOTS / f"{name}-print.pdf"
    page.pdf(path=paper, format="A4", print_background=False, prefer_css_page_size=True)
    page.context.close()
    command = [
        "pdftoppm",
        "-png",
        "-singlefile",
        "-r",
        "60",
        str(paper),
        str(paper.with_suffix("")),
    ]
    try:
        subprocess.run(command, check=True)
    except FileNotFoundError:
        print(f"{paper.name}: 没有 pdftoppm（poppler-utils），只存了 PDF", file=sys.stderr)


def opened(browser: Browser, address: str, options: dict[str, object], choices: str) -> Page:
    """The page as a reader with these choices finds it."""
    context = browser.new_context(locale="zh-CN", **options)  # type: ignore[arg-type]
    context.add_init_script(f"localStorage.setItem('gongkai-preferences', '{choices}')")
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    return page


if __name__ == "__main__":
    main(sys.argv[1:])
