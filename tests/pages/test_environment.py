"""Templates cannot hide mistakes, and what each depends on is known."""

from __future__ import annotations

import pytest
from jinja2 import Environment, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from gongkai.pages.environment import digests, pages
from gongkai.site.shell import shell
from tests.builders import library

SHELL = shell(library().library)


def test_a_mistyped_name_is_an_error() -> None:
    made = pages({"page.html": "{{ titel }}"}, SHELL)
    with pytest.raises(UndefinedError, match="titel"):
        made.make("page.html", {"title": "通知"})


def test_a_template_is_compiled_once_and_changed_ones_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled: list[object] = []
    before = Environment.compile

    def counted(self: Environment, source: str, *rest: str | None) -> object:
        compiled.append(source)
        return before(self, source, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", counted)
    for text in ("甲", "甲", "乙", "甲"):
        made = pages({"once.html": "{% include 'part.html' %}", "part.html": text}, SHELL)
        assert made.make("once.html", {}) == text
    assert compiled == ["{% include 'part.html' %}", "甲", "乙"]


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


@pytest.mark.parametrize("value", ["通知", "<b>", "a & b", "'\"", "", 5, None, Markup("<b>")])
def test_values_print_as_jinja_prints_them(value: object) -> None:
    made = pages({"page.html": "{{ a }}{{ a ~ '>' }}{% set b %}{{ a }}{% endset %}{{ b }}"}, SHELL)
    plain = Environment(autoescape=True).from_string("{{ a }}{{ a ~ '>' }}{{ a }}")
    assert made.make("page.html", {"a": value}) == plain.render(a=value)


def test_a_key_of_a_mapping_comes_before_its_methods() -> None:
    made = pages({"page.html": "{{ group.items }} {{ group.keys() | list }}"}, SHELL)
    assert made.make("page.html", {"group": {"items": 3}}) == "3 [&#39;items&#39;]"


def test_a_shell_is_made_once_for_each_column_and_depth() -> None:
    made = pages({"page.html": "{% shell %}{{ root }}{{ nav.name }}{% endshell %}{{ a }}"}, SHELL)
    one, other = {"name": "一"}, {"name": "二"}
    shown = [
        made.make("page.html", {"nav": nav, "root": root, "a": place})
        for place, (nav, root) in enumerate([(one, ""), (other, ""), (one, "../"), (one, "")])
    ]
    assert shown == ["一0", "二1", "../一2", "一3"]
    made.make("page.html", {"nav": one, "root": "", "a": 0})
    one["name"] = "三"
    assert made.make("page.html", {"nav": one, "root": "", "a": 0}) == "一0"


def test_what_differs_from_page_to_page_is_refused_in_a_shell() -> None:
    with pytest.raises(TemplateSyntaxError, match="title differs"):
        pages({"page.html": "{% shell %}<p>{{ title }}</p>{% endshell %}"}, SHELL).make(
            "page.html", {}
        )


def test_a_shell_may_name_its_own_variables_and_macros() -> None:
    source = (
        "{% macro item(words) %}<li>{{ words }}</li>{% endmacro %}"
        "{% shell %}{% for column in nav %}{{ item(column.title) }}{% endfor %}{% endshell %}"
    )
    made = pages({"page.html": source}, SHELL)
    shown = made.make("page.html", {"nav": [{"title": "规章"}], "root": ""})
    assert shown == "<li>规章</li>"


def test_a_constant_shell_in_a_component_needs_no_names_of_the_page() -> None:
    component = "{% macro tools() %}{% shell %}<b>{% endshell %}{% endmacro %}"
    page = "{% from 'tools.html' import tools %}{{ tools() }}"
    made = pages({"page.html": page, "tools.html": component}, SHELL)
    assert made.make("page.html", {}) == "<b>"
