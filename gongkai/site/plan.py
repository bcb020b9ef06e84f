"""Decide which files the site has. One planner for each kind of page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from gongkai.pages.jobs import Job
from gongkai.site.clearances import clearance_pages
from gongkai.site.comparisons import comparison_pages
from gongkai.site.decisions import decision_pages
from gongkai.site.documents import document_pages
from gongkai.site.fixed import fixed_pages, missing_page, withdrawn_pages
from gongkai.site.gazette import gazette_pages
from gongkai.site.gazette_items import issue_pages
from gongkai.site.home import home_page, site_map_page
from gongkai.site.input import Library
from gongkai.site.installing import installing
from gongkai.site.interpretations import interpretation_pages
from gongkai.site.lists import list_pages
from gongkai.site.overview import overview_page
from gongkai.site.places import place_pages
from gongkai.site.search_page import search_pages
from gongkai.site.updates import update_pages
from gongkai.site.verification import verify_page

Planner: TypeAlias = Callable[[Library], Iterator[Job]]

# To add a kind of page, write a planner and list it here.
PLANNERS: tuple[Planner, ...] = (
    home_page,
    list_pages,
    document_pages,
    comparison_pages,
    decision_pages,
    interpretation_pages,
    clearance_pages,
    gazette_pages,
    issue_pages,
    place_pages,
    fixed_pages,
    withdrawn_pages,
    update_pages,
    search_pages,
    verify_page,
    overview_page,
    site_map_page,
    missing_page,
    installing,
)


def plan(library: Library, planners: Iterable[Planner] = PLANNERS) -> Iterator[Job]:
    """Every file of the site, in no order."""
    return (job for planner in planners for job in planner(library))
