"""The YAML of one gazette issue (政府公报), and the lock file beside it, to values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from gongkai.formats.gazette_lock import TornLockError, read_lock
from gongkai.formats.yaml import Mapping as NodeGroup
from gongkai.formats.yaml import Node, Scalar
from gongkai.model.diagnostics import Problem
from gongkai.model.gazette import (
    Issue,
    IssueItem,
    IssueKey,
    IssueRecord,
    IssueSection,
    Masthead,
    PageRange,
)
from gongkai.model.references import NOWHERE, Mark, Marks
from gongkai.source.head import read_keys
from gongkai.source.kinds import Field, Kind, Reading, list_of, read_fields, record, scalar
from gongkai.source.values import DAY, LINE, REFERENCE, TEXT, TRUTH, WHOLE

YAML, LOCK = ".yaml", ".lock.json"
_NUMBERS = re.compile("(?:(z|增刊)(?:第)?)?([0-9]{1,3})(?:[-—–、]([0-9]{1,3}))?")
_PAIR = re.compile("([0-9]{1,5})(?:[-—–、]([0-9]{1,5}))?")
_PLACE = re.compile("([0-9]{4}-z?[0-9-]+)/([0-9]{1,3})")
_STRING = {"type": ["string", "number"]}


def read_numbers(text: str) -> tuple[bool, int, int] | None:
    """Whether an issue is a 增刊, its first and its last number; None for another text."""
    found = _NUMBERS.fullmatch(text)
    if not found or not 0 < int(found[2]) <= int(found[3] or found[2]) or (found[1] and found[3]):
        return None
    return bool(found[1]), int(found[2]), int(found[3] or found[2])


def read_pair(text: str) -> tuple[int, int] | None:
    """One number twice, or the first and the last of several; None for another text."""
    found = _PAIR.fullmatch(text)
    if not found or not 0 < int(found[1]) <= int(found[2] or found[1]):
        return None
    return int(found[1]), int(found[2] or found[1])


def _issue_numbers(node: Node, reading: Reading) -> tuple[bool, int, int] | None:
    text = scalar(node, reading, "期号")
    found = read_numbers(text) if text else None
    if text and not found:
        hint = "写成 3；合刊写成 3-4；增刊写成 增刊1"
        reading.report("front-matter/type", node.mark, f"期号「{text}」不合格式", hint)
    return found


def _pair(words: str, example: str) -> Kind:
    """One number, or the first and the last of several."""

    def read(node: Node, reading: Reading) -> tuple[int, int] | None:
        text = scalar(node, reading, words)
        found = read_pair(text) if text else None
        if text and not found:
            hint = f"写成 {example}"
            reading.report("front-matter/type", node.mark, f"{words}「{text}」不合格式", hint)
        return found

    return Kind(f"{words}，如 {example}", read, _STRING)


def _pages(node: Node, reading: Reading) -> PageRange | None:
    found = _PAGES.read(node, reading)
    return PageRange(*found) if found else None


def _corrects(node: Node, reading: Reading) -> tuple[IssueKey, int] | None:
    text = scalar(node, reading, "期号和篇号")
    found = _PLACE.fullmatch(text) if text else None
    try:
        if found:
            return IssueKey.read(found[1]), int(found[2])
    except ValueError:
        pass
    if text:
        hint = "写成 2023-02/04：期的文件名，斜杠，第几篇"
        reading.report("front-matter/type", node.mark, f"「{text}」不是公报的期和篇", hint)
    return None


_PAGES = _pair("页码", "12 或 12-14")
_ITEM_FIELDS = (
    Field("ref", "文件", REFERENCE, help="标识、文号或标题；只有它时可以直接写", example="示政规〔2024〕3号"),
    Field("title", "标题", LINE, help="自有内容、扫描件和更正的标题", example="2024年3月大事记"),
    Field("text", "正文", TEXT, help="自有内容的正文，Markdown", example="3月1日，……"),
    Field("file", "扫描件", LINE, help="content/files 里的 PDF 文件", example="gazette/2009-01.pdf"),
    Field("pages", "页码", Kind(_PAGES.words, _pages, _STRING), help="在这一期里的页码", example="12-14"),
    Field("sheet", "PDF页", WHOLE, help="从扫描件 PDF 的第几页开始；不写就与页码相同", example="14"),
    Field("corrects", "更正", Kind("期的文件名/第几篇", _corrects, _STRING), help="更正哪一期的哪一篇；同时写 title、text", example="2023-02/04"),
)  # fmt: skip
_ITEM = record(dict, *_ITEM_FIELDS)


def _item(node: Node, reading: Reading) -> IssueItem | None:
    if isinstance(node, Scalar):
        reference = REFERENCE.read(node, reading)
        return IssueItem(mark=node.mark, ref=reference) if reference else None
    values = _ITEM.read(node, reading)
    if values is None:
        return None
    shapes = [key for key in ("ref", "text", "file") if key in values]
    if len(shapes) != 1 or ("ref" not in values and "title" not in values):
        reading.report(
            "front-matter/required", node.mark, "每一篇写一种内容",
            "文件写「文件」，自有内容写「标题」和「正文」，扫描件写「标题」和「扫描件」；更正另加「更正」",
        )  # fmt: skip
        return None
    if "corrects" in values and shapes != ["text"]:
        reading.report("front-matter/required", node.mark, "更正缺少正文", "写上 title 和 text")
        return None
    return IssueItem(mark=node.mark, text_mark=_mark_of(node, "text", "正文"), **values)


def _mark_of(node: Node, *names: str) -> Mark:
    """Where the value of a key of a group stands."""
    entries = node.entries if isinstance(node, NodeGroup) else ()
    return next((value.mark for key, value in entries if key.text in names), NOWHERE)


_ITEM_SCHEMA = {"anyOf": [REFERENCE.schema, _ITEM.schema]}
_SECTION_FIELDS = (
    Field("name", "名称", LINE, required=True, help="栏目的名称", example="市政府文件"),
    Field("items", "内容", list_of(Kind("文件，或一组键", _item, _ITEM_SCHEMA, _ITEM_FIELDS), single=False), required=True, help="逐篇写，次序就是篇号", example="[示政规〔2024〕3号, 示政发〔2024〕8号]"),
)  # fmt: skip
_GROUP = record(IssueSection, *_SECTION_FIELDS)


def _section(node: Node, reading: Reading) -> IssueSection | None:
    """A section with the entries that can be read: one that cannot must not hide the others."""
    if not isinstance(node, NodeGroup):
        _GROUP.read(node, reading)
        return None
    values, _ = read_fields(node, _SECTION_FIELDS, reading)
    complete = "name" in values and "items" in values
    return IssueSection(values["name"], values["items"]) if complete else None


_SECTION = Kind(_GROUP.words, _section, _GROUP.schema, _GROUP.fields)
ISSUE_FIELDS = (
    Field("year", "年", WHOLE, required=True, help="与文件名一致", example="2024"),
    Field("issue", "期", Kind("期号，如 3；合刊 3-4；增刊 增刊1", _issue_numbers, _STRING), required=True, help="与文件名一致", example="3"),
    Field("total", "总期号", _pair("总期号", "87，合刊 87-88"), help="创刊以来的第几期；增刊没有就不写", example="87"),
    Field("published", "出版日期", DAY, required=True, help="到这一天才公开", example="2024-03-31"),
    Field("sections", "栏目", list_of(_SECTION, single=False), required=True, help="照目录的次序", example="[{name: 市政府文件, items: [示政规〔2024〕3号]}]"),
    Field("paper", "纸质版", LINE, help="纸质公报的印刷 PDF，放在 content/files 里；它是权威文本", example="gazette/2024-03.pdf"),
    Field("backfilled", "补录", TRUTH, help="补录的旧公报写 是，不查期号以外的规范要求", example="是"),
)  # fmt: skip

MASTHEAD = record(
    Masthead,
    Field("name", "名称", LINE, help="不写就是网站名称加“公报”", example="示例市人民政府公报"),
    Field("organizer", "主办", LINE, help="不写就是网站的主办单位", example="示例市人民政府办公室"),
    Field("supervisor", "主管", LINE, help="主管单位", example="示例市人民政府"),
    Field("publisher", "编辑出版", LINE, help="编辑出版单位", example="示例市人民政府公报编辑部"),
    Field("licence", "刊号", LINE, help="准印证号或 CN 刊号", example="示内资准字0000号"),
    Field("distribution", "赠阅范围", LINE, help="免费赠阅给谁", example="村、社区和公共图书馆"),
    Field("address", "地址", LINE, help="不写就用网站的地址", example="示例市中心路1号"),
    Field("phone", "电话", LINE, help="不写就用网站的电话", example="0000-82120006"),
)  # fmt: skip


def read_issue(path: str, text: str) -> tuple[Issue | None, list[Problem]]:
    """Read one YAML file of content/gazette; no issue where a required key fails."""
    values, marks, problems = read_keys(text, ISSUE_FIELDS)
    stem = path.rpartition("/")[2].removesuffix(YAML)
    numbers = values.get("issue")
    if numbers is None or any(key not in values for key in ("year", "published", "sections")):
        return None, problems
    supplement, first, last = numbers
    key = IssueKey(values["year"], first, last, supplement)
    if key.name != stem:
        problems.append(_at(marks["issue"], "gazette/name", f"年和期号是{key.label}，文件名却是 {stem}{YAML}", f"文件名改成 {key.name}{YAML}，或改年和期号"))  # fmt: skip
        return None, problems
    if "total" not in marks and not supplement:
        problems.append(_at(NOWHERE, "front-matter/required", "缺少「总期号」", "加一行 total: 创刊以来的第几期"))  # fmt: skip
    total, total_last = values.get("total", (None, None))
    issue = Issue(
        path=path,
        key=key,
        total=total,
        total_last=total_last if total_last != total else None,
        published=values["published"],
        sections=values["sections"],
        paper=values.get("paper"),
        backfilled=values.get("backfilled", False),
        marks=Marks.of(marks),
    )
    if not issue.items and not problems:
        problems.append(_at(marks["sections"], "gazette/empty", "这一期里没有内容", "在 items 下面逐篇写"))  # fmt: skip
    return issue, problems


def read_record(
    path: str, texts: Mapping[str, str]
) -> tuple[IssueRecord, list[tuple[str, Problem]]]:
    """Read the files of one issue; `texts` has the YAML and the lock by file name, if readable."""
    name = path.rpartition("/")[2]
    problems: list[tuple[str, Problem]] = []
    issue = None
    if name in texts:
        issue, found = read_issue(path, texts[name])
        problems += [(path, problem) for problem in found]
    record_of = IssueRecord(path, issue)
    lock = texts.get(name.removesuffix(YAML) + LOCK)
    if lock is None:
        return record_of, problems
    try:
        read = read_lock(lock)
    except TornLockError as error:
        problem = Problem(
            "gazette/lock-torn", 0, 0, 0, f"定稿文件坏了：{error}",
            "不要手工改定稿文件；用 git 取回原来的，例如 git checkout -- " + record_of.lock_path,
        )  # fmt: skip
        return IssueRecord(path, issue, torn=True), [*problems, (record_of.lock_path, problem)]
    if read.issue.key.name != name.removesuffix(YAML):
        problem = _at(NOWHERE, "gazette/name", f"定稿的是{read.issue.key.label}，与文件名不符", "定稿文件不能改名")  # fmt: skip
        return IssueRecord(path, issue, torn=True), [*problems, (record_of.lock_path, problem)]
    return IssueRecord(path, issue, read.issue, read.typed), problems


def _at(mark: Mark, code: str, message: str, hint: str) -> Problem:
    if mark is NOWHERE:
        return Problem(code, 0, 0, 0, message, hint)
    return Problem(code, mark.line, mark.column, mark.span, message, hint)


def masthead_values(values: dict[str, Any]) -> Masthead:
    """The masthead that site.yaml gives, what it leaves out taken from the rest of site.yaml."""
    own: Masthead = values.get("gazette") or Masthead()
    contact = values.get("contact")
    return Masthead(
        name=own.name or f"{values['name']}公报",
        organizer=own.organizer or values.get("organizer") or "",
        supervisor=own.supervisor,
        publisher=own.publisher,
        licence=own.licence,
        distribution=own.distribution,
        address=own.address or (contact.address if contact else None) or "",
        phone=own.phone or (contact.phone if contact else None) or "",
        url=f"{values['url']}gazette/",
    )
