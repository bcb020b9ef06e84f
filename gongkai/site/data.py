"""Every data file that the site publishes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.pages.jobs import Job
from gongkai.site.clearances import clearance_tables
from gongkai.site.data_addresses import moved_addresses
from gongkai.site.data_catalogue import catalogue_files, moment_file
from gongkai.site.data_documents import document_files
from gongkai.site.data_feeds import feeds
from gongkai.site.data_openapi import openapi_file
from gongkai.site.data_portals import portal_files
from gongkai.site.data_records import oai_records
from gongkai.site.data_resources import resource_lists
from gongkai.site.data_sitemap import robots, sitemap
from gongkai.site.gazette_data import gazette_files
from gongkai.site.input import Library
from gongkai.site.installing import removed_file

# To add data files, write a planner and list it here.
DATA_PLANNERS: tuple[Callable[[Library], Iterator[Job]], ...] = (
    document_files,
    catalogue_files,
    clearance_tables,
    gazette_files,
    feeds,
    portal_files,
    openapi_file,
    oai_records,
    resource_lists,
    sitemap,
    robots,
    moved_addresses,
    removed_file,
    moment_file,
)
