"""The last line of a build counts files by kind."""

from __future__ import annotations

import pytest

from gongkai.output.kinds import KINDS, counted, kind_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "网页"),
        ("gazette/2023/03/index.html", "网页"),
        ("normative/dogs/index.akn.xml", "数据"),
        ("SHA256SUMS", "数据"),
        ("data/bulk/normative-2024.zip", "数据包"),
        ("search/manifest.json", "搜索"),
        ("search/1/head.bin", "搜索"),
        ("verify/data/files-0.txt", "核对清单"),
        ("gazette/2023/03/2023-03.pdf", "公报"),
        ("assets/site.css", "样式和程序"),
        ("assets/site.css.br", "压缩件"),
        ("normative/dogs/form.docx", "附件等"),
    ],
)
def test_a_path_tells_the_kind_of_its_file(path: str, kind: str) -> None:
    assert kind_of(path) == kind
    assert kind in KINDS


def test_counts_stand_in_the_order_of_the_line() -> None:
    assert list(counted(["a.docx", "b/x.md", "index.html", "b/y.md"]).items()) == [
        ("网页", 1),
        ("数据", 2),
        ("附件等", 1),
    ]
