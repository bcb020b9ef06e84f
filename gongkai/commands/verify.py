"""verify: a folder, a package or a site on this machine against what was published."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.commands.build import workers
from gongkai.commands.failures import CONTENT, DONE, UsageError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from gongkai.formats.minisign import PublicKey
    from gongkai.output.verification import Verified

_SHOWN = 200  # findings on the terminal
_ABOUT = """可以核对：
  文件夹          build 生成的网站（里面有 SHA256SUMS）
  保存包          archive 做的文件夹、.zip 或 .tar（BagIt）
  网址            本机上的网站，如 http://127.0.0.1:8000/zwgk/"""


def register(
    commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "verify",
        parents=[shared],
        help="核对：文件有没有被改动、删去、添加，签名对不对",
        epilog=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "target", nargs="?", metavar="DIR|PACKAGE|URL", help="核对什么（默认：ROOT/output）"
    )
    parser.add_argument(
        "--key",
        type=Path,
        action="append",
        metavar="FILE",
        help="只认这个公钥（默认：content/.manifests 里的公钥）",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Verify, name every file that differs, and say in the last line whether all is as published."""
    # Here, because no other command has the time to load the signatures.
    from gongkai.output.package_reading import is_package, verify_package
    from gongkai.output.served_verification import is_address, verify_served
    from gongkai.output.verification import verify_tree

    target: str = options.target or str(options.root / "output")
    count = workers(options.jobs)
    keys = _keys(options)
    signed = bool(options.key)
    try:
        if is_address(target):
            try:
                done = verify_served(target, keys, signed=signed)
            except OSError as error:
                raise UsageError(f"连不上 {target}：网站没有开，或者地址、端口不对") from error
        elif not Path(target).exists():
            raise UsageError(f"没有 {target}")
        elif is_package(Path(target)):
            done = verify_package(Path(target), count)
        elif Path(target).is_dir():
            done = verify_tree(Path(target), keys, count, signed=signed)
        else:
            raise UsageError(f"{target} 不是文件夹，也不是 .zip、.tar 的保存包")
    except ValueError as error:
        raise UsageError(str(error)) from None
    return _tell(done, target)


def _keys(options: argparse.Namespace) -> list[PublicKey]:
    from gongkai.formats.minisign import SignatureError, public_key
    from gongkai.output.publishing_history import kept_keys

    try:
        if options.key:
            return [public_key(path.read_text("utf-8")) for path in options.key]
        return list(kept_keys(options.root).values())
    except FileNotFoundError as error:
        raise UsageError(f"没有公钥文件 {error.filename}") from None
    except (SignatureError, UnicodeDecodeError) as error:
        raise UsageError(f"公钥不能用：{error}") from None


def _tell(done: Verified, target: str) -> int:
    for one in done.findings[:_SHOWN]:
        print(f"{one.path}：{one.words}", file=sys.stderr)
    if len(done.findings) > _SHOWN:
        print(f"……另有 {len(done.findings) - _SHOWN} 处", file=sys.stderr)
    for note in done.notes:
        print(f"注意：{note}")
    if done.findings:
        print(
            f"不一致：{target} 核对 {done.files} 个文件，{len(done.findings)} 处不符",
            file=sys.stderr,
        )
        return CONTENT
    by = ""
    if done.history:
        newest = done.history.manifests[-1]
        by = f"；签名正确：第 {newest.number} 份清单，{newest.date}，与之前各份相接"
    print(f"一致：{target} 的 {done.files} 个文件与发布时相同{by}")
    return DONE
