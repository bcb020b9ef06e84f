"""The modules of the theme run as one classic script, as they do apart."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from gongkai.pages.classic import classic

THEME = Path(__file__).parents[2] / "theme" / "js"
_PAGE = (
    "globalThis.document = { currentScript: null }; globalThis.location = { href: 'file:///s/' };"
)


def _run(script: str) -> str:
    done = subprocess.run(
        ["node", "--input-type=commonjs"],
        input=_PAGE + script,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_search_engine_runs_as_one_script() -> None:
    modules = {
        path.relative_to(THEME).as_posix(): path.read_text(encoding="utf-8")
        for path in (THEME / "search").glob("*.js")
    }
    modules["entry.js"] = (
        'import { fold } from "./search/fold.js";\n'
        'import { parse } from "./search/query.js";\n'
        'const { near } = await import("./search/corrections.js");\n'
        'console.log(fold("停車（A）"), parse("停车 收费").readings.length, near("公集金", "公积金"));\n'
    )
    assert _run(classic(modules, "entry.js")) == "停车(a) 1 true\n"


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_a_module_runs_once_and_when_it_is_needed() -> None:
    modules = {
        "a.js": 'import "./c.js";\nimport { b as both } from "./b.js";\nconsole.log(both, import.meta.url);\n',
        "b.js": 'import "./c.js";\nimport "./deep/e.js";\nexport const b = 1;\n',
        "deep/e.js": 'console.log(new URL("./e.css", import.meta.url).href);\n',
        "c.js": 'console.log("c");\n',
        "d.js": 'console.log("never");\n',
    }
    assert _run(classic(modules, "a.js")) == "c\nfile:///s/deep/e.css\n1 file:///s/a.js\n"


def test_other_kinds_of_export_are_refused() -> None:
    with pytest.raises(ValueError, match=r"a\.js: an import or export that is not by name"):
        classic({"a.js": "export default 1;\n"}, "a.js")
