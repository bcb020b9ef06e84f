"""The theme is published in a folder that its content names."""

from __future__ import annotations

import pytest

from gongkai.pages.theme import theme

SOURCES = {
    "css/index.css": b'/* why */\n@layer base;\n@import "base.css";\n@import "more.css";\n',
    "css/base.css": b"/* one */\n@layer base { a { color: red } }\n",
    "css/more.css": b"b { top: 0 }\n",
    "js/site.js": b'import "./early.js";\n',
    "js/early.js": b"1;\n",
    "js/bar/bar.js": b"3;\n",
    "js/bar/bar.css": b"/* why */\n.bar { top: 0 }\n",
    "js/bar/hand.svg": b"<svg/>",
    "js/package.json": b"{}",
    "static/favicon.svg": b"<svg/>",
}


def test_style_sheets_become_one_in_the_order_of_the_index() -> None:
    made = theme(SOURCES)
    style = b"@layer base;\n@layer base { a { color: red } }\nb { top: 0 }\n"
    assert made.files[made.assets["css"]] == style


def test_scripts_keep_their_places_beside_each_other() -> None:
    made = theme(SOURCES)
    folder = made.assets["js"].removesuffix("site.js")
    assert made.files[f"{folder}early.js"] == b"1;\n"
    assert made.assets["early"] == f"{folder}early.js"


def test_a_module_has_its_style_and_drawings_beside_it() -> None:
    made = theme(SOURCES)
    folder = made.assets["js"].removesuffix("site.js")
    assert made.files[f"{folder}bar/bar.js"] == b"3;\n"
    assert made.files[f"{folder}bar/bar.css"] == b".bar { top: 0 }\n"
    assert made.files[f"{folder}bar/hand.svg"] == b"<svg/>"
    assert not [name for name in made.files if name.endswith(".json")]


def test_static_files_keep_their_names() -> None:
    assert theme(SOURCES).files["assets/favicon.svg"] == b"<svg/>"


def test_a_change_gives_new_addresses() -> None:
    changed = theme(SOURCES | {"js/early.js": b"2;\n"})
    assert not set(changed.assets.values()) & set(theme(SOURCES).assets.values())


def test_an_import_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match="gone"):
        theme({"css/index.css": b'@import "gone.css";'})
