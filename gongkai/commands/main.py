"""The command line: which command, with which options, and how it ends."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

from gongkai import __version__
from gongkai.commands.failures import DISK, DONE, INTERRUPTED, USAGE, UsageError
from gongkai.commands.parser import Parser
from gongkai.output.cluster import ClusterError
from gongkai.output.execution import COLLECT, ExecutionError
from gongkai.output.place import PublishError

if TYPE_CHECKING:
    import argparse
    from argparse import _SubParsersAction


class Command(Protocol):
    """A module of this folder that is a command."""

    def register(
        self, commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
    ) -> None:
        """Add the command to the command line."""


COMMANDS = (
    "build",
    "check",
    "explain",
    "serve",
    "new",
    "search",
    "sign",
    "verify",
    "gazette",
    "archive",
    "addresses",
    "withdraw",
)


def run() -> NoReturn:
    """The `gongkai` command of an installed package, and build.py of a checkout."""
    status = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads what was printed: Python's own end says so
        sys.exit(status)
    # To take apart a library that the system takes back whole costs a build a hundredth of its time.
    os._exit(status)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Gives the exit status of design.md §7; raises nothing."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    gc.set_threshold(*COLLECT)
    try:
        words = _with_default(arguments)
        named = words[:1] if words[0] in COMMANDS else COMMANDS  # all of them for help and mistakes
        options = _parser(named).parse_args(words)
        return int(options.run(options))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    except UsageError as error:
        print(f"用法不对：{error}", file=sys.stderr)
        return USAGE
    except PublishError as error:
        print(f"没有发布：{error}。原来的网站没有变", file=sys.stderr)
        return DISK
    except ClusterError as error:
        print(
            f"没有发布：{error}。原来的网站没有变；不写 --scheduler 就在本机生成", file=sys.stderr
        )
        return DISK
    except ExecutionError as error:
        print(f"{error}。原来的网站没有变", file=sys.stderr)
        traceback.print_exc()
        return DISK
    except KeyboardInterrupt:
        print("已中断，原来的网站没有变", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        where = f"：{error.filename}" if error.filename else ""
        print(
            f"磁盘或权限有问题{where}（{error.strerror or error}）。原来的网站没有变",
            file=sys.stderr,
        )
        return DISK
    except Exception:
        traceback.print_exc()
        print(
            "这是程序的错误，不是内容的错误；原来的网站没有变。请把上面的文字发给维护人员",
            file=sys.stderr,
        )
        return DISK


def _parser(names: Iterable[str]) -> Parser:
    """What understands these commands."""
    parser = Parser(prog="gongkai", description="政府信息公开专栏的静态网站生成器", add_help=True)
    parser.add_argument("--version", action="version", version=__version__)
    commands: _SubParsersAction[argparse.ArgumentParser] = parser.add_subparsers(
        dest="command", required=True, parser_class=Parser, title="命令", metavar="COMMAND"
    )
    shared = Parser(add_help=False)
    shared.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="有 site.yaml 和 content 的文件夹（默认：这里）",
    )
    shared.add_argument(
        "--as-of",
        metavar="DATE",
        help="按这一天发布，如 2026-11-23 或 2026-11-23T09:30（默认：现在）",
    )
    shared.add_argument("--jobs", type=int, metavar="N", help="同时用几个进程")
    shared.add_argument(
        "--cache", type=Path, metavar="DIR", help="缓存的文件夹（默认：ROOT/.cache）"
    )
    shared.add_argument("--no-cache", action="store_true", help="不用缓存")
    for name in names:
        _command(name).register(commands, shared)
    return parser


def _command(name: str) -> Command:
    """The command of a name, loaded only now: all of them take longer to load than a small change
    takes to publish.
    """
    match name:
        case "build":
            from gongkai.commands import build

            return build
        case "check":
            from gongkai.commands import check

            return check
        case "explain":
            from gongkai.commands import explain

            return explain
        case "serve":
            from gongkai.commands import serve

            return serve
        case "new":
            from gongkai.commands import new

            return new
        case "search":
            from gongkai.commands import search

            return search
        case "sign":
            from gongkai.commands import sign

            return sign
        case "verify":
            from gongkai.commands import verify

            return verify
        case "gazette":
            from gongkai.commands import gazette

            return gazette
        case "archive":
            from gongkai.commands import archive

            return archive
        case "addresses":
            from gongkai.commands import addresses

            return addresses
        case _:
            from gongkai.commands import withdraw

            return withdraw


def _with_default(arguments: list[str]) -> list[str]:
    """`build` is what is meant when no command is named."""
    if any(argument in ("-h", "--help", "--version") for argument in arguments[:1]):
        return arguments
    if arguments and not arguments[0].startswith("-"):
        return arguments
    for index, argument in enumerate(arguments):
        if argument in COMMANDS and (index == 0 or arguments[index - 1] not in _TAKES_VALUE):
            return [argument, *arguments[:index], *arguments[index + 1 :]]
    return ["build", *arguments]


_TAKES_VALUE = frozenset(
    {
        "--root",
        "--output",
        "--cache",
        "--as-of",
        "--jobs",
        "--only",
        "--format",
        "--limit",
        "--key",
        "--csv",
        "--since",
        "--scheduler",
        "--to",
    }
)
