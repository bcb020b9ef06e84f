"""What the site as a whole owes its readers: columns, footer, guide, entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from gongkai.library.check_input import SITE_FILE, Checked, Finding, at, whole
from gongkai.library.check_trade import index_pattern
from gongkai.model.documents import Collection
from gongkai.model.site import Column

_REQUIRED = ("政府信息公开指南", "政府信息公开制度")
_STATUTORY = "法定主动公开内容"
_ANNUAL = ("政府信息公开年报", "政府信息公开年度报告", "政府信息公开工作年度报告")
_SITE_ID = 10
_POLICE_DIGITS = 14
_STALE = timedelta(days=183)


def identifier(checked: Checked) -> Iterator[Finding]:
    """网站标识码: ten characters in nearly every sample, so another length is a doubt, no error."""
    code = checked.site.site_id
    if not code:
        yield whole(
            SITE_FILE, "site/identifier",
            "没有网站标识码，页面上不会有 SiteIDCode", "写 site_id；还没有的向主管部门申领，不要自编",
        )  # fmt: skip
    elif len(code) != _SITE_ID or not code.isalnum() or not code.isascii():
        yield whole(
            SITE_FILE, "site/identifier",
            f"网站标识码「{code}」不是十位", "对照申领时的通知",
        )  # fmt: skip


def footer(checked: Checked) -> Iterator[Finding]:
    """What 国办发〔2017〕47号 lists for the foot of every page; the site map is always there."""
    site = checked.site
    police = "".join(char for char in site.footer.police or "" if char.isdigit())
    needed = (
        (site.organizer, "主办单位（organizer）"),
        (site.contact.phone or site.contact.address, "联系方式（contact）"),
        (site.footer.icp, "ICP备案号（footer.icp）"),
        (site.footer.police, "公安备案号（footer.police）"),
        (site.footer.conac, "党政机关网站标识（footer.conac）"),
        (site.footer.report_error, "网站找错（footer.report_error）"),
    )
    missing = [label for value, label in needed if not value]
    if missing:
        yield whole(
            SITE_FILE, "site/footer", f"页脚缺{'、'.join(missing)}", "在 site.yaml 里补上",
        )  # fmt: skip
    if police and len(police) != _POLICE_DIGITS:
        yield whole(
            SITE_FILE, "site/footer",
            f"公安备案号「{site.footer.police}」的数字不是十四位", "对照备案证明",
        )  # fmt: skip


def columns(checked: Checked) -> Iterator[Finding]:
    """The four columns of 国办公开办函〔2019〕61号 are there, say what they hold, and hold something."""
    listed = checked.site.columns
    pages = {work.id for work in checked.catalogue.of(Collection.PAGES)}
    missing = _missing(listed)
    if missing:
        yield whole(
            SITE_FILE, "column/missing",
            f"缺少栏目：{'、'.join(missing)}", "在 site.yaml 的 columns 里加上，名称照写",
        )  # fmt: skip
    if not any(column.type == "信息公开年报" or column.title in _ANNUAL for column in listed):
        yield whole(
            SITE_FILE, "column/annual-report",
            "没有政府信息公开年报的栏目", "在 columns 里加上，page 或 url 指向历年年报",
        )  # fmt: skip
    for column in listed:
        what = f"栏目「{column.title}」"
        blank = [
            label
            for value, label in (
                (column.description, "说明（description）"),
                (column.keywords, "关键词（keywords）"),
                (column.type, "类别（type）"),
            )
            if not value
        ]
        if blank:
            yield whole(SITE_FILE, "column/incomplete", f"{what}没有写{'、'.join(blank)}", "补上")
        if column.page and column.page not in pages:
            yield whole(
                SITE_FILE, "column/page-missing",
                f"{what}指向的页面 {column.page} 不存在或没有公开", f"写 content/pages/{column.page}.md",
            )  # fmt: skip
        if column.collection and _is_empty(checked, Collection(column.collection)):
            yield whole(
                SITE_FILE, "column/empty", f"{what}是空的，页面上不显示", "放进文件，或删去这个栏目",
            )  # fmt: skip


def _is_empty(checked: Checked, collection: Collection) -> bool:
    """Whether nothing is shown under a collection, yearly lists and issues of the gazette included."""
    if collection is Collection.DECISIONS and checked.years:
        return False
    if collection is Collection.GAZETTE:
        frozen = [record.frozen for record in checked.records if record.frozen]
        return not any(issue.published <= checked.today for issue in frozen)
    return not checked.catalogue.of(collection)


def freshness(checked: Checked) -> Iterator[Finding]:
    """Policy documents came in the last six months (国办秘函〔2019〕19号 单项否决 4)."""
    kept = (Collection.REGULATIONS, Collection.NORMATIVE, Collection.POLICIES)
    works = [work for work in checked.catalogue.works if work.collection in kept]
    if not works:
        return
    newest = max(work.current.document.published.date() for work in works)
    if newest < checked.today - _STALE:
        yield whole(
            SITE_FILE, "column/stale",
            f"政策文件最近一次发布是 {newest}，已经半年没有更新", "检查有没有应当公开而没有公开的文件",
        )  # fmt: skip


def emptiness(checked: Checked) -> Iterator[Finding]:
    """There is something to publish."""
    if not checked.catalogue.works:
        yield whole(
            SITE_FILE, "catalogue/empty",
            "没有可以发布的文件", "把文件放进 content；已经放了的，看它们的公开属性、发布日期和审核",
        )  # fmt: skip


def guides(checked: Checked) -> Iterator[Finding]:
    """The guide tells what 政府信息公开条例 art. 12 lists."""
    ids = {column.page for column in checked.site.columns if column.type == "信息公开指南"}
    for work in checked.catalogue.of(Collection.PAGES):
        if work.id not in ids:
            continue
        document = work.current.document
        untold = checked.facts(document).untold
        if untold:
            yield at(
                document, "site/guide", "title",
                f"公开指南没有写{'、'.join(untold)}", "照政府信息公开条例第十二条补上",
            )  # fmt: skip


def entries(checked: Checked) -> Iterator[Finding]:
    """Every entry of the home page leads somewhere."""
    if checked.addresses is None:
        return
    for door in checked.site.doors:
        if _leads_nowhere(checked, door.url):
            yield whole(
                SITE_FILE, "site/door",
                f"按事情找「{door.title}」的链接 {door.url} 没有页面", "核对地址，或换成别的页面",
            )  # fmt: skip
    for column in checked.site.columns:
        if column.url and _leads_nowhere(checked, column.url):
            yield whole(
                SITE_FILE, "column/page-missing",
                f"栏目「{column.title}」的链接 {column.url} 没有页面", "核对地址",
            )  # fmt: skip


def patterns(checked: Checked) -> Iterator[Finding]:
    """The site's pattern of 索引号 can be read."""
    pattern = checked.site.index_pattern
    if pattern and index_pattern(checked.site) is None:
        yield whole(
            SITE_FILE, "site/index-pattern",
            f"索引号格式 {pattern} 不是正则表达式", "例如 示例-[0-9]{4}-[0-9]{5}；不写就按国家规定的格式",
        )  # fmt: skip


def _missing(listed: tuple[Column, ...]) -> list[str]:
    """The required columns that are not there; columns of collections make up 法定主动公开内容."""
    titles = {column.title for column in listed}
    missing = [name for name in _REQUIRED if name not in titles]
    if not any(column.collection or column.title == _STATUTORY for column in listed):
        missing.append(_STATUTORY)
    return missing


def _leads_nowhere(checked: Checked, url: str) -> bool:
    """Whether an address within the site is none of the site's."""
    if not url.startswith("/") or checked.addresses is None:
        return False
    path = url.partition("#")[0].partition("?")[0]
    return path not in checked.addresses and f"{path.rstrip('/')}/" not in checked.addresses
