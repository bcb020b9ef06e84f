"""Take in old issues of the gazette: a folder of scans with a table of their contents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gongkai.commands.failures import UsageError
from gongkai.formats import pdf
from gongkai.formats.csv import csv_rows
from gongkai.model.gazette import IssueKey, PageRange
from gongkai.source.decode import decode
from gongkai.source.gazette import read_numbers, read_pair
from gongkai.source.values import read_day

_NEEDED = ("年", "期", "出版日期", "文件", "标题")
_KNOWN = (*_NEEDED, "总期号", "栏目", "页码", "PDF页")
_SECTION = "目录"  # where the table names no 栏目
_FOLDER = "gazette"  # below content/files


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the table, checked. `line` is its number in the file."""

    line: int
    key: IssueKey
    total: tuple[int, int] | None
    published: date
    file: str
    section: str
    title: str
    pages: PageRange | None
    sheet: int | None


@dataclass(slots=True)
class _Old:
    """One issue to be made: its rows in order."""

    rows: list[_Row] = field(default_factory=list)


def take_in(root: Path, folder: Path, table: Path) -> tuple[list[str], list[str]]:
    """Write a YAML for each issue of `table` and copy its scans; gives the paths written.

    All or nothing: with problems, which are given in Chinese, nothing is
    written. What is there already is never overwritten.
    """
    if not folder.is_dir():
        raise UsageError(f"没有文件夹 {folder}")
    if not table.is_file():
        raise UsageError(f"没有目录表 {table}")
    rows, problems = _rows(table)
    issues: dict[IssueKey, _Old] = {}
    for row in rows:
        issues.setdefault(row.key, _Old()).rows.append(row)
    problems += _file_problems(folder, rows)
    for key, old in issues.items():
        problems += _issue_problems(root, key, old.rows)
    if problems or not issues:
        return [], problems or [f"目录表 {table} 里没有内容"]
    made = []
    for key, old in sorted(issues.items(), key=lambda pair: pair[0].rank):
        made.append(_write(root, folder, key, old.rows))
    return made, []


def _rows(table: Path) -> tuple[list[_Row], list[str]]:
    text, wrong = decode(table.read_bytes(), table.name)
    if text is None:
        return [], [f"{table.name}：{problem.message}（{problem.hint}）" for problem in wrong]
    header, lines = csv_rows(text)
    missing = [name for name in _NEEDED if name not in header]
    unknown = [name for name in header if name and name not in _KNOWN]
    if missing or unknown:
        said = [f"缺少列 {'、'.join(missing)}"] if missing else []
        said += [f"不认识的列 {'、'.join(unknown)}"] if unknown else []
        return [], [f"{table.name}：{'；'.join(said)}；可以有的列：{'、'.join(_KNOWN)}"]
    rows: list[_Row] = []
    problems: list[str] = []
    for number, line in lines:
        made, faults = _row(number, line)
        problems += [f"{table.name} 第 {number} 行：{fault}" for fault in faults]
        rows += [made] if made else []
    return rows, problems


def _row(number: int, line: Mapping[str, str]) -> tuple[_Row | None, list[str]]:
    faults = [f"「{name}」是空的" for name in _NEEDED if not line[name]]
    numbers = read_numbers(line["期"])
    if line["期"] and numbers is None:
        faults.append(f"期「{line['期']}」写成 3、3-4 或 增刊1")
    day = read_day(line["出版日期"])
    if line["出版日期"] and day is None:
        faults.append(f"出版日期「{line['出版日期']}」写成 2009-03-31")
    if line["年"] and not (line["年"].isascii() and line["年"].isdigit() and len(line["年"]) == 4):
        faults.append(f"年「{line['年']}」写成四位数字")
    pairs = {}
    for name in ("总期号", "页码", "PDF页"):
        text = line.get(name, "")
        pairs[name] = read_pair(text)
        if text and pairs[name] is None:
            faults.append(f"{name}「{text}」写成一个数，或 12-14")
    if faults or numbers is None or day is None:
        return None, faults
    supplement, first, last = numbers
    pages, sheet = pairs["页码"], pairs["PDF页"]
    return _Row(
        number,
        IssueKey(int(line["年"]), first, last, supplement),
        pairs["总期号"],
        day,
        line["文件"],
        line.get("栏目") or _SECTION,
        line["标题"],
        PageRange(*pages) if pages else None,
        sheet[0] if sheet else None,
    ), []


def _file_problems(folder: Path, rows: Sequence[_Row]) -> Iterator[str]:
    """Each scan is there, can be kept, and has the pages that the table names."""
    known: dict[str, pdf.PdfFacts | None] = {}
    inside = folder.resolve()
    for row in rows:
        path = (folder / row.file).resolve()
        if row.file not in known:
            there = path.is_relative_to(inside) and path.is_file()
            known[row.file] = found = pdf.facts(path) if there else None
            if found is None:
                yield f"第 {row.line} 行：文件夹里没有 {row.file}"
            elif found.fault:
                yield f"第 {row.line} 行：{row.file} {found.fault.value}"
        facts = known[row.file]
        last = _last_sheet(row)
        if facts and not facts.fault and last > facts.pages:
            yield f"第 {row.line} 行：{row.file} 只有 {facts.pages} 页，这一篇到第 {last} 页"


def _last_sheet(row: _Row) -> int:
    length = row.pages.last - row.pages.first if row.pages else 0
    return (row.sheet or (row.pages.first if row.pages else 1)) + length


def _issue_problems(root: Path, key: IssueKey, rows: Sequence[_Row]) -> Iterator[str]:
    """The rows of an issue agree, and it is not there already."""
    first = rows[0]
    for row in rows:
        if (row.published, row.total) != (first.published, first.total):
            yield f"第 {row.line} 行：{key.label}的出版日期、总期号与第 {first.line} 行不一致"
    if not first.total and not key.supplement:
        yield f"第 {first.line} 行：{key.label}没有写总期号"
    for path in (_yaml(root, key), *(_scan(root, key, file, rows) for file in _files(rows))):
        if path.exists():
            yield f"{path.relative_to(root).as_posix()} 已经有了"


def _files(rows: Sequence[_Row]) -> list[str]:
    return list(dict.fromkeys(row.file for row in rows))


def _yaml(root: Path, key: IssueKey) -> Path:
    return root / "content/gazette" / f"{key.name}.yaml"


def _scan(root: Path, key: IssueKey, file: str, rows: Sequence[_Row]) -> Path:
    files = _files(rows)
    behind = f"-{files.index(file) + 1}" if len(files) > 1 else ""
    return root / "content/files" / _FOLDER / f"{key.name}{behind}.pdf"


def _write(root: Path, folder: Path, key: IssueKey, rows: Sequence[_Row]) -> str:
    for file in _files(rows):
        target = _scan(root, key, file, rows)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((folder / file).read_bytes())
    path = _yaml(root, key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(root, key, rows)) + "\n", "utf-8")
    return path.relative_to(root).as_posix()


def _lines(root: Path, key: IssueKey, rows: Sequence[_Row]) -> Iterator[str]:
    first = rows[0]
    number = f"{key.first}" if key.first == key.last else f"{key.first}-{key.last}"
    yield f"year: {key.year}"
    yield f"issue: {'增刊' if key.supplement else ''}{number}"
    if first.total:
        yield f"total: {_span(*first.total)}"
    yield f"published: {first.published.isoformat()}"
    yield "backfilled: 是"
    yield "sections:"
    sections: dict[str, list[_Row]] = {}
    for row in rows:
        sections.setdefault(row.section, []).append(row)
    for name, members in sections.items():
        yield f"  - name: {_quoted(name)}"
        yield "    items:"
        for row in members:
            yield f"      - title: {_quoted(row.title)}"
            yield f"        file: {_FOLDER}/{_scan(root, key, row.file, rows).name}"
            if row.pages:
                yield f"        pages: {_span(row.pages.first, row.pages.last)}"
            if row.sheet:
                yield f"        sheet: {row.sheet}"


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _quoted(text: str) -> str:
    """A value that YAML reads as this very text."""
    return json.dumps(text, ensure_ascii=False)
