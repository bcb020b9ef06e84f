"""A list of digests amended is the list made anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.output.sums import FILE_LISTS, amended_lists, amended_sums, file_lists, sums_text

names = st.text("ab/.pdf-中𠀀~", min_size=1, max_size=6).filter(lambda name: name[-1] != "/")
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
listed = st.dictionaries(names, digests, max_size=30)


@given(listed, listed, st.sets(names))
def test_an_amended_list_is_the_list_of_what_is_there_now(
    before: dict[str, str], made: dict[str, str], gone: set[str]
) -> None:
    gone -= made.keys()
    now = {path: digest for path, digest in (before | made).items() if path not in gone}
    assert amended_sums(sums_text(before), made, gone | made.keys()) == sums_text(now)


@given(listed, listed, st.sets(names))
def test_amended_lists_of_files_are_those_of_what_is_there_now(
    before: dict[str, str], made: dict[str, str], gone: set[str]
) -> None:
    now = {path: digest for path, digest in (before | made).items() if path not in gone}
    lists = file_lists(before)
    amended = dict(amended_lists(lists.__getitem__, before, now))
    assert lists | amended == file_lists(now)
    assert all(path.startswith(FILE_LISTS) for path in amended)
