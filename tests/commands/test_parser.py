"""Help and complaints are in Chinese, whatever command they are about."""

from __future__ import annotations

import re

import pytest

from gongkai.commands.main import COMMANDS, main

# What staff type, and what stands for it: --as-of DATE, {html,text}, site.yaml, ISSUE|YEAR|all.
_TYPED = re.compile(
    r"--?[a-z-]+|\{[^}]*\}|[A-Z|/]+(?![a-z])|\b(?:gongkai|\S+\.(?:ya?ml|md|zip|tar|json)|https?:\S+)"
)
_WORD = re.compile(r"[A-Za-z]{3,}")
_ACTIONS = ("list", "check", "freeze", "import", "places")


def shown(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What a command says of itself; no command fails by being asked."""
    assert main([*arguments, "--help"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [[], *([name] for name in COMMANDS), *(["gazette", action] for action in _ACTIONS)],
    ids=" ".join,
)
def test_help_has_no_english_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(arguments, capsys)
    assert text.startswith("用法： gongkai")
    assert "显示这些说明" in text
    for line in text.splitlines():
        words = _WORD.findall(_TYPED.sub("", line))
        assert len(words) <= 1 or re.search("[一-鿿]", line), line
        assert "show " not in line


@pytest.mark.parametrize("arguments", [["build"], ["gazette"], ["archive"], ["new"]])
def test_heads_are_chinese(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    heads = re.findall(r"^(\S+)[:：]$", shown(arguments, capsys), re.MULTILINE)
    assert "选项" in heads
    assert set(heads) <= {"参数", "选项", "做什么", "要保存什么"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("nothing", "没有 'nothing' 这一项，可以写"),
        ("build --jobs x", "--jobs 要写整数，不能写 'x'"),
        ("build --only x", "--only 没有 'x' 这一项，可以写"),
        ("build --no-cache=1", "--no-cache 后面不写值，多了 '1'"),
        ("build --o x", "--o 没有写全，可以是 --output, --only, --offline"),
        ("build --output", "--output 后面要写一个值"),
        ("build more", "不认识的参数 more"),
        ("gazette freeze", "缺少 ISSUE"),
        ("archive", "缺少 --to"),
    ],
)
def test_wrong_use_is_said_in_chinese(
    arguments: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments.split()) == 2
    said = capsys.readouterr().err
    assert message in said
    assert not re.search("argument|choose|expected|invalid", said)
