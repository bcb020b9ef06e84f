"""What is committed is fit for strangers: no traces of one machine, no bulk, locks that hold."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

REPOSITORY = Path(__file__).parents[1]
LARGEST = 1_500_000  # bytes
LOCKS = ("requirements.lock", "requirements-cluster.lock", "requirements-dev.lock")

# A folder of one machine. A test may name /tmp; nothing may name a home.
MACHINE = re.compile(r"(?<![\w.~$}*-])/(work|root|home|Users)/[a-z]")
TEMPORARY = re.compile(r"(?<![\w.~$}*-])/tmp/[a-z]")
# Where packages come from is for the machine's own settings to say.
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(org|com)|npmmirror|tuna\.tsinghua|mirrors\.aliyun"
    r"|index-url|find-links|\"resolved\""
)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")


def tracked() -> list[Path]:
    """The files of the last commit and of the next one, as git lists them."""
    command = ["git", "-c", f"safe.directory={REPOSITORY}", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True).stdout
    files = (REPOSITORY / name for name in listed.decode("utf-8").split("\0") if name)
    return [path for path in files if path.is_file() and path != Path(__file__)]


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """Where the pattern stands in those of the files that are text."""
    found = []
    for path in files:
        source = path.read_bytes()
        if b"\0" in source[:8000]:
            continue
        for number, line in enumerate(source.decode("utf-8", "replace").split("\n"), 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(REPOSITORY)}:{number}: {line.strip()[:100]}")
    return found


def pins(lock: str) -> dict[str, str]:
    """Each package of a lock file with its version."""
    text = (REPOSITORY / lock).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", text, re.M))


def sentence(name: str) -> bool:
    """Whether the name of a test says something: test_ and three words at least."""
    return len([word for word in name.split("_") if word]) >= 4


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert lines_with(MACHINE, tracked()) == []


def test_only_tests_name_the_temporary_folder() -> None:
    files = [path for path in tracked() if not path.is_relative_to(REPOSITORY / "tests")]
    assert lines_with(TEMPORARY, files) == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(REGISTRY, tracked()) == []


def test_no_file_is_marked_as_unfinished() -> None:
    assert lines_with(UNFINISHED, [path for path in tracked() if path.suffix != ".lock"]) == []


def test_no_file_is_too_large_to_review() -> None:
    sizes = {path.relative_to(REPOSITORY).as_posix(): path.stat().st_size for path in tracked()}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_every_test_is_named_as_a_sentence() -> None:
    mute = [
        f"{path.relative_to(REPOSITORY)}: {node.name}"
        for path in sorted((REPOSITORY / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not sentence(node.name)
    ]
    assert mute == []


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in (REPOSITORY / "tests").rglob("*.py")}
    assert {str(folder) for folder in folders if not (folder / "__init__.py").is_file()} == set()


def test_the_licence_is_there() -> None:
    assert (REPOSITORY / "LICENSE").read_text("utf-8").startswith("MIT License\n")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_of_a_lock_has_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (REPOSITORY / lock).read_text("utf-8"))
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert packages
    assert [entry for entry in packages if "--hash=sha256:" not in entry] == []


def test_all_locks_pin_the_same_versions() -> None:
    site, cluster, development = (pins(lock) for lock in LOCKS)
    assert site.items() <= cluster.items() <= development.items()


def test_the_locks_hold_what_the_package_asks_for() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    asked = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-cluster.lock": project["project"]["optional-dependencies"]["cluster"],
        "requirements-dev.lock": project["dependency-groups"]["dev"],
    }
    for lock, needs in asked.items():
        pinned = pins(lock)
        for need in map(Requirement, needs):
            assert Version(pinned[need.name]) in need.specifier, f"make lock: {need}"


@pytest.mark.parametrize(
    ("pattern", "line", "seen"),
    [
        (MACHINE, "open('/home/clerk/site')", True),
        (MACHINE, "root: /work/main", True),
        (MACHINE, "https://www.example.gov.cn/home/index.html", False),
        (TEMPORARY, "cd /tmp/build", True),
        (REGISTRY, "--extra-index-url https://packages.example", True),
        (UNFINISHED, "# TODO: later", True),
    ],
)
def test_a_trace_is_seen_for_what_it_is(pattern: re.Pattern[str], line: str, seen: bool) -> None:
    assert bool(pattern.search(line)) is seen


def test_a_name_of_one_word_is_no_sentence() -> None:
    assert not sentence("test_parser")
    assert not sentence("test_parser_2")
    assert sentence("test_imports_point_down")
