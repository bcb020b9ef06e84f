"""What a Python module imports, calls and holds, read from its source without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Module:
    """One module of the package. `name` is dotted: gongkai.text.structure."""

    name: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def floor(self) -> str:
        """The sub-package it is in, "" for a module of gongkai itself."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 2 else ""

    @cached_property
    def imports(self) -> frozenset[str]:
        """Every module it may import, in functions and for the type checker too.

        `from a import b` counts as both a and a.b, since b may be a module.
        """
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                origin = self._absolute(node)
                found |= {origin} | {f"{origin}.{alias.name}" for alias in node.names}
        return frozenset(found)

    @cached_property
    def calls(self) -> frozenset[str]:
        """Every name it calls, as written: open, date.today, self.path.read_text."""
        called = (node.func for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return frozenset(ast.unparse(function) for function in called)

    @cached_property
    def functions(self) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return tuple(node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.name.split(".")[: -node.level]
        return ".".join([*package, *([node.module] if node.module else [])])


def modules(package: Path) -> Iterator[Module]:
    """Every module of a package on disk, in the order of their names.

    A package's `__init__` keeps that as its last part, so that its own floor
    is known: gongkai.text.__init__.
    """
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        yield Module(".".join(parts), path.read_text("utf-8"))
