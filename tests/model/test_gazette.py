"""Names of issues, pages and citations."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.gazette import FrozenIssue, FrozenItem, IssueKey, Masthead, PageRange


@pytest.mark.parametrize(
    ("name", "path", "label"),
    [
        ("2023-03", "2023/03", "2023年第3期"),
        ("2023-03-04", "2023/03-04", "2023年第3—4期"),
        ("2023-z1", "2023/z1", "2023年增刊第1期"),
        ("2023-112", "2023/112", "2023年第112期"),
    ],
)
def test_an_issue_has_one_name_everywhere(name: str, path: str, label: str) -> None:
    key = IssueKey.read(name)
    assert (key.name, key.path, key.label) == (name, path, label)


@pytest.mark.parametrize(
    "name", ["2023", "2023-0", "2023-04-03", "2023-z1-2", "23-1", "2023-3a", "２０２３-01", ""]
)
def test_other_texts_name_no_issue(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        IssueKey.read(name)


@given(st.integers(1949, 2099), st.integers(1, 99), st.integers(0, 3), st.booleans())
def test_a_name_is_read_as_it_is_written(year: int, first: int, more: int, extra: bool) -> None:
    key = IssueKey(year, first, first if extra else first + more, extra)
    assert IssueKey.read(key.name) == key


def test_a_supplement_stands_behind_the_issues_of_its_year() -> None:
    names = ["2024-01", "2023-12", "2023-z2", "2023-z1", "2023-01-02"]
    ordered = sorted(map(IssueKey.read, names), key=lambda key: key.rank)
    assert [key.name for key in ordered] == [
        "2023-01-02", "2023-12", "2023-z1", "2023-z2", "2024-01"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("total", "last", "pages", "citation"),
    [
        (87, None, PageRange(12, 12), "《示例市人民政府公报》2023年第3期（总第87期）第12页"),
        (87, 88, PageRange(12, 14), "《示例市人民政府公报》2023年第3期（总第87—88期）第12—14页"),
        (None, None, None, "《示例市人民政府公报》2023年第3期"),
    ],
)
def test_a_citation_names_issue_and_page(
    total: int | None, last: int | None, pages: PageRange | None, citation: str
) -> None:
    item = FrozenItem(
        number=1, title="甲", section="乙", kind="text", markdown="", digest="", pages=pages
    )
    issue = FrozenIssue(
        key=IssueKey(2023, 3, 3),
        total=total,
        total_last=last,
        published=date(2023, 3, 31),
        sections=("乙",),
        items=(item,),
    )
    assert issue.citation(Masthead("示例市人民政府公报"), item) == citation
