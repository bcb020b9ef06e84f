"""Which file an attachment or picture of a document is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import quote, unquote

from gongkai.model.diagnostics import Problem
from gongkai.model.documents import NOWHERE, Mark
from gongkai.source.tree import File

SHARED = "content/files/"
_WORD_ENDINGS = (".docx", ".doc", ".wps", ".rtf")  # what somebody may take for a document


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file that a document names: where it lies, and where it is published.

    `url` is root-relative and percent-encoded; `path` is the same place as a
    path under the output folder.
    """

    name: str
    file: File
    url: str
    path: str


def locate(
    name: str, document_path: str, folder_url: str, beside: Mapping[str, File], mark: Mark = NOWHERE
) -> LocalFile | Problem:
    """The file that `name` means in a document, or the problem with it.

    A name is looked for in content/files and then beside the document.
    `folder_url` is the address of the text, whose files are published under it
    in files/.
    """
    plain = unquote(name).removeprefix("./")
    if plain.startswith("/") or ".." in plain.split("/") or "\\" in plain:
        return _problem(
            "attachment/outside",
            mark,
            f"附件「{name}」的路径不对",
            "写文件名，或 content/files 里的路径，例如 2024/附件1.xlsx",
        )
    plain = plain.removeprefix(SHARED).removeprefix("files/")
    for folder in (SHARED, document_path.rpartition("/")[0] + "/"):
        file = beside.get(folder + plain)
        if file:
            return LocalFile(
                name, file, f"{folder_url}files/{quote(plain)}", f"{folder_url[1:]}files/{plain}"
            )
    return _problem(
        "attachment/missing", mark, f"附件文件「{name}」找不到", _nearest(plain, beside)
    )


def sha256_of(root: Path, file: File) -> str:
    """The sha256 of a file, in hex, read in pieces. Raises OSError."""
    made = hashlib.sha256()
    with (root / file.path).open("rb") as opened:
        while piece := opened.read(1 << 20):
            made.update(piece)
    return made.hexdigest()


def unused(beside: Mapping[str, File], used: Iterable[str]) -> list[tuple[str, Problem]]:
    """Files that nothing names: they are not published, and somebody may wonder why."""
    return [(path, _unused(path)) for path in sorted(beside.keys() - set(used))]


def _unused(path: str) -> Problem:
    hint = "在文件头的「附件」里写上，或删去"
    if not path.startswith(SHARED) and path.lower().endswith(_WORD_ENDINGS):
        hint = (
            "把文字复制到 .md 文件里；要给读者下载的，放进 content/files，在文件头的「附件」里写上"
        )
    return Problem("attachment/unused", 0, 0, 0, "没有文件用到它，不会发布", hint)


def _nearest(plain: str, beside: Mapping[str, File]) -> str:
    names = {path.rpartition("/")[2]: path for path in beside}
    close = get_close_matches(plain.rpartition("/")[2], names, n=1, cutoff=0.5)
    if close:
        return f"是不是「{names[close[0]].removeprefix(SHARED)}」？"
    return "把文件放进 content/files，名字要完全一样"


def _problem(code: str, mark: Mark, message: str, hint: str) -> Problem:
    return Problem(code, mark.line, mark.column, mark.span, message, hint)
