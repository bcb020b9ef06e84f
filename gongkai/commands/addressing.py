"""The last look before pages are made: do links and entries lead to pages that the site has?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gongkai.library.checks import ADDRESS_CHECKS, Checked, check
from gongkai.library.publication import Selection
from gongkai.library.reporting import diagnostic, for_draft, in_order
from gongkai.model.diagnostics import Diagnostic

_FOLDER = "index.html"


def with_addresses(
    checked: Checked, selection: Selection, known: Iterable[Diagnostic], paths: Iterable[str]
) -> tuple[Diagnostic, ...]:
    """The problems `known` and those of addresses, in order. `paths` are the files of the site."""
    addresses: set[str] = set()
    for path in paths:
        addresses.add(f"/{path}")
        if path.endswith(_FOLDER):
            addresses.add("/" + path.removesuffix(_FOLDER))
    site, drafts = checked.site, selection.drafts()
    found = [
        diagnostic(problem, path, site, secret=secret)
        for path, problem, secret in check(replace(checked, addresses=addresses), ADDRESS_CHECKS)
    ]
    return tuple(
        in_order([*known, *(for_draft(item) if item.path in drafts else item for item in found)])
    )
