"""Pelican's settings: equal pages and lists; a cache of what was read where PELICAN_CACHE names one."""

import os

SITENAME = "示例省政府信息公开"
SITEURL = "https://www.example.gov.cn"
PATH = "@@texts@@"
OUTPUT_PATH = "@@output@@"
THEME = "theme"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
ARTICLE_PATHS = ["docs"]
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
USE_FOLDER_AS_CATEGORY = False
SLUGIFY_SOURCE = "basename"
ARTICLE_URL = "docs/{slug}/"
ARTICLE_SAVE_AS = "docs/{slug}/index.html"
CATEGORY_URL = "category/{slug}/"
CATEGORY_SAVE_AS = "category/{slug}/index.html"
CATEGORIES_SAVE_AS = "category/index.html"
ARCHIVES_SAVE_AS = "year/index.html"
YEAR_ARCHIVE_URL = "year/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "year/{date:%Y}/index.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = TAG_SAVE_AS = TAGS_SAVE_AS = DRAFT_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "categories", "archives"]
DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"category": 20, "period_archives": 20}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
FEED_ALL_RSS = "index.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = True
SUMMARY_MAX_LENGTH = 0
MARKDOWN = {
    "extension_configs": {"markdown.extensions.meta": {}, "markdown.extensions.tables": {}},
    "output_format": "html5",
}
FORMATTED_FIELDS: list[str] = []
PLUGINS = ["pelican.plugins.sitemap"]
SITEMAP = {"format": "xml"}
CACHE_PATH = os.environ.get("PELICAN_CACHE", "cache")
CACHE_CONTENT = LOAD_CONTENT_CACHE = "PELICAN_CACHE" in os.environ
CONTENT_CACHING_LAYER = "reader"
CHECK_MODIFIED_METHOD = "mtime"
GZIP_CACHE = False
