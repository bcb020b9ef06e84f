"""Hold a published tree against SHA256SUMS and its signed manifests, byte for byte."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.formats.json import is_sealed
from gongkai.formats.minisign import PublicKey, SignatureError, public_key
from gongkai.output.digests import digest
from gongkai.output.execution import batches_of, run_batches
from gongkai.output.history import History, HistoryError, Signed, file_name, history
from gongkai.output.manifest import CHUNK
from gongkai.output.publishing_history import KEYS, manifest_list
from gongkai.output.sums import MANIFEST_LIST, MANIFESTS, MOMENT, SUMS, SumsError, read_sums

_BATCH = 256
_PARALLEL_FROM = 2000  # files; below it, starting workers costs more than they save
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was published; `words` are Chinese."""

    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of a verification. It passed when nothing was found.

    `history` is None where nothing is signed; `notes` are what a reader of the result must know.
    """

    files: int
    findings: tuple[Finding, ...]
    history: History | None = None
    notes: tuple[str, ...] = ()


def verify_tree(
    tree: Path, keys: Sequence[PublicKey], workers: int, *, signed: bool = False
) -> Verified:
    """Verify a folder as `build` and `sign` leave it.

    `keys` are the ones to trust; without any the site's own are taken, and a
    note says so. With `signed` a missing signature is a finding. Raises OSError.
    """
    present = set(paths(tree))
    if SUMS not in present:
        words = "没有这个文件：它不在了，或这不是本系统发布的文件夹"
        return Verified(0, (Finding(SUMS, words),))
    raw = (tree / SUMS).read_bytes()
    try:
        listed = read_sums(raw)
    except SumsError as error:
        return Verified(0, (Finding(SUMS, str(error)),))
    found = [Finding(path, "缺失") for path in listed if path not in present]
    found += [
        Finding(path, "多出来的：不是发布的文件")
        for path in present - listed.keys() - {SUMS, MOMENT}
        if not path.startswith(MANIFESTS) and path != MANIFEST_LIST
    ]
    named = [(path, made) for path, made in listed.items() if path in present]
    found += (Finding(*pair) for pair in compare(tree, named, workers))
    found += _moment(tree, present)
    read = {
        path: (tree / path).read_bytes()
        for path in present
        if (path.startswith((MANIFESTS, KEYS)) and not path.endswith("/")) or path == MANIFEST_LIST
    }
    past, more, notes = check_signatures(read, raw, keys, signed=signed)
    found += more
    order = {SUMS: "", MANIFEST_LIST: ""}
    found.sort(key=lambda one: (order.get(one.path, one.path), one.words))
    return Verified(len(listed), tuple(found), past, notes)


def compare(
    folder: Path, named: Iterable[tuple[str, str]], workers: int, algorithm: str = "sha256"
) -> Iterator[tuple[str, str]]:
    """The files, of those named with their digests, that differ; and how, in Chinese."""
    pairs = list(named)
    prefix = f"{folder}/"

    def look(batch: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        return [
            (path, fault)
            for path, expected in batch
            if (fault := _fault(prefix + path, expected, algorithm))
        ]

    parallel = workers if len(pairs) >= _PARALLEL_FROM else 1
    done = run_batches(look, batches_of(pairs, _BATCH), parallel, name=lambda pair: pair[0])
    for some in done:
        yield from some


def check_signatures(
    files: Mapping[str, bytes], listed: bytes, keys: Sequence[PublicKey], *, signed: bool
) -> tuple[History | None, list[Finding], tuple[str, ...]]:
    """Hold the published manifests against the list: history, findings, notes.

    `files` are those under data/manifests/ and data/keys/, and the list of the manifests.
    """
    notes: list[str] = []
    texts = {path: content for path, content in files.items() if not path.startswith(KEYS)}
    if not texts:
        if signed:
            return None, [Finding(MANIFEST_LIST, "没有签名，不能证明是谁发布的")], ()
        return None, [], ("没有签名：只能证明文件与 SHA256SUMS 一致，不能证明是谁发布的",)
    if not keys:
        keys = tuple(_published_keys(files))
        notes.append("公钥用的是网站自己公布的；要证明是谁发布的，请用 --key 指定从别处得到的公钥")
    if not keys:
        return None, [Finding(MANIFESTS, "有签名，但没有公钥；请用 --key 指定")], ()
    count = sum(path.endswith(".txt") for path in texts)
    expected = {f"{MANIFESTS}{file_name(n)}{end}" for n in range(1, count + 1) for end in _ENDS}
    expected.add(MANIFEST_LIST)
    faults = [Finding(path, "缺失") for path in sorted(expected - texts.keys())]
    faults += [
        Finding(path, "多出来的：不是发布的文件") for path in sorted(texts.keys() - expected)
    ]
    if faults:
        return None, faults, ()
    try:
        past = history(signed_files(texts, count), keys)
    except HistoryError as error:
        name = str(error).partition(" ")[0].partition("：")[0]
        return None, [Finding(f"{MANIFESTS}{name}", str(error))], tuple(notes)
    newest_file = texts[f"{MANIFESTS}{file_name(count)}"]
    if texts[MANIFEST_LIST] != manifest_list(count, newest_file):
        faults.append(Finding(MANIFEST_LIST, "与签名清单不一致：被改动，或少了最新的清单"))
    newest = past.manifests[-1]
    if digest(listed) != newest.sums:
        words = f"与最新的签名（第 {newest.number} 份，{newest.date}）不一致："
        words += "签名以后又发布过、还没有重新签名，或 SHA256SUMS 被改动"
        faults.append(Finding(SUMS, words))
    return past, faults, tuple(notes)


_ENDS = ("", ".minisig")


def signed_files(texts: Mapping[str, bytes], count: int) -> Iterator[Signed]:
    """The manifests from 1 to `count` and their signatures, from files by their published path."""
    for number in range(1, count + 1):
        pair = [texts[f"{MANIFESTS}{file_name(number)}{end}"] for end in _ENDS]
        try:
            yield Signed(pair[0].decode(), pair[1].decode())
        except UnicodeDecodeError:
            raise HistoryError(f"{file_name(number)} 已经损坏：不是 UTF-8") from None


def _published_keys(files: Mapping[str, bytes]) -> Iterator[PublicKey]:
    for path in sorted(files):
        if path.startswith(KEYS):
            try:
                yield public_key(files[path].decode())
            except (SignatureError, UnicodeDecodeError):
                continue  # its digest is wrong, and that is reported


def _moment(tree: Path, present: set[str]) -> list[Finding]:
    if MOMENT not in present:
        return [Finding(MOMENT, "缺失")]
    text = (tree / MOMENT).read_bytes().decode("utf-8", "replace")
    return [] if is_sealed(text) else [Finding(MOMENT, "内容被改动")]


def paths(tree: Path) -> Iterator[str]:
    """Everything in the tree that is not a folder; an empty folder by its path with "/"."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        empty = True
        with os.scandir(f"{tree}/{folder}") as entries:
            for entry in entries:
                empty = False
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{folder}{entry.name}/")
                else:
                    yield folder + entry.name
        if empty and folder:
            yield folder


def _fault(path: str, expected: str, algorithm: str) -> str:
    """How a file differs, "" if it does not."""
    try:
        descriptor = os.open(path, _OPEN)
    except FileNotFoundError:
        return "缺失"
    except OSError as error:
        return f"读不出来：{error.strerror or error}"
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            return "不是普通文件"
        running = hashlib.new(algorithm)
        while chunk := os.read(descriptor, min(facts.st_size + 1, CHUNK)):
            running.update(chunk)
    except OSError as error:
        return f"读不出来：{error.strerror or error}"
    finally:
        os.close(descriptor)
    return "" if running.hexdigest() == expected else "内容被改动"
