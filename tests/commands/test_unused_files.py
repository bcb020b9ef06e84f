"""A file that nothing names is told of; what is named anywhere is not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from gongkai.commands.main import main
from tests import tiny


def unused(root: Path, files: Mapping[str, str | bytes], capsys: pytest.CaptureFixture[str]) -> str:
    main(["check", "--root", str(tiny.site(root, files))])
    return "\n".join(
        line for line in capsys.readouterr().err.splitlines() if "attachment/unused" in line
    )


def test_what_nothing_names_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files: dict[str, str | bytes] = {
        "normative/dogs.md": tiny.document(),
        "normative/cats.docx": b"PK",
        "files/form.xlsx": b"PK",
    }
    assert unused(tmp_path, files, capsys).splitlines() == [
        f"content/{path}: 建议: 没有文件用到它，不会发布 [attachment/unused]"
        for path in ("files/form.xlsx", "normative/cats.docx")
    ]


def test_what_is_named_is_used_published_or_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issue = (
        "year: 2024\nissue: 1\npublished: 2024-01-31\nsections:\n"
        "  - name: 市政府文件\n    items:\n      - {title: 图, text: '![图](map.png)'}\n"
    )
    files: dict[str, str | bytes] = {
        "normative/dogs.md": tiny.document(
            "![办事流程图](flow.png)\n", attachments="[{title: 表, file: form.xlsx}]"
        ),
        "normative/cats.md": tiny.document("[清单](list.pdf)\n", hold="等待会签"),
        "normative/list.pdf": b"%PDF",
        "gazette/2024-01.yaml": issue,
        **{f"files/{name}": b"PK" for name in ("flow.png", "form.xlsx", "map.png")},
    }
    assert unused(tmp_path, files, capsys) == ""


def test_nothing_is_said_while_a_file_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files: dict[str, str | bytes] = {
        "normative/dogs.md": tiny.document(publishd="x"),
        "files/form.xlsx": b"PK",
    }
    assert unused(tmp_path, files, capsys) == ""
