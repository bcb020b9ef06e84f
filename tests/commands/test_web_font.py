"""A web font holds what the pages say and no more; without one nothing of it is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.commands import web_font
from gongkai.commands.main import main
from gongkai.formats import fonts
from gongkai.source.shipped import shipped
from tests.tiny import SITE, document, published, site

_ON = SITE + "网页字体: fonts/city.woff2\n"
_HAS = "示例市养犬管理办法第一条为了方便群众事，制定本。丰龘 0123456789abc"
_STYLE = "assets/web-font.css"


@pytest.fixture(scope="module")
def city() -> bytes:
    """The font of an office, with a few characters of which 丰 and 龘 are on no page."""
    return fonts.cut((web_font._NOTO / web_font._NOTO_FACES[0]).read_bytes(), [_HAS])[0]


@pytest.fixture
def office(tmp_path: Path, city: bytes) -> Path:
    root = site(tmp_path / "office", {"normative/dogs.md": document()}, _ON)
    (root / "fonts").mkdir()
    (root / "fonts/city.woff2").write_bytes(city)
    (root / "fonts/LICENSE.txt").write_text("许可文本\n", "utf-8")
    return root


def build(root: Path, *more: str) -> dict[str, bytes]:
    arguments = ["build", "--root", str(root), "--as-of", "2026-11-23", "--jobs", "1", *more]
    assert main(arguments) == 0
    return published(root / "output")


def drawn(files: dict[str, bytes]) -> str:
    """The characters of all slices that the style sheet names, each of which is there."""
    named = re.findall(rb"url\(([^)]+)\)", files[_STYLE])
    found = [fonts.drawn(files[f"assets/{name.decode()}"]) for name in named]
    assert len(set(named)) == len([path for path in files if path.endswith(".woff2")])
    return "".join(sorted("".join(found)))


def test_the_font_has_what_the_pages_say_and_no_more(office: Path) -> None:
    files = build(office)
    pages = "".join(raw.decode() for path, raw in files.items() if path.endswith(".html"))
    assert drawn(files) == "".join(sorted(set(_HAS) - set("丰龘")))
    assert set(_HAS) - set("丰龘0123456789abc ") <= set(pages)
    assert b'href="../../assets/web-font.css"' in files["normative/dogs/index.html"]
    assert files["assets/web-font-licence.txt"].decode() == "许可文本\n"


def test_a_new_character_changes_no_other_slice_and_leaves_no_trace(office: Path) -> None:
    before = build(office)
    site(office, {"normative/cats.md": document("第一条　龘。\n")}, _ON)
    after = build(office)
    assert "龘" in drawn(after)
    assert after["404.html"] == before["404.html"]
    kept = [path for path in before if path.endswith(".woff2")]
    assert kept
    assert all(after[path] == before[path] for path in kept)
    (office / "content/normative/cats.md").unlink()
    assert build(office) == before == build(office, "--no-cache")


def test_a_slice_that_is_known_is_not_cut_again(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(office)
    monkeypatch.setattr(fonts, "cut", lambda content, slices: pytest.fail("cut again"))
    build(office)


def test_another_font_in_its_place_is_taken(
    office: Path, city: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.commands.asked.UNSURE", 0)  # the files are old enough
    build(office)
    (office / "fonts/city.woff2").write_bytes(fonts.cut(city, ["示例"])[0])
    assert drawn(build(office)) == "例示"


def test_a_site_has_no_font_unless_it_asks(office: Path) -> None:
    build(office)
    (office / "site.yaml").write_text(SITE, "utf-8")
    files = build(office)
    assert not [path for path in files if "font" in path or path.endswith(".woff2")]
    assert b"web-font" not in files["index.html"]


def test_a_folder_without_a_server_has_none(office: Path) -> None:
    assert b"web-font" not in build(office, "--offline")["index.html"]


@pytest.mark.parametrize(
    ("file", "message"),
    [("fonts/none.ttf", "没有字体文件 none.ttf"), ("site.yaml", "site.yaml 不是字体文件")],
)
def test_a_font_that_is_none_is_told_and_the_site_is_built(
    file: str, message: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (office / "site.yaml").write_text(f"{SITE}web_font: [{file}]\n", "utf-8")
    files = build(office)
    said = capsys.readouterr().err
    assert f"提醒: {message}" in said
    assert "没有网页字体也能发布" in said
    assert b"web-font" not in files["index.html"]


def test_without_the_software_it_says_what_to_install(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    assert b"web-font" not in build(office)["index.html"]
    assert "pip install 'gongkai[font]'" in capsys.readouterr().err


def test_without_the_font_of_the_system_it_says_what_to_install(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_font, "_NOTO", office)
    (office / "site.yaml").write_text(f"{SITE}web_font: noto\n", "utf-8")
    build(office)
    assert "apt-get install fonts-noto-cjk" in capsys.readouterr().err


def test_a_damaged_font_stops_the_build(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (office / "fonts/city.woff2").write_bytes(b"wOF2 and no more")
    assert main(["build", "--root", str(office)]) == 2
    assert "web_font 的字体读不了" in capsys.readouterr().err


def test_the_licence_of_noto_is_shipped() -> None:
    text = (shipped("theme") / "fonts/OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Copyright 2014-2021 Adobe" in text
