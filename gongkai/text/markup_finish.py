"""Finish the HTML of complex blocks: ids, classes, headings, figures, local files, problems."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from gongkai.model.body import FILE_MARK
from gongkai.model.diagnostics import Problem
from gongkai.model.provisions import Level
from gongkai.text.blocks import Block, Kind
from gongkai.text.markup_citations import complex_with_citations
from gongkai.text.markup_complex import footnote_name
from gongkai.text.structure import Structure

CLASSES = {
    Level.PART: "part",
    Level.SUBPART: "subpart",
    Level.CHAPTER: "chapter",
    Level.SECTION: "section",
    Level.ARTICLE: "article",
    Level.PARAGRAPH: "para",
    Level.ITEM: "item",
    Level.POINT: "point",
    Level.ANNEX: "annex",
    Level.HEADING: "outline",
    Level.PREAMBLE: "preamble",
    Level.TEXT: "text",
}

_OPENING = re.compile(r"<([a-z][a-z0-9]*)((?: [^<>]*)?)>")
_TAG = re.compile(r"<[a-z][^<>]*>")
_CLASS = re.compile(r' class="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_WELL_FORMED = re.compile(r"[A-Za-z\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff_-]*")
_FOOTNOTE_ID = re.compile(r"fn(?:ref\d*)?:.+")
_FOOTNOTE_ITEM = re.compile(r'<li id="fn:([^"]*)">\n<p')
_IMAGE = re.compile(r"<img[^<>]*>")
_ALT = re.compile(r' alt="[^"]*[^"\s]')
_IMAGE_SOURCE = re.compile(r"!\[[^\]]*\]|<img[^>]*", re.IGNORECASE)
_ALT_SOURCE = re.compile(r"!\[\s*[^\]\s]|\balt\s*=\s*[\"'][^\"']*[^\"'\s]", re.IGNORECASE)
_LOCAL = re.compile(
    r' (src|href)="(?![A-Za-z][A-Za-z0-9+.-]*:|//|#|\?)'
    r'(/[^"#?]*|[^"#?/][^"#?]*\.[A-Za-z0-9]+)(?=["#?])'
)
_OUTSIDE = re.compile(r'<a(?= [^<>]*href="https?://)')
_ROW = re.compile(r"<tr[ >].*?</tr>", re.DOTALL)
_HEAD_CELL = re.compile(r"<th(?![^<>]* scope=)(?=[ >])")
_HEADING = re.compile(r"(</?)h[1-6](?=[ >])")
_DEEPEST_HEADING = 6
_CODE = re.compile(r"(`+).+?\1")
_PIPE = re.compile(r"(?<!\\)\|")
_WRAPPED = (Kind.TABLE, Kind.HTML)

_UNSAFE_HINT = "正文里只能用普通排版标记，删去这一处"
_ALT_HINT = "在方括号里写出图上有什么，例如 ![全市公交线路图](线路图.png)"
_ID_HINT = "以字母或汉字开头，只用字母、汉字、数字、- 和 _，并且不要重复"
_ATTRIBUTE_HINT = "大括号里只写 #标识 和 .样式名"
_COMMENT_HINT = "在注释结束的地方补上 -->"
_CELLS_HINT = "表头和第二行也写这么多格，或者合并、删去多出来的格"
_DEPTH_HINT = "减少嵌套层次或拆成几段；现在按原样显示"


class Finisher:
    """Finishes the complex blocks of one body. `problems` and `files` grow as it does."""

    def __init__(
        self,
        blocks: Sequence[Block],
        structure: Structure,
        marked: Mapping[int, str],
        levels: Mapping[int, int],
        reserved: frozenset[str],
    ) -> None:
        self.blocks, self.structure, self.levels = blocks, structure, levels
        self.converted = complex_with_citations(blocks, marked)
        self.shown = dict(self.converted.parts)
        self.taken = {provision.eid for provision in structure.provisions} | reserved
        self.depth = 1  # level of the latest heading
        self.files: list[str] = []
        self.problems: list[Problem] = []
        self._report_conversion()

    def finish(self, index: int) -> str:
        """The HTML of one block, "" if it shows nothing where it stands."""
        block = self.blocks[index]
        self._report_block(index, block)
        shown = self.shown.get(index, "")
        if not shown or block.kind is Kind.FOOTNOTE:
            return ""
        shown = self._own_ids(index, shown)
        shown = _OUTSIDE.sub("<a data-external", self._local_files(shown))
        if "<img" in shown:
            self._check_images(index, shown)
        if "<th" in shown:
            shown = _ROW.sub(_scoped, shown)
        level = self.levels.get(index)
        if level:
            self.depth = level
            shown = _HEADING.sub(rf"\g<1>h{level}", shown)
        elif block.kind is Kind.HEADING:
            shown = _HEADING.sub(r"\g<1>p", shown)
        elif _HEADING.search(shown):
            below = min(self.depth + 1, _DEEPEST_HEADING)
            shown = _HEADING.sub(rf"\g<1>h{below}", shown)
        return self._placed(index, shown) + "\n"

    def footnotes(self) -> str:
        """The list of footnotes, each with the id of its provision, "" if there is none."""
        starts, provisions = self.structure.starts, self.structure.provisions
        eids = {
            html.escape(footnote_name(block)): provisions[starts[index]].eid
            for index, block in enumerate(self.blocks)
            if block.kind is Kind.FOOTNOTE and starts[index] >= 0
        }

        def identified(item: re.Match[str]) -> str:
            eid = eids.get(item[1])
            return f'{item[0]} id="{eid}"' if eid else item[0]

        shown = _FOOTNOTE_ITEM.sub(identified, self.converted.footnotes)
        return self._local_files(shown) + "\n" if shown else ""

    def _placed(self, index: int, shown: str) -> str:
        """The block with the class and id of the provision that it begins."""
        start = self.structure.starts[index]
        if start < 0:
            return shown
        provision = self.structure.provisions[start]
        role = self.structure.roles.get(index)
        name = role.value if role else CLASSES[provision.level]
        opening = _OPENING.match(shown)
        if self.blocks[index].kind in _WRAPPED or not opening:
            kind = "table" if self.blocks[index].kind is Kind.TABLE else name
            return f'<div class="{kind}" id="{provision.eid}">{shown}</div>'
        tag, attributes = opening.groups()
        classes = _CLASS.search(attributes)
        if classes:
            name = f"{name} {classes[1]}"
        own_id = _ID.search(attributes)
        anchor = f'<span id="{own_id[1]}"></span>' if own_id else ""
        attributes = _ID.sub("", _CLASS.sub("", attributes))
        rest = shown[opening.end() :]
        if provision.level is Level.ARTICLE:
            rest = self._article(start, rest)
        return f'<{tag} class="{name}" id="{provision.eid}"{attributes}>{anchor}{rest}'

    def _article(self, start: int, shown: str) -> str:
        """An article's number in its span, its first paragraph's id behind it."""
        provisions = self.structure.provisions
        num = html.escape(provisions[start].num, quote=False)
        words = _TAG.sub(lambda tag: " " * len(tag[0]), shown)
        place = words.find(num)
        if place < 0:
            return shown
        first = provisions[start + 1] if start + 1 < len(provisions) else None
        inner = first is not None and first.parent == provisions[start].eid
        same = inner and first is not None and first.lines == provisions[start].lines
        anchor = f'<span id="{first.eid}"></span>' if first is not None and same else ""
        after = place + len(num)
        return f'{shown[:place]}<span class="num">{num}</span>{anchor}{shown[after:]}'

    def _own_ids(self, index: int, shown: str) -> str:
        """Keep the ids that the author gave, if they are well formed and free."""

        def keep(match: re.Match[str]) -> str:
            own = match[1]
            if _FOOTNOTE_ID.fullmatch(own):
                return match[0]
            if _WELL_FORMED.fullmatch(own) and own not in self.taken:
                self.taken.add(own)
                return match[0]
            fault = "已经用过" if own in self.taken else "不合格式"
            self._report("body/attribute", index, own, f"标识“{own}”{fault}，没有采用", _ID_HINT)
            return ""

        if ' id="' not in shown:
            return shown
        return _TAG.sub(lambda tag: _ID.sub(keep, tag[0]), shown)

    def _local_files(self, shown: str) -> str:
        """Set marks around the names of local files."""

        def mark(match: re.Match[str]) -> str:
            name = match[2]
            self.files.append(html.unescape(name))
            return f' {match[1]}="{FILE_MARK}{name}{FILE_MARK}'

        return _TAG.sub(lambda tag: _LOCAL.sub(mark, tag[0]), shown)

    def _check_images(self, index: int, shown: str) -> None:
        if all(_ALT.search(image) for image in _IMAGE.findall(shown)):
            return
        for image in _IMAGE_SOURCE.finditer(self.blocks[index].text):
            if not _ALT_SOURCE.search(image[0]):
                message = "图片没有文字说明，看不见图的人无从知道内容"
                self._report("body/image-alt", index, image[0], message, _ALT_HINT)

    def _report_conversion(self) -> None:
        for index in self.converted.too_deep:
            self._report("body/too-deep", index, "", "这一段的标记太多或嵌套太深", _DEPTH_HINT)
        for index, name in self.converted.removed:
            words = name.rstrip(">")
            self._report("body/unsafe-html", index, words, f"删去了不安全的 {name}", _UNSAFE_HINT)
        for index, name in self.converted.attributes:
            message = f"属性“{name}”没有采用"
            self._report("body/attribute", index, name, message, _ATTRIBUTE_HINT)

    def _report_block(self, index: int, block: Block) -> None:
        if block.kind is Kind.COMMENT:
            message = "注释没有结束，后面的内容都不会显示"
            self._report("body/unclosed-comment", index, "", message, _COMMENT_HINT)
        elif block.kind is Kind.ATTRIBUTES:
            message = "属性要紧跟在一段内容后面，中间不空行"
            self._report("body/attribute", index, "", message, _ATTRIBUTE_HINT)
        elif block.kind is Kind.TABLE:
            self._report_cells(index, block)

    def _report_cells(self, index: int, block: Block) -> None:
        """Python-Markdown shows as many cells of a row as the head has, and drops the others."""
        head, *rows = block.text.split("\n")
        bordered = head.strip().startswith("|") or head.strip().endswith("|")
        width = len(_cells(head, bordered))
        for row in rows:
            cells = _cells(row, bordered)
            if any(cell.strip() for cell in cells[width:]):
                message = f"这一行有 {len(cells)} 格，表头只有 {width} 格，多出来的不会显示"
                self._report("body/table-cells", index, row.strip(), message, _CELLS_HINT)

    def _report(self, code: str, index: int, words: str, message: str, hint: str) -> None:
        """Report a problem where `words` stand in the block, else at its beginning."""
        block = self.blocks[index]
        place = max(block.text.lower().find(words.lower()), 0) if words else 0
        line = block.line + block.text.count("\n", 0, place)
        column = place - (block.text.rfind("\n", 0, place) + 1) + 1
        self.problems.append(Problem(code, line, column, max(len(words), 1), message, hint))


def _cells(row: str, bordered: bool) -> list[str]:
    """The cells of a row as typed, but for code, in which a line is no border."""
    row = _CODE.sub(lambda code: "`" * len(code[0]), row.strip())
    if bordered:
        row = row.removeprefix("|")
        row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return _PIPE.split(row)


def _scoped(row: re.Match[str]) -> str:
    """A row whose header cells say whether they head a column or the row."""
    scope = "row" if "<td" in row[0] else "col"
    return _HEAD_CELL.sub(f'<th scope="{scope}"', row[0])
