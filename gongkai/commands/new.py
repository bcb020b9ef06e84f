"""new: an office's repository, or a document's file with what can be proposed filled in."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.commands.failures import DONE, UsageError
from gongkai.commands.moment import moment
from gongkai.commands.reading_site import read_site
from gongkai.model.documents import Collection, Document
from gongkai.model.site import Site
from gongkai.source.ids import id_of
from gongkai.source.load import arrange, read_unit
from gongkai.source.shipped import shipped
from gongkai.source.tree import files
from gongkai.source.values import id_fault
from gongkai.text.numbers import NumberError, NumberForm, doc_number
from gongkai.text.numerals import to_int

if TYPE_CHECKING:
    from argparse import _SubParsersAction

KINDS = {
    "regulation": Collection.REGULATIONS,
    "normative": Collection.NORMATIVE,
    "policy": Collection.POLICIES,
    "interpretation": Collection.INTERPRETATIONS,
    "decision": Collection.DECISIONS,
    "page": Collection.PAGES,
}
_INDEX = re.compile(r"(?P<organ>.+)/(?P<year>[0-9]{4})-(?P<serial>[0-9]+)")


def register(
    commands: _SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser("new", parents=[shared], help="新建：一个单位的文件夹，或一份文件")
    kinds = ("site", "key", *KINDS)
    parser.add_argument(
        "kind", metavar="种类", choices=kinds, help=f"新建什么：{'、'.join(kinds)} 中的一个"
    )
    parser.add_argument(
        "name", metavar="标题", help="标题；新建 site 的写文件夹，key 的写存私钥的文件"
    )
    parser.add_argument("--agency", help="发文机关的全称（默认：site.yaml 的第一个机构）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make what was asked for; what is there already is never overwritten."""
    if options.kind == "site":
        folder = Path(options.name)
        new_site(folder)
        print(
            f"已新建 {folder}。下一步：改好 {folder / 'site.yaml'}，再运行 gongkai build --root {folder}"
        )
        return DONE
    if options.kind == "key":
        return _new_key(Path(options.name), options.root)
    made = new_document(
        options.root,
        KINDS[options.kind],
        options.name,
        options.agency,
        moment(options.as_of).date(),
    )
    print(f"已新建 {made}。填好以后，删去“暂不发布”这一行，就会发布")
    return DONE


def _new_key(path: Path, root: Path) -> int:
    # Here, because nothing else that is made new has the time to load the signatures.
    from gongkai.commands.keys import new_key

    key, public = new_key(path, root)
    print(
        f"已做好密钥 {key.name}。私钥：{path}（不要提交，另存一份，记住密码）；"
        f"公钥：{public}（请提交，并在别处公布这一行：{key.line}）"
    )
    return DONE


def new_site(folder: Path) -> None:
    """Write an office's repository. Raises UsageError when the folder holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} 里已经有东西，换一个新文件夹")
    source = shipped("starter")
    for path in sorted(source.rglob("*")):
        if path.is_dir():
            continue
        name = path.relative_to(source).as_posix()
        target = folder / (".gitignore" if name == "gitignore" else name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


def new_document(
    root: Path, collection: Collection, title: str, agency: str | None, today: date
) -> Path:
    """Write a file with the next 文号 and 索引号 proposed; gives its path.

    Raises UsageError when site.yaml cannot be read or the file is there.
    """
    site, _ = read_site(root)
    if site is None:
        raise UsageError("site.yaml 有错误，先运行 check 改正")
    agency = agency or (site.agencies[0].name if site.agencies else site.name)
    identity = id_of(title)
    if not identity or id_fault(identity):
        raise UsageError(f"标题「{title}」不能变成文件名")
    folder = root / "content" / collection.value
    if collection is Collection.DECISIONS:
        path = folder / identity / "decision.yaml"
    elif collection is Collection.PAGES:
        path = folder / f"{identity}.md"
    else:
        path = folder / str(today.year) / f"{identity}.md"
    if path.exists():
        raise UsageError(f"{path} 已经有了")
    known = list(_documents(root))
    keys = _keys(site, collection, identity, title, agency, today, known)
    text = "\n".join(keys) + "\n"
    if path.suffix == ".md":
        text = f"---\n{text}---\n\n{_BODIES.get(collection, '正文写在这里。')}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as opened:
        opened.write(text)
    return path


_BODIES = {
    Collection.REGULATIONS: "第一章　总则\n\n第一条　为了……，根据……，制定本办法。",
    Collection.INTERPRETATIONS: "## 一、背景依据\n\n## 二、主要内容\n\n## 三、适用范围和标准",
}


def _keys(
    site: Site,
    collection: Collection,
    identity: str,
    title: str,
    agency: str,
    today: date,
    known: list[Document],
) -> list[str]:
    keys = [f"标识: {identity}", f"标题: {_quoted(title)}"]
    if collection is Collection.PAGES:
        return [*keys, "暂不发布: 正在起草"]
    maker = "制定机关" if collection is Collection.REGULATIONS else "发文机关"
    keys.append(f"{maker}: {_quoted(agency)}")
    if collection.binding:
        if number := next_number(site, collection, agency, today.year, known):
            keys.append(f"发文字号: {number}")
        keys.append(f"成文日期: {today.isoformat()}")
    if index := next_index(agency, today.year, known):
        keys.append(f"索引号: {index}")
    keys += [f"发布日期: {today.isoformat()}", "公开属性: 主动公开", "暂不发布: 正在起草"]
    if collection is Collection.INTERPRETATIONS:
        keys.append("解读形式: 文字解读")
    wanted = [*_WANTED.get(collection, ()), *([_REVIEW] if site.review_required else ())]
    return [*keys, *([_HOW, *wanted] if wanted else ())]


_HOW = "# 下面各行用得着的，删去前面的 # 和空格，改成实际的"
_REVIEW = "# 审核: {经办人: 甲, 分管负责人: 乙, 主要负责人: 丙, 保密审查: 编号, 日期: 2026-01-01}"
_WANTED = {
    Collection.REGULATIONS: (
        "# 公布日期: 2026-01-01",
        "# 施行日期: 2026-02-01",
        "# 沿革: [{日期: 2026-01-01, 事项: 示例市人民政府令第1号公布}]",
    ),
    Collection.INTERPRETATIONS: ("# 解读对象: 被解读文件的标识或文号",),
    Collection.NORMATIVE: ("# 施行日期: 2026-02-01", "# 有效期至: 2031-01-31"),
}


def next_number(
    site: Site, collection: Collection, agency: str, year: int, known: Iterable[Document]
) -> str | None:
    """The 文号 after the last one of the year; the agency's 机关代字 where it has none yet.

    规章 are published by order: theirs is the 令号 after the last one, none before the first.
    """
    serials: dict[str, int] = {}
    earlier: dict[str, tuple[int, int]] = {}
    orders: dict[str, int] = {}
    for document in known:
        if document.collection is not collection or document.agency[:1] != (agency,):
            continue
        try:
            number = doc_number(document.number or "")
        except NumberError:
            continue
        if number.form is NumberForm.ORDER:
            serial = to_int(number.serial)
            orders[number.issuer] = max(serial, orders.get(number.issuer, 0))
        if number.form is not NumberForm.CODED or number.year is None:
            continue
        serial = int(number.serial)
        if number.year == year:
            serials[number.issuer] = max(serial, serials.get(number.issuer, 0))
        earlier[number.issuer] = max((number.year, serial), earlier.get(number.issuer, (0, 0)))
    if collection is Collection.REGULATIONS:
        issuer = max(orders, key=lambda name: orders[name], default="")
        return f"{issuer}第{orders[issuer] + 1}号" if issuer else None
    if serials:
        issuer = max(serials, key=lambda name: serials[name])
        return f"{issuer}〔{year}〕{serials[issuer] + 1}号"
    if earlier:
        return f"{max(earlier, key=lambda name: earlier[name])}〔{year}〕1号"
    code = next((item.code for item in site.agencies if item.name == agency), None)
    return f"{code}〔{year}〕1号" if code else None


def next_index(agency: str, year: int, known: Iterable[Document]) -> str | None:
    """The 索引号 after the agency's last one of the year, None when it never had one."""
    organ, serial, width = "", 0, 5
    for document in known:
        found = _INDEX.fullmatch(document.index or "")
        if not found or document.agency[:1] != (agency,):
            continue
        organ = found["organ"]
        if int(found["year"]) == year:
            serial, width = max(serial, int(found["serial"])), len(found["serial"])
    return f"{organ}/{year}-{serial + 1:0{width}}" if organ else None


def _documents(root: Path) -> Iterable[Document]:
    found, _ = files(root)
    for unit in arrange(found).units:
        for draft in read_unit(root, unit, moment(None)).drafts:
            if draft.document:
                yield draft.document


def _quoted(text: str) -> str:
    """A value that YAML reads as this very text."""
    if re.search(r"^[\s&*!|>%@`'\"#{}\[\],?:-]|: |:$| #|\n", text):
        return "'" + text.replace("'", "''").replace("\n", " ") + "'"
    return text
