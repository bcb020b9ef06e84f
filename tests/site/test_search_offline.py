"""Files of the index as scripts hand over what they hold."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from gongkai.site.search_offline import as_script


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_a_script_hands_over_its_name_and_content() -> None:
    content = bytes(range(256))
    path, script = as_script("search/data/s/abc/1f.bin", content)
    assert path == "search/data/s/abc/1f.bin.js"
    page = "globalThis.gongkaiSearchFile = (name, text) => console.log(name, Buffer.from(text, 'base64').toString('hex'));"
    done = subprocess.run(
        ["node"],
        input=page + script.decode(),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["s/abc/1f.bin", content.hex()]
