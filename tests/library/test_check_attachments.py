"""What the 附件说明 announces is attached, or stands in the text."""

from __future__ import annotations

import pytest

from gongkai.library.check_attachments import announced_attachments
from gongkai.model.documents import AttachmentRef
from gongkai.model.facts import BodyFacts
from gongkai.text.body_facts import facts_of
from tests.library.checking import document, found, library

NOTE = "通知如下。\n\n附件：1.老年助餐点名录\n\n　　　2.助餐补助申请表（样式）\n"
TEXTS = {("rules", ""): facts_of(NOTE)}


def attached(*titles: str) -> tuple[AttachmentRef, ...]:
    return tuple(AttachmentRef(title, "a.docx") for title in titles)


@pytest.mark.parametrize(
    "titles",
    [
        ("老年助餐点名录", "助餐补助申请表"),
        ("附件1：老年助餐点名录", "附件2：《助餐补助申请表》"),
        ("1.示例市老年助餐点名录.xlsx", "助餐补助申请表（样式）", "PDF 版全文"),
    ],
)
def test_titles_are_compared_as_people_read_them(titles: tuple[str, ...]) -> None:
    assert found(announced_attachments, document(attachments=attached(*titles)), texts=TEXTS) == []


def test_an_announced_attachment_that_is_not_there_is_told_at_the_note() -> None:
    one = document(attachments=attached("老年助餐点名录"), body_line=20)
    (finding,) = announced_attachments(library(one, texts=TEXTS))
    assert (finding.problem.code, finding.problem.line) == ("attachment/mismatch", 22)
    assert "《助餐补助申请表（样式）》" in finding.problem.message
    assert "名录》" not in finding.problem.message


def test_an_attachment_may_stand_in_the_text() -> None:
    one = document(attachments=attached("老年助餐点名录"))
    bodies = {("rules", ""): BodyFacts("d", eids=("art_1", "annex_1", "annex_1__art_1"))}
    assert found(announced_attachments, one, texts=TEXTS, bodies=bodies) == []
    assert found(announced_attachments, document(), texts=TEXTS, bodies=bodies) == [
        ("attachment/mismatch", "rules")
    ]


def test_a_text_that_announces_nothing_may_have_attachments() -> None:
    texts = {("rules", ""): facts_of("通知如下。\n\n附件：名录（略）")}
    assert found(announced_attachments, document(), texts=texts) == []
    assert found(announced_attachments, document(attachments=attached("名录"))) == []
