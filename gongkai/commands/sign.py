"""sign: a signed manifest of what is published, bound to the one before it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.commands.build import workers
from gongkai.commands.failures import CONTENT, DONE, UsageError
from gongkai.commands.moment import moment
from gongkai.commands.reading_site import read_site

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from gongkai.formats.minisign import SecretKey
    from gongkai.output.history import History


def register(
    commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("sign", parents=[shared], help="给已经生成的网站签名，留下证据")
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="网站的文件夹（默认：ROOT/output）"
    )
    parser.add_argument(
        "--key", type=Path, required=True, metavar="FILE", help="私钥，用 gongkai new key 做"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Sign what is in the output. Nothing is signed that is not as it was built."""
    # Here, because no other command has the time to load the signatures.
    from gongkai.commands.keys import open_key
    from gongkai.formats.minisign import SignatureError
    from gongkai.output.history import HistoryError
    from gongkai.output.publishing_history import FOLDER, KEYS, kept_history, kept_keys

    root: Path = options.root
    output: Path = options.output or root / "output"
    site, _ = read_site(root)
    if site is None:
        raise UsageError("site.yaml 有错误，先运行 check 改正")
    digests = _intact(output, workers(options.jobs))
    if digests is None:
        return CONTENT
    try:
        past = kept_history(root)
        known = kept_keys(root)
    except (HistoryError, SignatureError) as error:
        print(f"没有签名：{FOLDER} 里的清单接不上：{error}。请从版本库恢复", file=sys.stderr)
        return CONTENT
    if past.manifests and past.digests == digests:
        newest = past.manifests[-1]
        _publish(root, output)
        print(f"没有变化：第 {newest.number} 份清单（{newest.date}）已经签过这些内容")
        return DONE
    key = open_key(options.key, root)
    name = next((name for name, public in known.items() if public.id == key.id), None)
    if name is None:
        raise UsageError(
            f"这个密钥的公钥不在 {FOLDER} 里；把它的 .pub 文件放进去，或用 new key 另做"
        )
    if f"{KEYS}{name}" not in digests:
        raise UsageError(f"公钥 {name} 还没有发布：先运行 build，再签名")
    print(_signed(root, output, key, past, digests, site.url, moment(options.as_of)))
    return DONE


def _intact(output: Path, workers: int) -> dict[str, str] | None:
    """The digests of the output, None where it is not as it was built."""
    from gongkai.output.sums import MANIFEST_LIST, MANIFESTS, SUMS, read_sums
    from gongkai.output.verification import verify_tree

    if not output.is_dir():
        raise UsageError(f"没有 {output}；先运行 build")
    done = verify_tree(output, (), workers)
    # Signatures are what is about to be made: old ones are not looked at here.
    faults = [
        one
        for one in done.findings
        if not one.path.startswith((MANIFESTS, MANIFEST_LIST))
        and not (one.path == SUMS and done.history)
    ]
    if faults:
        print("没有签名：文件夹与生成时不一样，请重新生成：", file=sys.stderr)
        for one in faults[:20]:
            print(f"  {one.path}：{one.words}", file=sys.stderr)
        return None
    return read_sums((output / SUMS).read_bytes())


def _signed(
    root: Path,
    output: Path,
    key: SecretKey,
    past: History,
    digests: Mapping[str, str],
    url: str,
    now: datetime,
) -> str:
    from gongkai.formats.minisign import sign
    from gongkai.output.history import file_name, next_manifest
    from gongkai.output.publishing_history import FOLDER

    made = next_manifest(past, digests, url, f"{now.isoformat(timespec='minutes')}+08:00")
    path = root / FOLDER / file_name(made.number)
    signature = path.with_name(f"{path.name}.minisig")
    # The signature first: a manifest without one would stop the next signing.
    signature.write_text(sign(made.text.encode(), key, made.comment), "utf-8")
    path.write_text(made.text, "utf-8")
    _publish(root, output)
    return (
        f"已签名：第 {made.number} 份清单，{made.files} 个文件，变动 {len(made.changes)} 个。"
        f"请把 {path.relative_to(root)} 和 {signature.name} 提交到版本库"
    )


def _publish(root: Path, output: Path) -> None:
    """Put the kept manifests into the output, as the next build would."""
    from gongkai.output.publish import File, Unchanged, publication
    from gongkai.output.publishing_history import published_manifests

    with publication(output, sources=[root / "content", root / "site.yaml"]) as opened:
        added: dict[str, File] = {path: (path, file) for path, file in published_manifests(root)}
        files = [
            (path, Unchanged(digest))
            for path in opened.paths
            if path not in added and (digest := opened.digest_at(path))
        ]
        opened.publish([*files, *added.values()])
