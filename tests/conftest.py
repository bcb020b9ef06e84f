"""What tests of every floor share: the example built once, golden files, outside texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from tests.checkers import golden as golden_files

REPOSITORY = Path(__file__).parents[1]
AS_OF = "2026-11-23"  # the day on which the example and its golden pages are looked at

# The same examples in every run: a failure on one machine is a failure on all. How long an example
# takes says more about the machine's other work than about the code.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden/ anew, to see in git diff",
    )
    parser.addoption(
        "--corpus", type=Path, help="run the tests that want outside texts, with this folder's"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run the tests that use `corpus` when a corpus is named, all the others when none is."""
    wanted = config.getoption("--corpus") is not None
    kept, left_out = list[pytest.Item](), list[pytest.Item]()
    for item in items:
        needs_corpus = "corpus" in getattr(item, "fixturenames", ())
        (kept if needs_corpus is wanted else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


@pytest.fixture(scope="session")
def corpus(request: pytest.FixtureRequest) -> Path:
    """A folder with site.yaml and content/, named on the command line."""
    folder = request.config.getoption("--corpus")
    assert isinstance(folder, Path)
    if not (folder / "content").is_dir():
        pytest.fail(f"no content/ in {folder}")
    return folder.resolve()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file of this name under tests/golden/."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(name: str, actual: str) -> None:
        golden_files.compare(REPOSITORY / "tests/golden" / name, actual, update=update)

    return compare


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The example of this repository, built from nothing, as of `AS_OF`. Not to be written to.

    Processes that share the tests share the build: the first one makes it,
    the others wait.
    """
    from gongkai.commands.main import main

    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    site, finished = shared / "example-site", shared / "example-site.built"
    with FileLock(shared / "example-site.lock"):
        if not finished.exists():
            arguments = ["build", "--root", str(REPOSITORY), "--output", str(site)]
            arguments += ["--cache", str(shared / "example-cache"), "--as-of", AS_OF]
            arguments += ["--jobs", "1"]  # another number of them must give the same
            status = main(arguments)
            if status != 0:
                pytest.fail(f"the example does not build: exit {status}")
            finished.touch()
    return site
