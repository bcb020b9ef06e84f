"""What every page of a site shares (the shell), and what frames one page."""

from __future__ import annotations

from dataclasses import dataclass
from json import loads
from typing import TypedDict, cast

from gongkai.pages.jobs import Json


class ShellColumn(TypedDict):
    """A column as the shell carries it; `url` is under the root or has a scheme."""

    id: str
    title: str
    url: str
    description: str
    keywords: str
    type: str


class _ShellValues(TypedDict):
    url: str
    base: str
    site: dict[str, Json]
    assets: dict[str, str]
    tags: list[list[str]]
    columns: list[ShellColumn]
    unlisted: list[ShellColumn]


@dataclass(frozen=True, slots=True)
class Shell:
    """The parts of a page that do not differ between pages, read once.

    `navs` and `tags` hold, by column id, the navigation with its current entry
    and the site's and column's tags of 国办发〔2017〕47号; "" is for pages of no
    column. Unlisted columns have tags and no entry in the navigation.
    """

    url: str
    base: str
    site: dict[str, Json]
    assets: dict[str, str]
    navs: dict[str, list[dict[str, Json]]]
    tags: dict[str, list[list[str]]]

    @classmethod
    def read(cls, text: str) -> Shell:
        """The shell from the canonical JSON that `gongkai.site.shell` writes."""
        values = cast(_ShellValues, loads(text))
        columns = values["columns"]
        every = [*columns, *values["unlisted"]]
        ids = ["", *(column["id"] for column in columns)]
        return cls(
            values["url"],
            values["base"],
            values["site"],
            values["assets"],
            {current: _nav(columns, current) for current in ids},
            {"": values["tags"]}
            | {column["id"]: values["tags"] + _column_tags(column) for column in every},
        )

    def frame(self, path: str, values: dict[str, Json]) -> dict[str, object]:
        """The names that templates/base.html asks for, for the page at `path`.

        `values` is the page's context: its `column`, `title`, `description`
        and `meta` frame it. A page with `absolute` may be served at any
        address (404), so its root is the site's whole path.
        """
        column = str(values["column"] or "")
        name = path.removesuffix("index.html")
        root = self.base if values.get("absolute") else "../" * path.count("/")
        meta = values["meta"]
        return {
            "root": root,
            "site": self.site,
            "assets": self.assets,
            "nav": self.navs.get(column, self.navs[""]),
            "meta": [*self.tags.get(column, self.tags[""]), *cast(list[list[str]], meta)],
            "page": {
                "title": values["title"],
                "description": values["description"],
                "canonical": self.url + name,
                "lang": "zh-CN",
            },
        }


def _nav(columns: list[ShellColumn], current: str) -> list[dict[str, Json]]:
    return [
        {"title": column["title"], "url": column["url"], "current": column["id"] == current}
        for column in columns
    ]


def _column_tags(column: ShellColumn) -> list[list[str]]:
    return [
        ["ColumnName", column["title"]],
        ["ColumnDescription", column["description"]],
        ["ColumnKeywords", column["keywords"]],
        ["ColumnType", column["type"]],
    ]
