"""Imports point one way, each library has one door, and the inner floors touch nothing outside."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.checkers.source import Module, modules

PACKAGE = Path(__file__).parents[1] / "gongkai"
MODULES = tuple(modules(PACKAGE))

# A module imports only from its own floor and from rows above it; two floors in one row do not
# import each other.
FLOORS = (
    {"model"},
    {"text"},
    {"formats"},
    {"source"},
    {"library"},
    {"pages"},
    {"site", "gazette"},
    {"output"},
    {"commands"},
)
INNER = {"model", "text", "library"}  # pure: values in, values out
OUTSIDE = {
    "asyncio",
    "fileinput",
    "glob",
    "importlib",
    "io",
    "locale",
    "logging",
    "mmap",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "requests",
    "secrets",
    "shutil",
    "signal",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib.request",
}
OUTSIDE_CALLS = {"open", "print", "input", "breakpoint", "exec", "eval"}
CLOCK = re.compile(r"(^|\.)(date|datetime)\.(today|now|utcnow)$|^time\.(time|localtime|gmtime)$")
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"}
LONGEST_MODULE = 400  # lines
LONGEST_FUNCTION = 60


def too_low(module: Module) -> set[str]:
    """What the module imports from floors it may not import from."""
    allowed = {module.floor}
    for row in FLOORS:
        if module.floor in row:
            break
        allowed |= row
    ours = {name.split(".")[1] for name in module.imports if name.startswith("gongkai.")}
    return {name for name in ours if _is_floor(name) and name not in allowed}


def outside(module: Module) -> set[str]:
    """The ways out of the process, and in, that the module imports or calls."""
    imported = {
        name
        for name in module.imports
        if any(name == gate or name.startswith(f"{gate}.") for gate in OUTSIDE)
    }
    return imported | (module.calls & OUTSIDE_CALLS)


def clock(module: Module) -> set[str]:
    """The calls by which the module would ask for the time of day."""
    return {call for call in module.calls if CLOCK.search(call)}


def libraries(module: Module) -> set[str]:
    """The third-party packages it imports, by the name of the import."""
    tops = {name.split(".")[0] for name in module.imports}
    return tops - set(sys.stdlib_module_names) - {"gongkai"}


def doors(over: tuple[Module, ...]) -> dict[str, list[str]]:
    """Each third-party package, and the modules that import it."""
    found: dict[str, list[str]] = {}
    for module in over:
        for library in libraries(module):
            found.setdefault(library, []).append(module.name)
    return found


def _is_floor(name: str) -> bool:
    return any(name in row for row in FLOORS)


def test_every_module_stands_on_a_floor() -> None:
    strays = {module.name for module in MODULES if not _is_floor(module.floor)}
    assert strays <= {"gongkai.__init__", "gongkai.__main__"}


def test_imports_point_to_the_floors_above() -> None:
    assert {m.name: low for m in MODULES if m.floor and (low := too_low(m))} == {}


def test_the_inner_floors_do_no_input_or_output() -> None:
    assert {m.name: out for m in MODULES if m.floor in INNER and (out := outside(m))} == {}


def test_only_commands_ask_for_the_time() -> None:
    assert {m.name: asked for m in MODULES if m.floor != "commands" and (asked := clock(m))} == {}


def test_each_library_is_imported_in_one_module() -> None:
    assert {library: users for library, users in doors(MODULES).items() if len(users) > 1} == {}


def test_each_library_is_asked_for_by_the_package() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    needs = [*project["dependencies"], *(need for extra in extras for need in extra)]
    asked = {re.split(r"[\[<>=~!; ]", need)[0].lower() for need in needs}
    known = packages_distributions()
    unknown = {
        library
        for library in doors(MODULES)
        if not asked & {name.lower() for name in known.get(library, [])}
    }
    assert unknown == set()


def test_no_module_hides_an_import_from_this_test() -> None:
    hidden = {"__import__", "import_module", "importlib.import_module"}
    assert {m.name: used for m in MODULES if (used := m.calls & hidden)} == {}


def test_modules_and_functions_are_short() -> None:
    long = {m.name: n for m in MODULES if (n := m.source.count("\n")) > LONGEST_MODULE}
    long |= {
        f"{module.name}.{function.name}": length
        for module in MODULES
        for function in module.functions
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_every_module_says_in_one_paragraph_what_it_is_for() -> None:
    silent = {module.name for module in MODULES if not ast.get_docstring(module.tree)}
    assert silent == set()


def test_modules_are_named_after_what_they_hold() -> None:
    assert {m.name for m in MODULES if m.name.split(".")[-1] in EMPTY_NAMES} == set()


@pytest.mark.parametrize(
    ("name", "source", "low"),
    [
        ("gongkai.model.cards", "from gongkai.text import names", {"text"}),
        ("gongkai.text.names", "def f():\n    import gongkai.pages.jobs", {"pages"}),
        ("gongkai.site.plan", "from gongkai import gazette", {"gazette"}),
        ("gongkai.library.links", "from ..output.store import Store", {"output"}),
        ("gongkai.pages.jobs", "from gongkai.model.cards import Card", set()),
        ("gongkai.text.names", "from gongkai.text.numbers import read", set()),
    ],
)
def test_an_import_that_points_down_is_seen(name: str, source: str, low: set[str]) -> None:
    assert too_low(Module(name, source)) == low


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from os import path", {"os", "os.path"}),
        ("def f():\n    import urllib.request", {"urllib.request"}),
        ("with open('x') as file: pass", {"open"}),
        ("import re, unicodedata\nfrom urllib.parse import quote", set()),
    ],
)
def test_a_way_out_of_the_process_is_seen(source: str, found: set[str]) -> None:
    assert outside(Module("gongkai.text.names", source)) == found


def test_a_question_for_the_time_is_seen() -> None:
    source = "date.today(), datetime.datetime.now(zone), time.time(), datetime(2026, 1, 1)"
    asked = {"date.today", "datetime.datetime.now", "time.time"}
    assert clock(Module("gongkai.site.plan", source)) == asked


def test_a_second_door_is_seen() -> None:
    first = Module("gongkai.formats.yaml", "import yaml")
    second = Module("gongkai.source.load", "from yaml.nodes import Node\nimport json")
    assert doors((first, second)) == {"yaml": ["gongkai.formats.yaml", "gongkai.source.load"]}
