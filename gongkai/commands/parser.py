"""argparse with its few words in Chinese, and exit status 2 for wrong use."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from gongkai.commands.failures import USAGE

# Their wording in Python 3.11 to 3.14. The heads keep their width: lines below are set under them.
_HELP = (
    ("usage: ", "用法： "),
    ("positional arguments:", "参数:"),
    ("options:", "选项:"),
    ("show this help message and exit", "显示这些说明"),
    ("show program's version number and exit", "显示版本号"),
)
_HEAD = re.compile(r"^(\S+):$", re.MULTILINE)
_MISTAKES = tuple(
    (re.compile(english), chinese)
    for english, chinese in (
        (r"^argument ([^:]*): ", r"\1 "),
        (r"the following arguments are required: ", "缺少 "),
        (r"unrecognized arguments: ", "不认识的参数 "),
        (r"invalid choice: (.*) \(choose from (.*)\)$", r"没有 \1 这一项，可以写 \2"),
        (r"expected (one|at most one) argument$", "后面要写一个值"),
        (r"expected at least one argument$", "后面至少写一个值"),
        (r"invalid int value: ", "要写整数，不能写 "),
        (r"ignored explicit argument (.*)$", r"后面不写值，多了 \1"),
        (r"ambiguous option: (.*) could match (.*)$", r"\1 没有写全，可以是 \2"),
        (r"not allowed with argument (.*)$", r"不能和 \1 一起用"),
    )
)


class Parser(argparse.ArgumentParser):
    """A parser whose help and complaints staff can read."""

    def format_help(self) -> str:
        return _in_chinese(super().format_help())

    def format_usage(self) -> str:
        return _in_chinese(super().format_usage())

    def error(self, message: str) -> NoReturn:
        for english, chinese in _MISTAKES:
            message = english.sub(chinese, message)
        self.exit(USAGE, f"用法不对：{message}\n运行 {self.prog} --help 看用法\n")


def _in_chinese(text: str) -> str:
    for english, chinese in _HELP:
        text = text.replace(english, chinese)
    return _HEAD.sub(r"\1：", text)
