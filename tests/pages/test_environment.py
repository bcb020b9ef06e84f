"""Templates cannot hide mistakes, and what each depends on is known."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, TemplateSyntaxError, UndefinedError
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


def test_what_pages_reach_is_compiled_before_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = pages(
        {
            "base.html": "{% include 'part.html' %}{% block main %}{% endblock %}",
            "part.html": "部分",
            "page.html": "{% extends 'base.html' %}",
            "other.html": "别的",
            "wrong.html": "{% if %}",
        },
        SHELL,
    )
    compiled: list[str | None] = []
    before = Environment.compile

    def noted(self: Environment, source: str, name: str, *rest: str | None) -> object:
        compiled.append(name)
        return before(self, source, name, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", noted)
    made.compile(["page.html", "text", "wrong.html"])
    assert sorted(filter(None, compiled)) == ["base.html", "page.html", "part.html", "wrong.html"]
    assert made.make("page.html", {}) == "部分"


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


@pytest.mark.parametrize(
    "use",
    [
        "{{ item('<', 2) }}",
        "{{ item(2) }}",
        "{{ item(b='&', a=a) }}",
        "{{ item(*[1, 2]) }}",
        "{{ item(**{'b': a}) }}",
        "{{ every(1, 2, 3, x=a) }}",
        "{% call(x) around('<') %}{{ x }}{{ a }}{% endcall %}",
        "{{ a.upper() ~ a.replace('x', y='&') if false else a.upper() }}",
        "{{ dict(a).get('b', '<') if false else [a, a] | join('&') }}",
        "{{ every(**{'class': a}) }}{{ every(class=a) }}",
        "{% for each in [a, 1] %}{{ loop.cycle('<', item(each)) }}{% endfor %}",
        "{{ (item(a) ~ a)[1:] }}",
        "{% from 'part.html' import item as b %}{% from 'part.html' import every as c %}{{ b(1) }}{{ c(1) }}",
    ],
)
def test_macros_are_called_as_jinja_calls_them(use: str) -> None:
    part = (
        "{% macro item(a='-', b='-') %}{{ a }}/{{ b }};{% endmacro %}"
        "{% macro every() %}{{ varargs | join }}{{ kwargs | dictsort }}{% endmacro %}"
        "{% macro around(a) %}{{ a }}{{ caller('>') }}{% endmacro %}"
    )
    sources = {
        "part.html": part,
        "page.html": f"{{% from 'part.html' import item, every, around %}}{use}",
    }
    plain = Environment(autoescape=True, loader=DictLoader(sources)).get_template("page.html")
    assert pages(sources, SHELL).make("page.html", {"a": "<x>"}) == plain.render(a="<x>")


def test_a_macro_that_is_not_in_the_component_is_named_with_its_line() -> None:
    sources = {"page.html": "{{ 1 }}\n{% from 'part.html' import itme %}", "part.html": ""}
    with pytest.raises(TemplateSyntaxError, match=r"part\.html: no itme") as error:
        pages(sources, SHELL).make("page.html", {})
    assert (error.value.name, error.value.lineno) == ("page.html", 2)


def test_an_import_may_stand_in_a_block_or_ask_for_the_context() -> None:
    sources = {
        "base.html": "{% from 'part.html' import one with context %}{{ one() }}{% block b %}{% endblock %}",
        "page.html": "{% extends 'base.html' %}"
        "{% block b %}{% from 'part.html' import two as one %}{{ one() }}{% endblock %}",
        "part.html": "{% macro one() %}{{ a }}{% endmacro %}{% macro two() %}2{% endmacro %}",
    }
    assert pages(sources, SHELL).make("page.html", {"a": 1}) == "12"
