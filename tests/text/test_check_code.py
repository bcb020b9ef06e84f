"""The letters that say which text a page shows."""

from __future__ import annotations

import re

from gongkai.text.check_code import check_code


def test_a_code_has_twelve_letters_that_no_one_takes_for_others() -> None:
    assert re.fullmatch(
        r"(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", check_code("a", ["b"])
    )


def test_another_wording_changes_the_end_of_the_code_alone() -> None:
    one, other = check_code("parking", ["1" * 64]), check_code("parking", ["2" * 64])
    assert one[:10] == other[:10]
    assert one[10:] != other[10:]


def test_two_texts_of_the_same_words_have_two_codes() -> None:
    assert check_code("parking", ["1" * 64])[:9] != check_code("dogs", ["1" * 64])[:9]
