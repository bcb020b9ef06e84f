"""The template environment: templates by name, and what each of them reaches."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from keyword import kwlist
from types import CodeType
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, meta, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateAssertionError, TemplateError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape
from markupsafe import _escape_inner as _plain  # type: ignore[attr-defined]

from gongkai.pages.frame import Shell


@dataclass(frozen=True, slots=True)
class Pages:
    """Compiled templates with the shell of one site: all that pages share."""

    jinja: _Environment
    shell: Shell

    def make(self, template: str, values: Mapping[str, object]) -> str:
        """The page; raises jinja2.UndefinedError for a name that `values` lacks."""
        return self.jinja.get_template(template).render(values)

    def compile(self, templates: Iterable[str]) -> None:
        """Compile templates, and what they reach, before they are asked for; writers are none."""
        todo = sorted(templates)
        known: set[str] = set()
        while todo:
            name = todo.pop()
            if name not in known:
                known.add(name)
                with suppress(TemplateError):  # a mistake is told where a page is made with it
                    self.jinja.get_template(name)
                todo += self.jinja.named.get(name, ())


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
# What `digests` read, by name and source, until it is compiled: to read it again takes as long.
_READ: dict[tuple[str, str], nodes.Template] = {}


def _environment(sources: Mapping[str, str]) -> _Environment:
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
_OWN_CALLS = frozenset(kwlist)  # arguments of these names cannot be written in Python


def _escaped(value: object) -> object:
    """What Jinja's own escape prints; what a macro made stays as it is."""
    return value if type(value) is Markup else escape(value)


class _Macro(Macro):
    """A macro that is called at once where it gets just what it asks for.

    It is not handed Jinja's evaluation context, since everything here is escaped.
    """

    def __init__(self, *options: Any) -> None:
        super().__init__(*options)
        plain = not (self.catch_kwargs or self.catch_varargs or self.caller)
        self._plain = self._argument_count if plain else None

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        if kwargs or len(args) != self._plain:
            return super().__call__(*args, **kwargs)
        return Markup(self._func(*args))  # the macro escaped it


class _Code(CodeGenerator):
    """What Jinja's own makes, quicker: without global functions nothing asks for the context."""

    def visit_FromImport(self, node: nodes.FromImport, frame: Frame) -> None:
        if node.with_context or not frame.toplevel or not isinstance(node.template, nodes.Const):
            super().visit_FromImport(node, frame)
            return
        names = tuple(name if isinstance(name, tuple) else (name, name) for name in node.names)
        targets = "".join(f"{frame.symbols.ref(alias)}, " for _, alias in names)
        place = f"{self.name} {self.temporary_identifier()}"
        asked = f"{place!r}, {self.name!r}, {node.lineno}, {node.template.value!r}, {names!r}"
        self.writeline(f"{targets}= environment.imported(context, {asked})", node)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if any(keyword.key in _OWN_CALLS for keyword in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        given = [("", each) for each in (*node.args, *node.kwargs)]
        given += [("*", node.dyn_args)] if node.dyn_args else []
        given += [("**", node.dyn_kwargs)] if node.dyn_kwargs else []
        self.visit(node.node, frame)
        self.write("(")
        for stars, each in given:
            self.write(stars)
            self.visit(each, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self._held = self.temporary_identifier()
        self.write(f"(plain({self._held}) if type({self._held} := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(f") is str else escape({self._held}))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        held, name = self.temporary_identifier(), repr(node.attr)
        self.write(f"({held}[{name}] if type({held} := ")
        self.visit(node.node, frame)
        self.write(f") is dict and {name} in {held} else environment.getattr({held}, {name}))")


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
        made.root_render_func.__globals__.update(escape=_escaped, plain=_plain, Macro=_Macro)
        return made

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """What a template imports from this one: the same for all, since there are no globals."""
        return self._module or super()._get_default_module(ctx)


class _Environment(Environment):
    """Jinja for values that come from JSON: `x.name` looks into a mapping before anything else.

    `named` are the templates that each of those parsed here names.
    """

    template_class = _Template
    code_generator_class = _Code

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.named: dict[str, list[str]] = {}
        self._loaded: dict[str, Template] = {}
        self._imported: dict[str, dict[str, object]] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = _READ.pop((name or "", source), None) or super()._parse(source, name, filename)
        if name:
            self.named[name] = list(filter(None, meta.find_referenced_templates(tree)))
        return tree

    def imported(
        self,
        context: Context,
        place: str,
        into: str,
        line: int,
        name: str,
        names: Sequence[tuple[str, str]],
    ) -> Iterable[object]:
        """What `{% from %}` on a line of the template `into` brings: in one place always the same."""
        found = self._imported.get(place)
        if found is None:
            module = self.get_template(name, into)._get_default_module()
            found = {alias: getattr(module, own, missing) for own, alias in names}
            for own, alias in names:
                if found[alias] is missing:
                    raise TemplateAssertionError(f"{name}: no {own} in it", line, into)
            self._imported[place] = found
        context.vars.update(found)
        context.exported_vars.difference_update(found)
        return found.values()

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

    def parse(self, parser: Parser) -> list[nodes.Node]:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endshell",), drop_needle=True)
        for name, found in _used(body):
            parser.fail(f"{name} differs from page to page", found)
        place = [nodes.Const(parser.name), nodes.Const(line)]
        framed = any(name.name in _SHARED for node in body for name in node.find_all(nodes.Name))
        values: list[nodes.Expr] = [nodes.Const(None), nodes.Const("")]
        if framed:
            values = [nodes.Name("nav", "load"), nodes.Name("root", "load")]
        made = parser.free_identifier(line)
        known = nodes.Assign(made, self.call_method("known", [*place, *values]))
        call = self.call_method("keep", [*place, *values])
        making: list[nodes.Node] = [nodes.CallBlock(call, [], [], body)]
        choice = nodes.If(made, [nodes.Output([made])], [], making)
        return [known.set_lineno(line), choice.set_lineno(line)]

    def known(self, template: str, line: int, nav: object, root: str) -> Markup | None:
        """What was made in this place of the template, None the first time."""
        found = self._made.get((template, line, id(nav), root))
        return found[1] if found else None

    def keep(
        self, template: str, line: int, nav: object, root: str, caller: Callable[[], Markup]
    ) -> Markup:
        """Make it and keep it. `nav` is kept as well, so that its id stays its own."""
        made = caller()
        self._made[template, line, id(nav), root] = nav, made
        return made


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
    tree = jinja.parse(source, name)
    if len(_READ) >= _MOST_COMPILED:
        _READ.clear()
    _READ[name, source] = tree
    for found in meta.find_referenced_templates(tree):
        if found is None:
            raise LookupError(f"{name}: template chosen at run time")
        names.append(found)
    return names
