"""withdraw: take a published document back; its address stays and says so."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.commands.failures import DONE, UsageError
from gongkai.commands.moment import moment
from gongkai.library.changes import withdrawn_url
from gongkai.model.documents import Document
from gongkai.source.load import arrange, read_unit
from gongkai.source.tree import files

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from gongkai.source.load import Unit

_FENCE = re.compile(rb"^(?:\xef\xbb\xbf)?---[ \t]*\r?$", re.MULTILINE)


def register(
    commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("withdraw", parents=[shared], help="撤回一份已经发布的文件")
    parser.add_argument("id", metavar="ID", help="文件的标识；只撤一个文本时写 标识@版本")
    parser.add_argument("--date", required=True, metavar="DATE", help="撤回的日期")
    parser.add_argument("--reason", required=True, help="原因，会写在原来的网址上")
    parser.add_argument("--erase", action="store_true", help="清除：连标题也不留")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write 撤回 into the files of the document, every other byte as it was."""
    root: Path = options.root
    try:
        day = date.fromisoformat(options.date)
    except ValueError:
        raise UsageError(f"--date 写成 2026-11-23 这样，不能写 {options.date}") from None
    reason = options.reason.strip()
    if not reason or not reason.isprintable():
        raise UsageError("--reason 写一句话，不要换行")
    found = _found(root, options.id)
    edits: list[tuple[Path, bytes, bytes]] = []
    for document, unit in found:
        path = root / document.path
        before = path.read_bytes()
        after = withdrawn(before, day, reason, erase=options.erase, markdown=path.suffix == ".md")
        edits.append((path, before, after))
        path.write_bytes(after)
        if not _took(root, unit, document.key):
            for written, old, _ in edits:
                written.write_bytes(old)
            raise UsageError(f"{document.path} 改不了，已经恢复原样；请照编辑手册手工写 撤回")
    _tell([document for document, _ in found], day, erase=options.erase)
    return DONE


def withdrawn(raw: bytes, day: date, reason: str, *, erase: bool, markdown: bool) -> bytes:
    """A file with the key written in as the last of its front matter, all else byte for byte.

    Raises UsageError where no place for it can be found.
    """
    quoted = "'" + reason.replace("'", "''") + "'"
    line = f"withdrawn: {{date: {day.isoformat()}, reason: {quoted}{', erase: true' if erase else ''}}}"
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    added = line.encode() + end
    if not markdown:
        return raw + (b"" if raw.endswith(b"\n") else end) + added
    fences = list(_FENCE.finditer(raw))
    if len(fences) < 2:
        raise UsageError("文件头没有写完，先运行 check 改正")
    place = fences[1].start()
    return raw[:place] + added + raw[place:]


def _found(root: Path, name: str) -> list[tuple[Document, Unit]]:
    """The texts to withdraw, each with the unit it is read from."""
    listed, _ = files(root)
    found = [
        (draft.document, unit)
        for unit in arrange(listed).units
        for draft in read_unit(root, unit, moment(None)).drafts
        if draft.document and name in (draft.document.id, draft.document.key)
    ]
    if not found:
        raise UsageError(f"没有标识是 {name} 的文件")
    for document, _ in found:
        if document.withdrawn:
            raise UsageError(f"{document.path} 已经写了撤回（{document.withdrawn.date}）")
    return found


def _took(root: Path, unit: Unit, key: str) -> bool:
    """Whether the file, read again, is withdrawn and has no new mistake."""
    drafts = read_unit(root, unit, moment(None)).drafts
    return any(d.document and d.document.key == key and d.document.withdrawn for d in drafts)


def _tell(documents: Sequence[Document], day: date, *, erase: bool) -> None:
    for document in documents:
        print(f"已写进 {document.path}：自 {day} 起撤回《{document.title}》")
        print(f"  {withdrawn_url(document)} 只留一页说明{'，连标题也不留' if erase else ''}")
        named = "、".join(item.title for item in document.attachments)
        print(
            f"  正文、数据、检索、列表、订阅里不再有它{f'；附件也撤下：{named}' if named else ''}"
        )
        if document.interprets or document.repeals or document.amends or document.replaces:
            print("  它与别的文件的关系（解读、修改、废止、替代）也不再算数")
    if erase:
        print("清除只管网站：版本库的历史、已经发出的副本和保存包要另外处理")
    print("下一步：运行 check 看有没有别的文件引用它，再提交、生成")
