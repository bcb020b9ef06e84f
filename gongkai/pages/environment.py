"""The template environment: templates by name, and what each of them reaches."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, FunctionLoader, StrictUndefined, meta

from gongkai.pages.frame import Shell


@dataclass(frozen=True, slots=True)
class Pages:
    """Compiled templates with the shell of one site: all that pages share."""

    jinja: Environment
    shell: Shell

    def make(self, template: str, values: Mapping[str, object]) -> str:
        """The page; raises jinja2.UndefinedError for a name that `values` lacks."""
        return self.jinja.get_template(template).render(values)


def pages(sources: Mapping[str, str], shell: str) -> Pages:
    """What rendering needs beside a job.

    `sources` are the templates by name, "document.html" or
    "components/icons.html": an office's own take the place of ours when the
    caller merges the two mappings, theirs last. `shell` is the canonical JSON
    of `gongkai.site.shell`.
    """
    return Pages(_environment(sources), Shell.read(shell))


def _environment(sources: Mapping[str, str]) -> Environment:
    """An environment that cannot touch the disk or hide a mistyped name."""

    def load(name: str) -> tuple[str, str, None] | None:
        """A template under the name that tracebacks show."""
        source = sources.get(name)
        return None if source is None else (source, f"templates/{name}", None)

    jinja = Environment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    # Jinja compares the names of its globals at each import; ours need none of them.
    jinja.globals.clear()
    return jinja


def digests(sources: Mapping[str, str]) -> dict[str, str]:
    """Digest each template together with all it reaches by extends, include or import.

    Raises LookupError for a template chosen at run time and for one that is
    not there: what a page depends on must be known before it is made.
    """
    jinja = _environment(sources)
    direct = {name: _direct(jinja, name, source) for name, source in sources.items()}
    own = {name: hashlib.sha256(source.encode()).hexdigest() for name, source in sources.items()}
    found = {}
    for name in sources:
        reached: set[str] = set()
        todo = [name]
        while todo:
            current = todo.pop()
            if current not in reached:
                reached.add(current)
                todo += direct[current]
        listed = "\n".join(f"{part} {own[part]}" for part in sorted(reached))
        found[name] = hashlib.sha256(listed.encode()).hexdigest()
    return found


def _direct(jinja: Environment, name: str, source: str) -> list[str]:
    names = []
    for found in meta.find_referenced_templates(jinja.parse(source, name)):
        if found is None:
            raise LookupError(f"{name}: template chosen at run time")
        names.append(found)
    return names
