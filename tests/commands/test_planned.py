"""The files of a site, ordered by path and kept on disk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.commands.planned import Planned
from gongkai.pages.jobs import Job

paths = st.lists(st.text(st.characters(codec="utf-8"), min_size=1), unique=True)


@given(paths)
def test_jobs_come_back_as_they_were_in_the_order_of_their_paths(names: list[str]) -> None:
    jobs = [Job.of(name, "page.html", (name, "b"), title=f"标题{name}") for name in names]
    planned = Planned.of(jobs)
    expected = sorted(jobs, key=lambda job: job.path)
    assert list(planned) == expected
    assert list(planned.paths()) == sorted(names)
    assert len(planned) == len(jobs)
    assert list(planned[1:3]) == expected[1:3]
    assert [planned[place] for place in range(len(jobs))] == expected


def test_what_is_larger_than_the_buffer_is_kept_too() -> None:
    jobs = [Job.of(f"{number}", "text", text="法" * 400_000) for number in range(3)]
    assert list(Planned.of(jobs)) == jobs


def test_some_of_the_jobs_are_chosen_by_their_paths() -> None:
    planned = Planned.of(Job.of(name, "text", text=name) for name in ("b", "a", "c"))
    assert [job.path for job in planned.where(lambda path: path != "b")] == ["a", "c"]


def test_only_the_templates_of_the_chosen_jobs_are_named() -> None:
    planned = Planned.of(Job.of(name, name[0], text=name) for name in ("b2", "a1", "b1", "c1"))
    assert planned.where(lambda path: path != "c1").templates() == {"a", "b"}


def test_jobs_are_grouped_by_path_and_template() -> None:
    planned = Planned.of(Job.of(name, name[0], text=name) for name in ("b2", "a1", "b1", "c1"))
    groups = planned.grouped(lambda path, template: None if path == "c1" else template)
    assert {name: [job.path for job in held] for name, held in groups.items()} == {
        "a": ["a1"],
        "b": ["b1", "b2"],
    }


def test_two_files_at_one_path_are_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match=r"two files at a/index\.html"):
        Planned.of([Job.of("a/index.html", "text", text=text) for text in "xy"])
