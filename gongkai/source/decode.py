"""Bytes of a content file to text, never guessing an encoding."""

from __future__ import annotations

import re

from gongkai.model.diagnostics import Problem

MAX_BYTES = 10_000_000  # the longest statute is under 1 MB

# What no text may hold: C0 controls but tab and newline, C1 controls, and the
# Unicode noncharacters, which the body reader uses as marks of its own.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_SEPARATORS = re.compile("[\u2028\u2029\x85]")

# What is looked for first: it shows that neither expression can match, is many times faster than
# the expressions, and few files have any of it.
_CONTROLS = bytes(byte for byte in range(0xA0) if byte < 0x20 or byte > 0x7E).translate(
    None, b"\t\n\r"
)
_NO_CONTROL = bytes(byte for byte in range(256) if byte not in _CONTROLS)
_LEADING = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")  # of planes 1 to 16
_SUSPECT = ("\u2028", "\u2029", "\ufffe", "\uffff")
_NONCHARACTER = re.compile("[\ufdd0-\ufdef]")


def decode(raw: bytes, name: str) -> tuple[str | None, list[Problem]]:
    """The text of a file with "\\n" line ends and no byte-order mark, and its problems.

    None when the text cannot be used. `name` is the file's path, for the
    command in the hint.
    """
    if len(raw) > MAX_BYTES:
        size, most = len(raw) / 1_000_000, MAX_BYTES // 1_000_000
        return None, [
            _whole(
                "file/too-large",
                f"文件有 {size:.1f} MB，超过 {most} MB",
                "把长表格和图片放进 content/files 作附件，正文只留文字",
            )
        ]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_encoding(raw, error, name)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _harmless(raw, text):
        return text, []
    problems = [
        _at(text, found.start(), "file/control-character",
            f"有不可见的控制字符 U+{ord(found.group()):04X}", "删去它；多半是从别处粘贴带来的")
        for found in [_FORBIDDEN.search(text)] if found
    ]  # fmt: skip
    if problems:
        return None, problems
    if found := _SEPARATORS.search(text):
        problems.append(
            _at(text, found.start(), "file/line-separator",
                "有看不见的行分隔符（从网页粘贴常带来）", "删去它，按回车换行")
        )  # fmt: skip
    return text, problems


def _harmless(raw: bytes, text: str) -> bool:
    """Whether no character can be one of those that are refused or reported."""
    # Of Chinese text little is left in Latin-1, and that little is soon searched.
    if text.encode("latin-1", "ignore").translate(None, _NO_CONTROL):
        return False
    for leading in _LEADING:
        if leading in raw:
            return False
    for character in _SUSPECT:
        if character in text:
            return False
    return b"\xef\xb7" not in raw or not _NONCHARACTER.search(text)


def _encoding(raw: bytes, error: UnicodeDecodeError, name: str) -> Problem:
    """Where the bytes stop being UTF-8, and the command that mends the file."""
    before = raw[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    coding = "UTF-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "GB18030"
    return Problem(
        "file/encoding",
        line,
        column,
        1,
        "文件不是 UTF-8 编码",
        f"用记事本另存为 UTF-8，或运行 iconv -f {coding} -t UTF-8 '{name}' > 新文件",
    )


def _whole(code: str, message: str, hint: str) -> Problem:
    return Problem(code, 0, 0, 0, message, hint)


def _at(text: str, index: int, code: str, message: str, hint: str) -> Problem:
    start = text.rfind("\n", 0, index) + 1
    return Problem(code, text.count("\n", 0, index) + 1, index - start + 1, 1, message, hint)
