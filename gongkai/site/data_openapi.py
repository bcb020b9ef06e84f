"""The description of the data for programs that are made from it (OpenAPI 3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.formats.json import json_text
from gongkai.model.documents import Collection
from gongkai.pages.jobs import Job, Json
from gongkai.site.input import Library

SCHEMAS = "data/schema/"
_PATH = "data/openapi.json"
_VERSION = "1.0.0"  # of the data: its second number grows when something is added
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_JSON, _FEED, _LINKED = "application/json", "application/feed+json", "application/ld+json"

# Address, schema, media type, and what it is. To publish one more kind of JSON, list it here.
_FILES = (
    ("/{collection}/{id}/index.json", "index", _JSON, "一个文件的现行文本"),
    ("/{collection}/{id}/{version}/index.json", "index", _JSON, "一个文件的某一个文本"),
    ("/{collection}/{id}/compare/{pair}/index.json", "comparison", _JSON, "两个文本的对照"),
    ("/gazette/issues.json", "gazette-issues", _JSON, "政府公报的全部期"),
    ("/gazette/{year}/{issue}/issue.json", "gazette-issue", _JSON, "一期公报的目录"),
    ("/gazette/{year}/{issue}/{item}/index.json", "index", _JSON, "公报的一篇"),
    ("/data/documents.json", "documents", _JSON, "全部文件的目录，分成几份"),
    ("/data/documents/{part}.json", "documents-part", _JSON, "目录的一份"),
    ("/data/catalog.jsonld", "catalog", _LINKED, "数据门户用的目录（DCAT）"),
    ("/data/as-of.json", "as-of", _JSON, "这些数据说的是哪一刻的情况"),
    ("/data/removed.json", "removed", _JSON, "撤回的文件"),
    ("/data/manifests.json", "manifests", _JSON, "签名的发布清单"),
    ("/data/openapi.json", "openapi", _JSON, "本说明"),
    ("/feeds/{feed}.json", "feed", _FEED, "一类文件的更新"),
    ("/{collection}/{list}/{shelf}/feed.json", "feed", _FEED, "一个机关、主题或有效性的更新"),
    ("/search/data/index.json", "search-index", _JSON, "搜索索引的清单"),
    ("/verify/data/index.json", "verify-index", _JSON, "核对用的文字清单的目录"),
    ("/verify/data/t/{digest}.json", "verify-texts", _JSON, "核对用的文字清单"),
    ("/verify/data/f/{digest}.json", "verify-finder", _JSON, "哪一份清单里可能有一句话"),
)
_COLLECTIONS = [collection.value for collection in Collection]
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PARAMETERS: dict[str, dict[str, Json]] = {
    "collection": {"enum": _COLLECTIONS},
    "id": {"pattern": "^[a-z0-9-]+$"},
    "version": {"pattern": f"^{_DAY}$"},
    "pair": {"pattern": f"^{_DAY}\\.\\.{_DAY}$"},
    "year": {"pattern": "^[0-9]{4}$"},
    "issue": {"pattern": "^([0-9]{2}(-[0-9]{2})?|z[0-9]+)$"},
    "item": {"pattern": "^[0-9]{2,}$"},
    "part": {"pattern": "^[a-z]+-([0-9]{4}|undated)$"},
    "feed": {"enum": ["all", *_COLLECTIONS]},
    "list": {"enum": ["agency", "topic", "status"]},
    "shelf": {"pattern": "^[a-z0-9-]+$"},
    "digest": {"pattern": "^[0-9a-f]{12}$"},
}


def openapi_file(library: Library) -> Iterator[Job]:
    """/data/openapi.json. It follows from the settings alone: no document changes it."""
    site = library.catalogue.site
    described: Json = {
        "openapi": "3.1.0",
        "jsonSchemaDialect": _DIALECT,
        "info": {
            "title": f"{site.name}政府信息公开数据",
            "version": _VERSION,
            "description": "静态文件，不用密钥，没有次数限制。以“/”开头的 url 从站点的网址算起。",
        },
        "servers": [{"url": site.url.removesuffix("/")}],
        "paths": {path: _read(path, *told) for path, *told in _FILES},
    }
    yield Job.of(_PATH, "text", text=json_text(described))


def _read(path: str, schema: str, media: str, summary: str) -> Json:
    """One address: it can be read, and what is read keeps to a schema beside this file."""
    found: dict[str, Json] = {
        "summary": summary,
        "responses": {
            "200": {
                "description": summary,
                "content": {media: {"schema": {"$ref": f"schema/{schema}.schema.json"}}},
            },
            "404": {"description": "没有这个文件"},
        },
    }
    names = re.findall(r"\{(\w+)\}", path)
    parameters: list[Json] = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", **_PARAMETERS[name]},
        }
        for name in names
    ]
    if parameters:
        found["parameters"] = parameters
    return {"get": found}
