"""From problems inside texts to diagnostics of files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gongkai.model.diagnostics import Diagnostic, Problem, Severity
from gongkai.model.rules import RULES, Weight
from gongkai.model.site import Site

# Rules whose messages never quote a value, so they may be shown in full
# although the document is not published.
_QUOTES_NOTHING = ("yaml/", "file/", "front-matter/missing", "front-matter/unclosed",
                   "front-matter/empty", "front-matter/required")  # fmt: skip


def severity_on(site: Site, code: str) -> Severity:
    """How severe a rule is on this site: its own `rules` count, unless the rule is absolute."""
    rule = RULES[code]
    own = dict(site.rules).get(code)
    if own and rule.weight is not Weight.ALWAYS:
        return Severity(own)
    return rule.severity(site.official)


def diagnostic(
    problem: Problem, path: str, site: Site, *, first_line: int = 1, secret: bool = False
) -> Diagnostic:
    """A problem with its file. `first_line` is the line of the file on which the text begins."""
    whole = problem.line == 0
    return Diagnostic(
        problem.code,
        severity_on(site, problem.code),
        path,
        None if whole else problem.line + first_line - 1,
        None if whole else problem.column,
        problem.message,
        problem.hint,
        max(1, problem.span),
        confidential=secret and not problem.code.startswith(_QUOTES_NOTHING),
    )


def for_draft(found: Diagnostic) -> Diagnostic:
    """The problem as it weighs in a draft: the rules of the trade bind what is published.

    A half-written file must not keep the others from being published.
    """
    if found.severity is Severity.ERROR and RULES[found.code].weight is Weight.TRADE:
        return replace(found, severity=Severity.WARNING)
    return found


def in_order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Errors first, then by file and place; the same thing is said once."""
    rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ADVICE: 2}
    unique = dict.fromkeys(found)
    return sorted(
        unique, key=lambda d: (rank[d.severity], d.path, d.line or 0, d.column or 0, d.code)
    )
