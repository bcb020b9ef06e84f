"""The 公文要素 of a document: the facts that identify it, in the order of gov.cn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.library.catalogue import Entry
from gongkai.model.documents import Document
from gongkai.pages.jobs import Json
from gongkai.pages.views import agency_label
from gongkai.site.shelves import agency_shelf, status_shelf, topic_shelves
from gongkai.text.dates import chinese_date

Fact = tuple[str, Json, str | None]  # name, value, address under the root


def fact_rows(entry: Entry, slugs: Mapping[str, str]) -> list[Json]:
    """The filled facts; organs, topic and status lead to their lists."""
    document = entry.document
    found = [*_identity(document, slugs), *_force(entry), *_filing(document, slugs)]
    return [{"name": name, "value": value, "url": url} for name, value, url in found if value]


def _identity(document: Document, slugs: Mapping[str, str]) -> Iterator[Fact]:
    collection = document.collection
    yield "索引号", document.index, None
    topics = list(topic_shelves(document.topic))
    yield "主题分类", document.topic, topics[-1].url(collection) if topics else None
    yield agency_label(collection), _organs(document, document.agency, slugs), None
    yield "成文日期", chinese_date(document.written) if document.written else None, None
    yield "标题", document.title, None
    yield "发文字号", document.number, None
    yield "发布日期", chinese_date(document.published.date()), None
    yield "主题词", "　".join(document.keywords), None
    yield "统一编号", document.registration, None


def _force(entry: Entry) -> Iterator[Fact]:
    document, standing, facts = entry.document, entry.standing, entry.facts
    yield "公布日期", chinese_date(document.promulgated) if document.promulgated else None, None
    if standing is None:
        return
    yield "施行日期", chinese_date(standing.effective), None
    expires = facts.expires if facts else None
    yield "有效期至", chinese_date(expires) if expires else None, None
    status = standing.status
    yield "有效性", status.public.value, status_shelf(status).url(document.collection)


def _filing(document: Document, slugs: Mapping[str, str]) -> Iterator[Fact]:
    yield "公开属性", document.openness.value, None
    yield "公开依据", document.openness_basis, None
    yield "公开范围", document.scope, None
    yield "效力层级", document.kind, None
    yield "文件系列", document.series, None
    yield "体裁分类", document.genre, None
    yield "组配分类", document.group, None
    yield "信息来源", document.source, None
    yield "牵头单位", _organs(document, (document.lead,) if document.lead else (), slugs), None
    yield "责任单位", _organs(document, document.responsible, slugs), None
    yield "起草单位", document.drafter, None
    yield "解读形式", document.form, None
    yield "审签日期", chinese_date(document.signed_off) if document.signed_off else None, None
    yield "审图号", document.map_approval, None
    yield "内容概述", document.summary, None


def _organs(document: Document, organs: tuple[str, ...], slugs: Mapping[str, str]) -> Json:
    return [
        {"text": name, "url": agency_shelf(name, slugs).url(document.collection)}
        for name in dict.fromkeys(organs)
    ]
