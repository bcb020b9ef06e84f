"""Hold a preservation package (BagIt, RFC 8493) against its own manifests, byte for byte."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from gongkai.output.verification import Finding, Verified, compare, paths

_MANIFEST = re.compile(r"(?P<tag>tag)?manifest-(?P<algorithm>[a-z0-9]+)\.txt")
_LINE = re.compile(r"(?P<digest>[0-9A-Fa-f]+)[ \t]+\*?(?P<path>[^\t].*)")
# What no other manifest vouches for must be, to the byte, as sha256sum would write it.
_STRICT = re.compile(r"(?P<digest>[0-9a-f]+) {1,2}(?P<path>[^ \x00-\x1f].*)")
_OXUM = re.compile(r"^Payload-Oxum:[ \t]*(\d+)\.(\d+)[ \t]*$", re.MULTILINE)
_DECLARED = re.compile(r"BagIt-Version: \d+\.\d+\r?\nTag-File-Character-Encoding: UTF-8\r?\n?")


def is_bag(folder: Path) -> bool:
    """Whether a folder says it is a package."""
    return (folder / "bagit.txt").is_file() or (folder / "manifest-sha256.txt").is_file()


def verify_bag(folder: Path, workers: int) -> Verified:
    """Verify a package. What no manifest names is a finding too. Raises OSError."""
    present = set(paths(folder))
    manifests = {path: found for path in sorted(present) if (found := _MANIFEST.fullmatch(path))}
    findings: list[Finding] = []
    payload: set[str] = set()
    named: set[str] = set()
    for name, kind in manifests.items():
        algorithm = kind["algorithm"]
        if algorithm not in hashlib.algorithms_available:
            findings.append(Finding(name, f"算法 {algorithm} 不认识，没有核对"))
            continue
        read = list(_entries(folder / name, name, findings))
        (named if kind["tag"] else payload).update(path for path, _ in read)
        findings += [Finding(path, f"缺失：{name} 里有") for path, _ in read if path not in present]
        here = [pair for pair in read if pair[0] in present]
        for path, words in compare(folder, here, workers, algorithm):
            findings.append(Finding(path, f"{words}：与 {name} 写的不一致"))
    if not any(not kind["tag"] for kind in manifests.values()):
        findings.append(Finding("manifest-sha256.txt", "没有这个文件：包不完整，或不是 BagIt 包"))
    findings += _declaration(folder, present)
    known = payload | named | manifests.keys()
    findings += [Finding(path, "多出来的：清单里没有") for path in sorted(present - known)]
    findings += _oxum(folder, present)
    unique = tuple(sorted(set(findings), key=lambda one: (one.path, one.words)))
    tagged = any(kind["tag"] for kind in manifests.values())
    notes = () if tagged else ("包里没有 tagmanifest，清单自身的改动查不出来",)
    return Verified(len(payload | named), unique, None, notes)


def _entries(file: Path, name: str, findings: list[Finding]) -> Iterator[tuple[str, str]]:
    """Path and digest of each line of a manifest."""
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError:
        findings.append(Finding(name, "已经损坏：不是 UTF-8"))
        return
    if not text.endswith(("\n", "\r")):
        findings.append(Finding(name, "不完整：最后一行没有写完"))
    strict = name.startswith("tag")
    form = _STRICT if strict else _LINE
    lines = text.split("\n") if strict else text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines[:-1] if text.endswith("\n") else lines, 1):
        match = form.fullmatch(line)
        path = unquote(match["path"]) if match else ""
        if not match or path.startswith(("/", "~")) or ".." in path.split("/"):
            findings.append(Finding(name, f"第 {number} 行格式不对"))
        else:
            yield path.removeprefix("./"), match["digest"].lower()


def _declaration(folder: Path, present: set[str]) -> Iterator[Finding]:
    if "bagit.txt" not in present:
        yield Finding("bagit.txt", "缺失")
    elif not _DECLARED.fullmatch((folder / "bagit.txt").read_bytes().decode("utf-8", "replace")):
        yield Finding("bagit.txt", "内容被改动：不是 BagIt 的声明")
    if "fetch.txt" in present:
        yield Finding("fetch.txt", "包不完整：有的文件要另外下载")


def _oxum(folder: Path, present: set[str]) -> Iterator[Finding]:
    """Payload-Oxum in bag-info.txt: bytes and files of the payload."""
    if "bag-info.txt" not in present:
        return
    said = _OXUM.search((folder / "bag-info.txt").read_bytes().decode("utf-8", "replace"))
    if not said:
        return
    inside = [path for path in present if path.startswith("data/") and not path.endswith("/")]
    size = sum((folder / path).lstat().st_size for path in inside)
    if (size, len(inside)) != (int(said[1]), int(said[2])):
        words = f"写的是 {said[2]} 个文件、{said[1]} 字节，实际是 {len(inside)} 个、{size} 字节"
        yield Finding("bag-info.txt", words)
