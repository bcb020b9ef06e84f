"""The way of a policy is an ordered list with the page itself marked."""

from __future__ import annotations

import re
from datetime import date

from gongkai.model.documents import Collection, Document, Reference
from gongkai.model.links import InterpretationLink
from tests.builders import Extra, document, library, regulation
from tests.site.rendering import rendered

TEXTS = [
    regulation(version="2020-01-01", effective=None, written=date(2019, 12, 1)),
    regulation(version="2024-01-01", effective=None, written=date(2023, 11, 20)),
]
AMENDMENT = document(
    id="change", title="修改决定", amends=(Reference("parking"),), effective=date(2024, 1, 1)
)
READING = document(collection=Collection.INTERPRETATIONS, id="jd", title="一图读懂", number=None)
EXTRA = {
    text.key: Extra(
        values={"interpretations": (InterpretationLink("jd", "一图读懂", "/interpretations/jd/"),)}
    )
    for text in TEXTS
}


def pages(*documents: Document) -> dict[str, str]:
    return rendered(library(*documents, extra=EXTRA))


def marked(html: str) -> list[str]:
    """The words of the steps that are the page itself."""
    steps = re.findall(r'<li class="chain__step[^>]*aria-current="page">(.*?)</li>', html, re.S)
    return [re.sub(r"\s+|<[^>]*>", "", step) for step in steps]


def test_every_page_marks_its_own_step() -> None:
    made = pages(*TEXTS, AMENDMENT, READING)
    assert marked(made["regulations/parking/index.html"]) == [
        "2024年1月1日新文本自2024年1月1日起施行的文本（本页）"
    ]
    assert marked(made["regulations/parking/2020-01-01/index.html"]) == [
        "2019年12月1日公布示例市停车管理办法（本页）示例市人民政府令第12号自2020年1月1日起施行"
    ]
    assert len(marked(made["normative/change/index.html"])) == 1
    assert len(marked(made["interpretations/jd/index.html"])) == 1


def test_other_steps_are_links() -> None:
    html = pages(*TEXTS, AMENDMENT, READING)["interpretations/jd/index.html"]
    way = html[html.index('<ol class="chain">') :]
    for url in ("regulations/parking/", "regulations/parking/2020-01-01/", "normative/change/"):
        assert f'href="../../{url}"' in way


def test_a_document_alone_shows_no_way() -> None:
    assert "政策全过程" not in pages(document())["normative/parking-fees/index.html"]


def test_several_ways_are_folded_but_for_the_first() -> None:
    both = document(
        id="change", title="修改决定", amends=(Reference("parking"), Reference("parking-fees"))
    )
    html = pages(*TEXTS, document(), both, READING)["normative/change/index.html"]
    chains = html[html.index('class="chains"') :]
    assert chains.index("<details open>") < chains.index("<details>")
    assert "<summary>示例市停车管理办法</summary>" in chains
