"""The ways of policies (政策全过程) as the pages on them show them."""

from __future__ import annotations

from gongkai.library.chain import Chain, Step
from gongkai.model.documents import Document
from gongkai.pages.jobs import Json
from gongkai.pages.views import under_root
from gongkai.site.input import Library
from gongkai.text.dates import chinese_date


def chain_views(library: Library, document: Document) -> list[Json]:
    """The ways over the page of `document`, its own step marked on each."""
    return [_chain(chain, document) for chain in library.chains.get(document.id, ())]


def _chain(chain: Chain, document: Document) -> Json:
    return {"title": chain.title, "steps": [_step(step, document) for step in chain.steps]}


def _step(step: Step, document: Document) -> Json:
    return {
        "kind": step.kind,
        "date": step.day.isoformat(),
        "date_words": chinese_date(step.day),
        "title": step.title,
        "number": step.number or "",
        "url": under_root(step.url) if step.url else None,
        "words": step.words,
        "current": step.key in (document.key, document.id),
    }
