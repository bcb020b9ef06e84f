"""How signed manifests, kept in the office's repository, are published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from gongkai.formats.json import json_text
from gongkai.formats.minisign import PublicKey, SignatureError, public_key
from gongkai.output.digests import digest
from gongkai.output.history import History, HistoryError, Signed, file_name, history
from gongkai.output.sums import MANIFEST_LIST, MANIFESTS

FOLDER = "content/.manifests"  # in the office's repository
KEYS = "data/keys/"

_DATE = re.compile(rb"^date: (.*)$", re.MULTILINE)


def manifest_list(count: int, newest: bytes) -> bytes:
    """data/manifests.json: how many manifests there are, and the newest, given as a file."""
    date = _DATE.search(newest)
    url = f"/{MANIFESTS}{file_name(count)}"
    named = {
        "url": url,
        "signature": f"{url}.minisig",
        "date": date[1].decode("utf-8", "replace") if date else None,
        "sha256": digest(newest),
    }
    return json_text({"count": count, "newest": named}).encode()


def kept_keys(root: Path) -> dict[str, PublicKey]:
    """The public keys of the office, by file name. Raises SignatureError and OSError."""
    found = {}
    for path in sorted((root / FOLDER).glob("*.pub")):
        try:
            found[path.name] = public_key(path.read_text("utf-8"))
        except (SignatureError, UnicodeDecodeError):
            raise SignatureError(f"{FOLDER}/{path.name} 不是 minisign 的公钥") from None
    return found


def kept_history(root: Path) -> History:
    """The manifests of the office's repository. Raises HistoryError, SignatureError, OSError."""
    return history(_signed(root), list(kept_keys(root).values()))


def published_keys(root: Path) -> Iterator[tuple[str, Path]]:
    """The files of the site that are public keys, by path. Raises OSError."""
    for path in sorted((root / FOLDER).glob("*.pub")):
        yield f"{KEYS}{path.name}", path


def published_manifests(root: Path) -> Iterator[tuple[str, bytes | Path]]:
    """The files of the site that are the kept manifests, by path.

    They are not checked here: a build takes no longer for a long history. Raises OSError.
    """
    texts = sorted((root / FOLDER).glob("[0-9]*.txt"))
    for text in texts:
        yield f"{MANIFESTS}{text.name}", text
        signature = text.with_name(f"{text.name}.minisig")
        if signature.is_file():
            yield f"{MANIFESTS}{signature.name}", signature
    if texts:
        yield MANIFEST_LIST, manifest_list(len(texts), texts[-1].read_bytes())


def _signed(root: Path) -> Iterator[Signed]:
    folder = root / FOLDER
    texts = sorted(path.name for path in folder.glob("*.txt"))
    for number, name in enumerate(texts, 1):
        if name != file_name(number):
            raise HistoryError(f"{file_name(number)} 缺失：{FOLDER} 里的清单要从 1 起连续")
        try:
            text = (folder / name).read_bytes().decode()
            yield Signed(text, (folder / f"{name}.minisig").read_bytes().decode())
        except FileNotFoundError:
            raise HistoryError(f"{name}.minisig 缺失") from None
        except UnicodeDecodeError:
            raise HistoryError(f"{name} 已经损坏：不是 UTF-8") from None
