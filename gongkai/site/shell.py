"""The columns of the site, and the shell that every page carries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from gongkai.formats.json import canonical
from gongkai.library.catalogue import Work
from gongkai.model.documents import Collection
from gongkai.model.site import Column, Site
from gongkai.pages.jobs import Json
from gongkai.pages.views import under_root
from gongkai.site.input import Library

_TYPES = {
    Collection.REGULATIONS: "政策文件",
    Collection.NORMATIVE: "政策文件",
    Collection.POLICIES: "政策文件",
    Collection.INTERPRETATIONS: "政策解读",
    Collection.DECISIONS: "征集调查",
    Collection.CLEARANCES: "政策文件",
    Collection.GAZETTE: "政策文件",
}
# The fixed pages of the column by their usual names, for a site.yaml without `columns`: the order
# of 国办公开办函〔2019〕61号, with 法定主动公开内容 between 制度 and 依申请公开.
_BEFORE = (
    Column("guide", "政府信息公开指南", type="信息公开指南", page="guide"),
    Column("system", "政府信息公开制度", type="政策文件", page="system"),
)
_BEHIND = (
    Column("request", "依申请公开", type="依申请公开", page="request"),
    Column("report", "政府信息公开年报", type="信息公开年报", page="report"),
)
# Pages outside the columns: their tags, but no entry in the navigation.
HOME = Column("_home", "政府信息公开", "法定主动公开内容的统一入口", type="首页")
UPDATES = Column("_updates", "更新记录", "本专栏新增、修改、废止和撤回的内容")
SEARCH = Column("_search", "搜索", "按标题、文号和正文查找公开的文件")
VERIFY = Column("_verify", "核对文件", "核对手里的文字或文件与本站发布的是否一致")
SITE_MAP = Column("_sitemap", "站点地图", "本专栏的全部栏目和列表")
OVERVIEW = Column("_overview", "本站概览", "本专栏有多少文件：按类别、有效性、年份和机关")
PLACES = Column(
    "_places",
    "查阅和赠阅场所",
    "政务公开专区、政府信息查阅点和政府公报赠阅点",
    "查阅点,赠阅点,公开专区",
)
_USUAL = (
    *_BEFORE,
    *(
        Column(collection.value, collection.label, type=kind, collection=collection.value)
        for collection, kind in _TYPES.items()
    ),
    *_BEHIND,
)


def columns(library: Library) -> tuple[Column, ...]:
    """The columns that have something to show, in the site's order."""
    works = library.catalogue.works
    collections = {work.collection.folder for work in works}
    if library.catalogue.years:
        collections.add(Collection.DECISIONS.value)
    if library.gazette.issues:
        collections.add(Collection.GAZETTE.value)
    pages = {work.id for work in works if work.collection is Collection.PAGES}
    return tuple(
        column
        for column in library.catalogue.site.columns or _USUAL
        if column.url or column.page in pages or column.collection in collections
    )


def column_url(column: Column) -> str:
    """Where a column leads: under the root, or with a scheme."""
    if column.page:
        return f"pages/{column.page}/"
    if column.collection:
        return f"{column.collection}/"
    return under_root(column.url or "")


@lru_cache(maxsize=8)
def _by_collection(listed: tuple[Column, ...]) -> dict[str, Column]:
    return {column.collection: column for column in listed if column.collection}


def column_of(collection: Collection, listed: tuple[Column, ...]) -> Column:
    """The column that holds a collection; one by its own name where site.yaml names none."""
    value = collection.value
    return _by_collection(listed).get(value) or Column(
        f"_{value}", collection.label, type=_TYPES.get(collection, ""), collection=value
    )


def page_column(page: str, listed: tuple[Column, ...]) -> Column | None:
    """The column that is a fixed page."""
    return next((column for column in listed if column.page == page), None)


def page_at(url: str, listed: tuple[Column, ...]) -> Column | None:
    """The column that leads to a page of the site by its root-relative address."""
    return next((column for column in listed if column.url == url), None)


def shell(library: Library) -> str:
    """The canonical JSON of what every page shares; `gongkai.pages.frame.Shell` reads it."""
    site, works = library.catalogue.site, library.catalogue.works
    listed = columns(library)
    unlisted = [HOME, UPDATES, SEARCH, VERIFY, SITE_MAP, OVERVIEW, PLACES]
    unlisted += [column_of(collection, listed) for collection in Collection]
    values: dict[str, Json] = {
        "url": site.url,
        "base": site.base,
        "site": {**_site_view(site), **_use(library), "feeds": any(map(_is_news, works))},
        "assets": dict(library.assets),
        "tags": list(_site_tags(site)),
        "columns": [_column_view(column) for column in listed],
        "unlisted": [_column_view(column) for column in unlisted if column not in listed],
    }
    return canonical(values).decode()


def _use(library: Library) -> dict[str, Json]:
    """Where the pages will be read: on the web, in a preview, or on a kiosk in a hall."""
    kiosk = library.kiosk_minutes
    prompt = library.catalogue.site.external_prompt and not kiosk
    return {
        "offline": library.offline,
        "kiosk_minutes": kiosk,
        "external_prompt": prompt,
        "web_font": library.web_font,
    }


def _column_view(column: Column) -> Json:
    return {
        "id": column.id,
        "title": column.title,
        "url": column_url(column),
        "description": column.description or column.title,
        "keywords": column.keywords or column.title,
        "type": column.type or _column_type(column),
    }


def _column_type(column: Column) -> str:
    """ColumnType from the fixed vocabulary of 国办发〔2017〕47号."""
    for collection, kind in _TYPES.items():
        if column.collection == collection.value:
            return kind
    return "信息公开目录"


def _site_tags(site: Site) -> Iterator[list[Json]]:
    yield ["SiteName", site.name]
    yield ["SiteDomain", site.domain]
    if site.site_id:
        yield ["SiteIDCode", site.site_id]


def _is_news(work: Work) -> bool:
    """Whether a work is in the feeds: without one there is no feed to lead to."""
    return work.collection is not Collection.PAGES


def _site_view(site: Site) -> dict[str, Json]:
    contact, footer = site.contact, site.footer
    conac = footer.conac
    return {
        "name": site.name,
        "organizer": site.organizer or "",
        "site_id": site.site_id or "",
        "hotline": site.hotline,
        "contact": {
            "address": contact.address,
            "phone": contact.phone,
            "fax": contact.fax,
            "email": contact.email,
            "hours": contact.hours,
        },
        "footer": {
            "icp": footer.icp,
            "police": footer.police,
            "report_error": footer.report_error,
            "conac": {"url": conac.url, "image": _picture(conac.image)} if conac else None,
        },
        "media": [
            {"name": account.name, "kind": account.kind, "url": account.url}
            for account in site.media
        ],
    }


def _picture(name: str | None) -> str | None:
    """The address under the root of a picture that site.yaml names in content/files."""
    return f"files/{name.removeprefix('content/').removeprefix('files/')}" if name else None
