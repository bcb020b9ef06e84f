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


def test_no_form_of_comment_is_in_what_is_published() -> None:
    asides = "[//]: # (canary 一)\n[注]: <> (canary 二)\n[comment]: # 'canary 三'\n<?canary 四?>\n"
    bogus = "<!canary 五> <![CDATA[canary 六]]> <!--canary 七\ncanary 八-->"
    body = f"第一条　甲。\n\n{asides}\n第二条　乙{bogus}。\n\n[丙]: https://www.example.gov.cn/\n"
    reading = read_body(body).body
    shown = "".join(part.html for part in reading.parts)
    for text in (reading.markdown, reading.plain, shown):
        assert "canary" not in text
    assert "[丙]: https://www.example.gov.cn/" in reading.markdown
    assert reading.markdown.count("\n") == body.count("\n")
