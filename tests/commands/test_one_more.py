"""One more document in a library touches few pages (the lists are cut by calendar)."""

from __future__ import annotations

import random
from pathlib import Path

from gongkai.commands.main import main
from tests.tiny import SITE, document, published, site

AGENCIES = ("示例市人民政府", "示例市教育局", "示例市住房和城乡建设局", "示例市水务局")
TOPICS = ("综合政务/政务公开", "城乡建设、环境保护/城市规划", "卫生、体育/卫生", "科技、教育/教育")
SETTINGS = SITE + "".join(
    ["agencies:\n", *(f"  - {{id: a{n}, name: {name}}}\n" for n, name in enumerate(AGENCIES))]
)
COUNT = 150
MOST = 20  # pages of HTML, beside those of the documents that the new one names


def _library() -> dict[str, str]:
    """Notices of ten years that cite each other, by path."""
    chance = random.Random(6)
    found = {}
    for number in range(COUNT):
        year, month = 2015 + number * 10 // COUNT, chance.randrange(1, 13)
        cited = f"《示例市第{chance.randrange(COUNT)}号事项管理办法》"
        body = f"第一条　根据{cited}，制定本办法。\n\n第二条　本办法由市政府负责解释。\n"
        found[f"normative/{year}/doc{number}.md"] = document(
            body,
            title=f"示例市第{number}号事项管理办法",
            agency=chance.choice(AGENCIES),
            topic=chance.choice(TOPICS),
            number=f"示政规〔{year}〕{number + 1}号",
            published=f"{year}-{month:02d}-{chance.randrange(1, 28):02d}",
        )
    keys = {"interprets": "doc3", "published": "2024-02-01"}
    found["interpretations/old.md"] = document(title="《示例市第3号事项管理办法》解读", **keys)
    return found


def _pages(root: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path: ((root / "output" / path).stat().st_mtime_ns, content)
        for path, content in published(root / "output").items()
        if path.endswith(".html")
    }


def test_one_more_document_writes_few_pages(tmp_path: Path) -> None:
    root = site(tmp_path, _library(), SETTINGS)
    words = ["build", "--root", str(root), "--as-of", "2024-12-20", "--jobs", "1"]
    words += ["--only", "html"]
    assert main(words) == 0
    new = {
        "title": "示例市新事项管理办法",
        "published": "2024-12-18",
        "agency": AGENCIES[1],
        "topic": TOPICS[1],
        "number": "示政规〔2024〕999号",
    }
    told = {
        "title": "《示例市新事项管理办法》解读",
        "published": "2024-12-19",
        "agency": AGENCIES[1],
    }
    body = "第一条　根据《示例市第7号事项管理办法》第一条，制定本办法。\n"
    for path, text, named in (
        ("normative/2024/new.md", document(body, **new), ("第7号事项",)),
        ("normative/2024/new.md", document(body, **new, repeals="[doc30]"), ("第30号事项",)),
        (
            "interpretations/told.md",
            document("这是解读。\n", **told, interprets="[new, doc40]"),
            ("新事项", "第40号事项"),
        ),
    ):
        before = _pages(root)
        site(root, {path: text}, SETTINGS)
        assert main(words) == 0
        after = _pages(root)
        written = {page for page in after if before.get(page) != after[page]}
        naming = {page for page in written if _names(after[page][1], named)}
        assert any(page.startswith("normative/doc") for page in naming)
        # Lists that name what the new text is about are so few as well.
        assert len(written - naming) <= MOST, sorted(written - naming)
        assert len(naming) <= MOST, sorted(naming)
        assert before.keys() <= after.keys()


def _names(page: bytes, named: tuple[str, ...]) -> bool:
    return any(title.encode() in page for title in named)
