"""What the rules of the trade ask of the keys of one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from gongkai.library.check_input import Checked, Finding, at, bound, in_body, is_own
from gongkai.model.documents import Document, Openness
from gongkai.model.site import Site
from gongkai.source.schema import GENRES
from gongkai.text.dates import chinese_date
from gongkai.text.index_numbers import index_number
from gongkai.text.numbers import NumberError, NumberForm, doc_number
from gongkai.text.topics import TOPICS, is_topic

# 文种 that a title ends in; 规定, 办法 and 细则 are names of rules, which a 命令 or 通知 may carry.
_ENDINGS = (
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示",
    "批复", "议案", "函", "纪要",
)  # fmt: skip
_TITLE_END = re.compile(f"({'|'.join(_ENDINGS)})(?:（[^（）]*）)?$")
_ABOVE = ("国", "省")


def written_before_published(checked: Checked) -> Iterator[Finding]:
    """Nothing is put online before it was signed (国办秘函〔2019〕19号: 伪造发稿日期)."""
    for document in checked.documents:
        if document.written and document.written > document.published.date():
            yield at(
                document, "trade/written-after-published", "published",
                f"发布日期早于成文日期 {document.written}", "核对两个日期，照原件写",
            )  # fmt: skip


def number_years(checked: Checked) -> Iterator[Finding]:
    """The year of a 文号 is that of signing, or the one before it."""
    for document in checked.own:
        if not document.number or not document.written:
            continue
        try:
            number = doc_number(document.number)
        except NumberError:
            continue  # reported where it was read
        year = document.written.year
        if number.form is NumberForm.CODED and number.year not in (year, year - 1):
            yield at(
                document, "trade/number-year", "number",
                f"文号是{number.year}年的，成文却在{year}年", "核对文号和成文日期",
            )  # fmt: skip


def index_numbers(checked: Checked) -> Iterator[Finding]:
    """Our own 索引号 keep the site's pattern, or else the usual form with its check character."""
    pattern = index_pattern(checked.site)
    for document in checked.own:
        if not document.index:
            continue
        if pattern:
            if not pattern.fullmatch(document.index):
                yield at(
                    document, "trade/index", "index",
                    f"索引号「{document.index}」不合本站的格式", "照 site.yaml 里的 index_pattern 写",
                )  # fmt: skip
            continue
        try:
            year = index_number(document.index).year
        except NumberError as error:
            hint = f"{error.hint}；本地另有编法的，在 site.yaml 写 index_pattern"
            yield at(document, "trade/index", "index", error.message, hint)
            continue
        days = (document.written, document.promulgated, document.published)
        if year not in {day.year for day in days if day}:
            yield at(
                document, "trade/index-year", "index",
                f"索引号是{year}年的，文件的成文、公布、发布都不在这一年", "核对索引号；索引号一经编定不再改",
            )  # fmt: skip


def index_pattern(site: Site) -> re.Pattern[str] | None:
    """The site's own form of 索引号; None where it has none, or one that cannot be read."""
    try:
        return re.compile(site.index_pattern) if site.index_pattern else None
    except re.error:
        return None


def topics(checked: Checked) -> Iterator[Finding]:
    """Our own documents are filed under 国务院公文主题分类."""
    for document in checked.own:
        if document.topic and not is_topic(document.topic):
            yield at(
                document, "trade/topic", "topic",
                f"主题分类里没有「{document.topic}」", _topic_hint(document.topic),
            )  # fmt: skip


def genres(checked: Checked) -> Iterator[Finding]:
    """体裁 is one of the known ones, and the one that the title ends in."""
    for document in checked.own:
        if not document.genre:
            continue
        if document.genre not in GENRES:
            yield at(
                document, "trade/genre", "genre",
                f"没有「{document.genre}」这种体裁", f"写 {'、'.join(GENRES)} 中的一个",
            )  # fmt: skip
            continue
        ending = _TITLE_END.search(document.title)
        if ending and ending[1] != document.genre:
            yield at(
                document, "trade/genre", "genre",
                f"标题是“{ending[1]}”，体裁却写“{document.genre}”", f"改成 {ending[1]}",
            )  # fmt: skip


def agencies(checked: Checked) -> Iterator[Finding]:
    """Every organ that issues our own documents is named in site.yaml."""
    names = {agency.name for agency in checked.site.agencies}
    if not names:
        return
    for document in checked.own:
        for agency in document.agency:
            if agency not in names:
                yield at(
                    document, "trade/agency", "agency",
                    f"site.yaml 的机构里没有「{agency}」",
                    _agency_hint(agency, names),
                )  # fmt: skip


def sources(checked: Checked) -> Iterator[Finding]:
    """What is reprinted (转载) names who published it first."""
    known = {agency.name for agency in checked.site.agencies}
    for document in checked.documents:
        if document.source or is_own(document, checked.site):
            continue
        maker = document.agency[0] if document.agency else ""
        if document.level in _ABOVE or (known and maker not in known):
            yield at(
                document, "trade/source", "level" if document.level else "agency",
                "转载的文件没有写信息来源", "加一行 信息来源: 原发布单位的网站名称",
            )  # fmt: skip


def reviews(checked: Checked) -> Iterator[Finding]:
    """What waits for nothing but its 审核, and what is missing from it."""
    if not checked.site.review_required:
        return
    for document in checked.own:
        if document.openness is not Openness.PROACTIVE or document.hold or document.backfilled:
            continue
        missing = _missing_review(document)
        if missing and not (document.review and document.review.void):
            yield at(
                document, "review/incomplete", "review",
                f"审核没有完成：{missing}", "填好才会发布",
            )  # fmt: skip


def signatures(checked: Checked) -> Iterator[Finding]:
    """The day under our own text is its 成文日期, and written without zeros."""
    for document in checked.own:
        signed = checked.facts(document).signature
        if signed is None or not any(name in signed.signer for name in document.agency):
            continue
        if document.written and signed.day != document.written:
            yield in_body(
                document, "trade/signature-date", signed.mark,
                f"落款日期与成文日期 {chinese_date(document.written)} 不一致", "照原件改其中一个",
            )  # fmt: skip
        if signed.padded and bound("trade/padded-date", document):
            yield in_body(
                document, "trade/padded-date", signed.mark,
                "落款日期的月、日前面有零", f"写成 {chinese_date(signed.day)}",
            )  # fmt: skip


def _topic_hint(topic: str) -> str:
    near = [
        f"{name}/{child}"
        for name, children in TOPICS
        for child in children
        if topic.rpartition("/")[2] == child and child != "其他"
    ]
    if near:
        return f"是不是 {'、'.join(near)}？"
    return "照国务院公文主题分类写 一级/二级，例如 综合政务/政务公开"


def _agency_hint(agency: str, names: set[str]) -> str:
    several = [name for name in re.split(r"[、，,；;\s【】\[\]]+", agency) if name]
    if len(several) > 1 and names.issuperset(several):
        return f"联合发文的写成列表：[{', '.join(several)}]"
    close = get_close_matches(agency, names, n=1, cutoff=0.6)
    near = f"是不是「{close[0]}」？" if close else ""
    return f"{near}写全称；确是本站的机构，加进 site.yaml 的 agencies；转载的写「信息来源」"


def _missing_review(document: Document) -> str:
    review = document.review
    if review is None:
        return "没有填「审核」（review）"
    people = {
        "经办人": review.handler,
        "分管负责人": review.deputy,
        "主要负责人": review.head,
        "保密审查": review.secrecy_no,
        "日期": review.date,
    }
    missing = [name for name, value in people.items() if not value]
    if missing:
        return f"缺{'、'.join(missing)}"
    same = len({review.handler, review.deputy, review.head}) < 3
    return "经办人、分管负责人、主要负责人要是三个人" if same else ""
