"""The template environment: templates by name, and what each of them reaches."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    Template,
    meta,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from markupsafe import Markup, escape

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


class _Compiled(BytecodeCache):
    """The code of templates that this process has compiled, by name and source.

    A preview builds at every change; compiling takes longer than all the rest of a small build.
    All environments compile alike, so they may share it.
    """

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if len(self._codes) >= _MOST_COMPILED:
            self._codes.clear()
        self._codes[bucket.key, bucket.checksum] = bucket.code


_MOST_COMPILED = 1000  # templates; a maintainer may edit them all day long beside a preview
_COMPILED = _Compiled()


def _environment(sources: Mapping[str, str]) -> Environment:
    """An environment that cannot touch the disk or hide a mistyped name."""

    def load(name: str) -> tuple[str, str, None] | None:
        """A template under the name that tracebacks show."""
        source = sources.get(name)
        return None if source is None else (source, f"templates/{name}", None)

    jinja = _Environment(
        loader=FunctionLoader(load),
        extensions=[_ShellTag],
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_COMPILED,
    )
    # Jinja compares the names of its globals at each import; ours need none of them.
    jinja.globals.clear()
    return jinja


_SHARED = frozenset({"site", "assets", "nav", "root"})  # names of a page's frame that pages share
_SPECIAL = re.compile("[&<>\"']")


def _escaped(value: object) -> object:
    """What Jinja's own escape prints; most words have nothing to escape, so they stay as they are."""
    if type(value) is str and not _SPECIAL.search(value):
        return value
    return escape(value)


class _Template(Template):
    """A template that escapes by `_escaped`."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: Any,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__["escape"] = _escaped
        return made

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """What a template imports from this one: the same for all, since there are no globals."""
        return self._module or super()._get_default_module(ctx)


class _Environment(Environment):
    """Jinja for values that come from JSON: `x.name` looks into a mapping before anything else."""

    template_class = _Template

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._loaded: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """The template, found at once the second time: a page imports from twenty."""
        found = self._loaded.get(name) if isinstance(name, str) else None
        if found is None:
            found = super().get_template(name, parent, globals)
            if isinstance(name, str):
                self._loaded[name] = found
        return found

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class _ShellTag(Extension):
    """{% shell %}…{% endshell %}: what a page shares with all of its column and depth, made once.

    Inside, a template may use `site`, `assets`, `nav` and `root`, and macros
    that it imports from components; another name is a mistake in the template. Without any of
    these names it may stand in a component, and is made once for all pages.
    """

    tags = {"shell"}  # noqa: RUF012 - so it is declared in jinja2

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._made: dict[tuple[str, int, int, str], tuple[object, Markup]] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endshell",), drop_needle=True)
        for name, found in _used(body):
            parser.fail(f"{name} differs from page to page", found)
        place = [nodes.Const(parser.name), nodes.Const(line)]
        framed = any(name.name in _SHARED for node in body for name in node.find_all(nodes.Name))
        values: list[nodes.Expr] = [nodes.Const(None), nodes.Const("")]
        if framed:
            values = [nodes.Name("nav", "load"), nodes.Name("root", "load")]
        call = self.call_method("_once", [*place, *values])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _once(
        self, template: str, line: int, nav: object, root: str, caller: Callable[[], Markup]
    ) -> Markup:
        key = template, line, id(nav), root
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = nav, caller()  # `nav` is kept, so that its id stays its own
        return found[1]


def _used(body: Sequence[nodes.Node]) -> Iterator[tuple[str, int]]:
    """The names of the page that a template reads in a shell, each with its line."""
    names = [name for node in body for name in node.find_all(nodes.Name)]
    called = {id(call.node) for node in body for call in node.find_all(nodes.Call)}
    own = {name.name for name in names if name.ctx != "load"} | _SHARED
    for name in names:
        if name.name not in own and id(name) not in called:
            yield name.name, name.lineno


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
