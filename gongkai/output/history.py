"""Signed manifests of what was published, each bound to the one before it.

A manifest names the digest of SHA256SUMS, what changed in it since the manifest before, and the
digest of that manifest. From the first one on the whole list can be told for every signing, and
no manifest can be altered, left out or put in between without those behind it disagreeing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.formats.minisign import PublicKey, SignatureError, check, is_plain, signature
from gongkai.output.digests import digest
from gongkai.output.sums import SUMS, sums_text

_TITLE = "gongkai-manifest 1"
_GONE = "-" * 64
_NONE = "-"
_CHANGE = re.compile(r"(?P<digest>[0-9a-f]{64}|-{64})  (?P<path>[^\\\x00-\x1f]+)")
_SM3 = f"{SUMS}.sm3"


class HistoryError(Exception):
    """Manifests that do not hold together. The message is Chinese and names the file."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One signing. `date` has its zone; `sm3` is "" where the machine had no SM3.

    `changes` gives the new digest of each file by its path, None for one that is gone.
    """

    number: int
    site: str
    date: str
    files: int
    sums: str  # SHA-256 of SHA256SUMS
    sm3: str
    previous: str  # SHA-256 of the manifest before, "" for the first
    changes: Mapping[str, str | None]

    @property
    def text(self) -> str:
        """The file."""
        lines = [_TITLE]
        lines += [f"{name}: {value}" for name, value in self._facts() if value]
        lines += [""]
        lines += [f"{self.changes[path] or _GONE}  {path}" for path in sorted(self.changes)]
        return "\n".join(lines) + "\n"

    def _facts(self) -> Sequence[tuple[str, str]]:
        return (
            ("number", str(self.number)),
            ("site", self.site),
            ("date", self.date),
            ("files", str(self.files)),
            (SUMS, self.sums),
            (_SM3, self.sm3),
            ("previous", self.previous or _NONE),
        )

    @property
    def comment(self) -> str:
        """What minisign shows when it has checked the signature."""
        return f"{self.site} number:{self.number} date:{self.date} files:{self.files}"


@dataclass(frozen=True, slots=True)
class Signed:
    """A manifest with its signature, as they are in files."""

    text: str
    signature: str


@dataclass(frozen=True, slots=True)
class History:
    """Manifests that hold together, oldest first, and the list as the newest has it."""

    manifests: tuple[Manifest, ...] = ()
    digests: Mapping[str, str] | None = None
    newest: str = ""  # SHA-256 of the newest manifest


def file_name(number: int) -> str:
    """The name of a manifest; its signature has .minisig behind it."""
    return f"{number:06d}.txt"


def next_manifest(history: History, digests: Mapping[str, str], site: str, date: str) -> Manifest:
    """The manifest of a list of files, to follow a history."""
    before = history.digests or {}
    changes: dict[str, str | None] = {
        path: made for path, made in digests.items() if before.get(path) != made
    }
    changes.update(dict.fromkeys(before.keys() - digests.keys()))
    listed = sums_text(digests)
    sm3 = hashlib.new("sm3", listed).hexdigest() if "sm3" in hashlib.algorithms_available else ""
    return Manifest(
        number=len(history.manifests) + 1,
        site=site,
        date=date,
        files=len(digests),
        sums=digest(listed),
        sm3=sm3,
        previous=history.newest,
        changes=changes,
    )


def read_manifest(text: str, name: str) -> Manifest:
    """A manifest from its file. Raises HistoryError for anything that `Manifest.text` does not write."""
    head, apart, body = text.partition("\n\n")
    facts = dict(line.partition(": ")[::2] for line in head.split("\n")[1:])
    if not apart or not text.endswith("\n") or not head.startswith(f"{_TITLE}\n"):
        raise HistoryError(f"{name} 不完整，或不是签名清单")
    changes: dict[str, str | None] = {}
    for line in body.split("\n")[:-1] if body else ():
        match = _CHANGE.fullmatch(line)
        if not match:
            raise HistoryError(f"{name} 不完整：“{line[:80]}”这一行格式不对")
        changes[match["path"]] = None if match["digest"] == _GONE else match["digest"]
    previous = facts.get("previous", "")
    try:
        found = Manifest(
            int(facts["number"]),
            facts["site"],
            facts["date"],
            int(facts["files"]),
            facts[SUMS],
            facts.get(_SM3, ""),
            "" if previous == _NONE else previous,
            changes,
        )
    except (KeyError, ValueError):
        raise HistoryError(f"{name} 不完整：开头缺少内容") from None
    if found.text != text:
        raise HistoryError(f"{name} 被改动：写法与签名清单的不同")
    return found


def history(signed: Iterable[Signed], keys: Sequence[PublicKey]) -> History:
    """What the manifests, oldest first, tell together. Raises HistoryError, naming the file."""
    known = {key.id: key for key in keys}
    digests: dict[str, str] = {}
    manifests: list[Manifest] = []
    newest = ""
    for number, one in enumerate(signed, 1):
        name = file_name(number)
        _check_signature(one, name, known)
        manifest = read_manifest(one.text, name)
        if manifest.number != number:
            raise HistoryError(f"{name} 里写的是第 {manifest.number} 份：文件名被改动，或缺少清单")
        if manifest.previous != newest:
            raise HistoryError(f"{name} 与前一份接不上：前一份被改动、换过或缺失")
        for path, made in manifest.changes.items():
            if made is None:
                digests.pop(path, None)
            else:
                digests[path] = made
        if len(digests) != manifest.files:
            raise HistoryError(f"{name} 里的变动与它写的件数不符")
        manifests.append(manifest)
        newest = digest(one.text.encode())
    if manifests and digest(sums_text(digests)) != manifests[-1].sums:
        raise HistoryError(f"{file_name(len(manifests))} 里的变动与它写的 {SUMS} 不符")
    return History(tuple(manifests), digests, newest)


def _check_signature(one: Signed, name: str, known: Mapping[bytes, PublicKey]) -> None:
    try:
        found = signature(one.signature)
        if not is_plain(one.signature, found):
            raise SignatureError("签名文件被改动")
        key = known.get(found.id)
        if key is None:
            other = found.id[::-1].hex().upper()
            names = "、".join(item.name for item in known.values()) or "没有"
            raise SignatureError(f"签名用的密钥是 {other}，手里的公钥是 {names}，不是同一个")
        check(one.text.encode(), found, key)
    except SignatureError as error:
        raise HistoryError(f"{name}.minisig：{error}") from None
