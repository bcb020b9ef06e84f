"""Every stage that only looks: the content of an office read, selected, linked and checked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gongkai.commands.assembling import Assembled, assemble, public_catalogue
from gongkai.commands.gazette_assembling import with_gazette
from gongkai.commands.memory import Memory
from gongkai.commands.ofd_attachments import with_ofd_facts
from gongkai.commands.reading import Content, read_content
from gongkai.commands.recording import lost_addresses
from gongkai.commands.requests import Request
from gongkai.commands.unused_files import unused_files
from gongkai.library.checks import Checked, check
from gongkai.library.gazette import withheld
from gongkai.library.publication import Selection, as_stands, select
from gongkai.library.references import References
from gongkai.library.reporting import diagnostic, for_draft, in_order
from gongkai.model.diagnostics import Diagnostic
from gongkai.model.site import Site
from gongkai.output.crews import Crew, Local
from gongkai.output.spool import Spool


@dataclass(frozen=True, slots=True)
class Understood:
    """The content after every stage that only looks."""

    content: Content
    selection: Selection
    assembled: Assembled
    checked: Checked
    diagnostics: tuple[Diagnostic, ...]


def understand(
    request: Request,
    site: Site,
    bodies: Spool,
    memory: Memory | None = None,
    crew: Crew | None = None,
) -> Understood:
    """Every stage that only looks: load, parse, select, link, check."""
    crew = crew or Local(request.workers)
    content = read_content(request.root, site, request.as_of, bodies, crew, memory)
    documents = tuple(as_stands(document, request.as_of) for document in content.documents)
    content = replace(content, documents=documents)
    selection = _selected(request, content)
    public = References(selection.documents, content.bodies)
    # The names of a whole library fill the memory: where everything is public they are the same.
    everything = References(content.documents, content.bodies) if selection.withheld else public
    catalogue = public_catalogue(content, selection, public)
    assembled = assemble(request.root, content, public, catalogue)
    root, preview = request.root, request.preview
    assembled = with_gazette(
        root, content, selection, assembled, bodies, crew, preview=preview, memory=memory
    )
    assembled = with_ofd_facts(request.root, content, assembled, bodies, crew)
    checked = Checked(
        site=site,
        as_of=request.as_of,
        documents=content.documents,
        public=selection.documents,
        years=content.years,
        references=everything,
        public_references=assembled.references,
        catalogue=catalogue,
        bodies=content.bodies,
        texts=content.texts,
        records=content.records,
    )
    found = [*content.diagnostics, *assembled.diagnostics]
    found += [
        diagnostic(problem, path, site, secret=secret or path in content.secret)
        for path, problem, secret in check(checked)
    ]
    found += [diagnostic(problem, path, site) for path, problem in unused_files(content)]
    if not request.preview:
        gazette = assembled.library.gazette
        found += lost_addresses(request.root, catalogue, gazette, selection)
    drafts = selection.drafts()
    return Understood(
        content,
        selection,
        assembled,
        checked,
        tuple(in_order(for_draft(item) if item.path in drafts else item for item in found)),
    )


def _selected(request: Request, content: Content) -> Selection:
    found = select(
        content.documents,
        content.years,
        request.as_of,
        review_required=content.site.review_required,
        preview=request.preview,
    )
    others = tuple(withheld(content.records, request.as_of.date()).items())
    return replace(found, others=others)
