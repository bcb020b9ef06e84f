"""Templates cannot hide mistakes, and what each depends on is known."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from gongkai.pages.environment import digests, pages
from gongkai.site.shell import shell
from tests.builders import library

SHELL = shell(library().library)


def test_a_mistyped_name_is_an_error() -> None:
    made = pages({"page.html": "{{ titel }}"}, SHELL)
    with pytest.raises(UndefinedError, match="titel"):
        made.make("page.html", {"title": "通知"})


def test_values_are_escaped() -> None:
    made = pages({"page.html": "{{ title }}"}, SHELL)
    assert made.make("page.html", {"title": "<b>&"}) == "&lt;b&gt;&amp;"


def test_a_changed_template_reaches_those_that_use_it_and_no_others() -> None:
    page = {"page.html": "{% extends 'base.html' %}", "other.html": "{{ title }}"}
    before = digests({"base.html": "1", **page})
    after = digests({"base.html": "2", **page})
    assert {name for name in before if before[name] != after[name]} == {"base.html", "page.html"}


def test_components_that_use_each_other_are_followed_once() -> None:
    sources = {"a.html": "{% include 'b.html' %}", "b.html": "{% import 'a.html' as a %}"}
    assert set(digests(sources)) == {"a.html", "b.html"}


def test_a_template_chosen_at_run_time_is_refused() -> None:
    with pytest.raises(LookupError, match="run time"):
        digests({"page.html": "{% include part %}"})


def test_a_template_that_is_not_there_is_refused() -> None:
    with pytest.raises(LookupError, match=r"base\.html"):
        digests({"page.html": "{% extends 'base.html' %}"})
