"""A job is its inputs: equal inputs, equal jobs, equal keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.pages.jobs import Job, differing, key

JOB = Job.of("x/index.html", "document.html", ("b1",), title="通知", rows=[1, None])


def test_the_order_of_values_makes_no_difference() -> None:
    assert Job.of("p", "t", a=1, b=2) == Job.of("p", "t", b=2, a=1)


def test_a_job_cannot_hold_what_json_cannot_say() -> None:
    with pytest.raises(TypeError):
        Job.of("p", "t", when=object())  # type: ignore[arg-type]


@given(
    st.dictionaries(
        st.text(), st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text()
    )
)
def test_values_come_back(values: dict[str, bool | int | str | None]) -> None:
    assert Job.of("p", "t", values=values).values() == {"values": values}


@pytest.mark.parametrize(
    "other",
    [
        key(replace(JOB, context=b"{}"), "t", "s", "e"),
        key(replace(JOB, bodies=("b2",)), "t", "s", "e"),
        key(replace(JOB, bodies=()), "t", "s", "e"),
        key(replace(JOB, template="page.html"), "t", "s", "e"),
        key(replace(JOB, path="x/y/index.html"), "t", "s", "e"),
        key(JOB, "t2", "s", "e"),
        key(JOB, "t", "s2", "e"),
        key(JOB, "t", "s", "e2"),
    ],
)
def test_every_input_is_in_the_key(other: str) -> None:
    assert other != key(JOB, "t", "s", "e")


@pytest.mark.parametrize(
    ("other", "names"),
    [
        (key(JOB, "t", "s", "e"), []),
        (key(JOB, "t2", "s", "e2"), ["engine", "template"]),
        (key(JOB, "t", "s2", "e"), ["shell"]),
        (key(replace(JOB, context=b"{}"), "t", "s", "e"), ["context"]),
        (key(replace(JOB, bodies=()), "t", "s", "e"), ["bodies"]),
    ],
)
def test_two_keys_tell_what_changed(other: str, names: list[str]) -> None:
    assert differing(key(JOB, "t", "s", "e"), other) == names
