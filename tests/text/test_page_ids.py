"""The ids of the page and those of a body never meet."""

from __future__ import annotations

import re

from gongkai.text.body import PAGE_IDS, read_body
from tests.conftest import REPOSITORY


def test_every_id_that_a_template_writes_is_kept_from_bodies() -> None:
    written = set()
    for template in (REPOSITORY / "templates").rglob("*.html"):
        written |= set(re.findall(r'\bid="([a-z][a-z-]*[a-z])"', template.read_text("utf-8")))
    assert written - PAGE_IDS == set()


def test_an_author_cannot_take_an_id_of_the_page() -> None:
    reading = read_body("第一条　正文。\n\n说明。\n{: #main .note }\n")
    assert all('id="main"' not in part.html for part in reading.body.parts)
    assert [problem.code for problem in reading.problems] == ["body/attribute"]
