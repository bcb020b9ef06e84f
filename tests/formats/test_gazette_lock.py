"""A lock gives back what was frozen, and says when it was touched."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.formats.gazette_lock import Lock, TornLockError, lock_text, read_lock, text_digest
from gongkai.model.gazette import FrozenIssue, FrozenItem, FrozenPicture, IssueKey, PageRange

TEXT = "第一条　为了方便群众办事，制定本办法。\n\n第二条　自公布之日起施行。\n"
ITEM = FrozenItem(
    number=1,
    title="示例市停车管理办法",
    section="市政府规章",
    kind="document",
    markdown=TEXT,
    digest=text_digest(TEXT),
    pages=PageRange(3, 7),
    document="parking@2024-05-01",
    document_number="示例市人民政府令第12号",
    agency=("示例市人民政府",),
    written=date(2024, 3, 1),
    promulgated=date(2024, 3, 5),
    effective=date(2024, 5, 1),
    transmits="示例市停车管理办法",
    about="示例市停车条例",
    note="（2024年3月5日公布）",
    standard=True,
    pictures=(FrozenPicture("图.png", "files/图.png", "0" * 64),),
)
SCAN = FrozenItem(
    number=2,
    title="旧文",
    section="目录",
    kind="scan",
    markdown="",
    digest="1" * 64,
    file="files/gazette/2009-01.pdf",
    sheet=4,
    layer="第一行\n第二行",
)
CORRECTION = FrozenItem(
    number=3,
    title="更正",
    section="更正",
    kind="correction",
    markdown="",
    digest=text_digest(""),
    corrects=(IssueKey(2023, 3, 4), 2),
)
ISSUE = FrozenIssue(
    key=IssueKey(2024, 3, 3),
    total=87,
    published=date(2024, 3, 31),
    sections=("市政府规章", "目录", "更正"),
    items=(ITEM, SCAN, CORRECTION),
    paper="files/gazette/2024-03.pdf",
    paper_sha256="2" * 64,
    page_count=48,
)
LOCK = Lock(ISSUE, ("a", "b", "c", "d"))


def test_what_was_written_is_read() -> None:
    assert read_lock(lock_text(LOCK)) == LOCK


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(max_size=5))
def test_any_text_comes_back_to_the_letter(markdown: str, title: str) -> None:
    item = replace(CORRECTION, markdown=markdown, digest=text_digest(markdown), title=title)
    lock = Lock(replace(ISSUE, items=(item,)), ())
    assert read_lock(lock_text(lock)) == lock


def test_a_line_of_the_text_is_a_line_of_the_file() -> None:
    lines = lock_text(LOCK).split("\n")
    assert [line for line in lines if "第一条" in line] == [
        '    "第一条　为了方便群众办事，制定本办法。",'
    ]


@given(st.integers(0, len(lock_text(LOCK)) - 2))
def test_a_file_that_was_cut_is_torn(end: int) -> None:
    with pytest.raises(TornLockError):
        read_lock(lock_text(LOCK)[:end])


@given(st.data())
def test_one_character_changed_anywhere_is_found_or_changes_nothing(data: st.DataObject) -> None:
    text = lock_text(LOCK)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from('01ab一，"[]{}: \n'))
    changed = text[:place] + other + text[place + 1 :]
    with suppress(TornLockError):
        assert read_lock(changed) == LOCK  # space between the values


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"digest": 1}', '{"format": 2, "digest": ""}', "[" * 100_000],
    ids=["empty", "list", "object", "null", "no format", "other format", "deep"],
)
def test_what_is_no_lock_is_torn(text: str) -> None:
    with pytest.raises(TornLockError):
        read_lock(text)


def test_a_digest_that_is_not_the_texts_is_torn() -> None:
    wrong = replace(ISSUE, items=(replace(ITEM, digest="3" * 64),))
    with pytest.raises(TornLockError, match="第 1 篇"):
        read_lock(lock_text(Lock(wrong, ())))
