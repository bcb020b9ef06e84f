"""What an interpretation speaks of is known by whatever name its front matter uses."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.library.subjects import Subjects
from gongkai.model.documents import Collection, Document, Reference
from tests.builders import document, regulation

KNOWN = (
    regulation(),
    document(title="关于印发示例市停车收费办法的通知"),
    document(id="relief", transmits="示例市临时救助办法", number="示政规〔2023〕2号"),
)


def reading(*names: str, **values: Any) -> Document:
    return document(
        collection=Collection.INTERPRETATIONS,
        id="reading",
        interprets=tuple(Reference(name) for name in names),
        **values,
    )


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (("parking",), "示例市停车管理办法"),
        (("parking@2024-01-01",), "示例市停车管理办法"),
        (("parking#第三条", "parking#第五条"), "示例市停车管理办法"),
        (("示例市人民政府令第12号",), "示例市停车管理办法"),
        (("示政规〔2023〕2号",), "示例市临时救助办法"),
        (("parking-fees",), "示例市停车收费办法"),
        (("《示例市养犬管理规定》",), "示例市养犬管理规定"),
        (("parking", "relief"), ""),
    ],
)
def test_the_subject_is_named_by_title(names: tuple[str, ...], title: str) -> None:
    assert Subjects(KNOWN).about(reading(*names)) == title


def test_without_a_key_the_title_tells() -> None:
    told = reading(title="《示例市停车管理办法》解读")
    assert Subjects(KNOWN).about(told) == "示例市停车管理办法"
    assert Subjects(KNOWN).about(reading(title="停车新规解读")) == ""


def test_other_documents_speak_of_themselves() -> None:
    assert Subjects(KNOWN).about(document(interprets=(Reference("parking"),))) == ""
