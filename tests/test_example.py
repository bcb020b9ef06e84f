"""The example as it is published: every page valid, every link leading somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from tests.checkers import nu
from tests.checkers.links import follow
from tests.conftest import REPOSITORY


def test_no_page_of_the_example_has_an_error_of_markup(example_site: Path) -> None:
    assert [str(error) for error in nu.errors(example_site)] == []


def test_every_link_and_anchor_of_the_example_leads_somewhere(example_site: Path) -> None:
    settings = (REPOSITORY / "site.yaml").read_text("utf-8")
    url = re.search(r"^url: *(\S+)", settings, re.M)
    assert url
    # Only its path is the site's own: the example's footer leads to other parts of the same host.
    report = follow(example_site, urlsplit(url.group(1)).path)
    assert report.problems == ()
    assert report.links > report.pages
