"""The preview is told of each save, and of nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from gongkai.commands import watching
from gongkai.commands.serve import Saves

LONGEST = 20  # seconds until a test fails; nothing waits so long


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "content/normative").mkdir(parents=True)
    for name in ("site.yaml", "content/normative/dogs.md", "content/normative/cats.md"):
        (tmp_path / name).write_text("一", "utf-8")
    return tmp_path


def watch(root: Path) -> watching.Watch:
    return watching.Watch([root / name for name in ("content", "site.yaml", "templates")])


def told(watched: watching.Watch, do: Callable[[], object]) -> bool:
    """Whether `wait` comes back after this."""
    back = Event()

    def wait() -> None:
        watched.wait()
        back.set()

    Thread(target=wait, daemon=True).start()
    do()
    return back.wait(LONGEST)


def saves(root: Path) -> list[Callable[[], object]]:
    dogs, fresh = root / "content/normative/dogs.md", root / "content/policies"
    other = root / "site.yaml.new"
    other.write_text("三", "utf-8")
    return [
        lambda: dogs.write_text("二", "utf-8"),
        lambda: os.replace(other, root / "site.yaml"),  # noqa: PTH105
        fresh.mkdir,
        lambda: (fresh / "new.md").write_text("一", "utf-8"),
        lambda: fresh.rename(root / "content/normative/2026"),
        lambda: (root / "content/normative/2026/new.md").write_text("二", "utf-8"),
        dogs.unlink,
        (root / "templates").mkdir,
        lambda: (root / "templates/404.html").write_text("一", "utf-8"),
    ]


def test_each_save_is_told(office: Path) -> None:
    watched = watch(office)
    assert [told(watched, save) for save in saves(office)] == [True] * 9


def test_each_save_is_found_where_the_system_tells_nothing(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_SHORTEST", 0.01)
    monkeypatch.setattr("gongkai.commands.watching.ctypes.CDLL", lambda *_: object())
    watched = watch(office)
    (office / "content/normative/dogs.md").write_text("二二", "utf-8")
    assert told(watched, lambda: None)
    (office / "content/normative/cats.md").unlink()
    assert told(watched, lambda: None)


def test_what_editors_leave_and_others_write_is_passed_over(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    monkeypatch.setattr(watching, "_SHORTEST", 0.01)
    watched = watch(office)
    for name in ("content/normative/.dogs.md.swp", "content/normative/~$dogs.md", "other.yaml"):
        (office / name).write_text("一", "utf-8")
    back = Event()
    look = watched._look

    def counted() -> object:
        looks.append("look")
        if len(looks) == 3:
            back.set()
        return look()

    monkeypatch.setattr(watched, "_look", counted)
    thread = Thread(target=watched.wait, daemon=True)
    thread.start()
    assert back.wait(LONGEST)
    assert thread.is_alive()
    (office / "site.yaml").write_text("二", "utf-8")
    thread.join(LONGEST)
    assert not thread.is_alive()


class Loop:
    """What is to be done later, in the place of an event loop."""

    def __init__(self) -> None:
        self.later: list[Callable[[], None]] = []

    def call_later(self, _: float, do: Callable[[], None]) -> Loop:
        self.later.append(do)
        return self

    def cancel(self) -> None:
        self.later.clear()


def test_a_save_is_seen_before_the_site_is_built_where_it_can(office: Path) -> None:
    did: list[str] = []
    seen, wrong = [False, True, True], [False, True]

    def glance() -> bool:
        did.append("glance")
        return seen.pop(0)

    def rebuild() -> bool:
        did.append("build")
        return wrong.pop(0)

    found, loop = Saves([office / "content"], glance, rebuild), Loop()
    found._loop, found._callback = loop, lambda: did.append("told")  # type: ignore[assignment]
    found._changes.append(("__livereload__", 2.0))
    assert found.examine() == ("__livereload__", 2.0)
    assert did == []
    assert found.examine() == ("__livereload__", None)
    assert did == ["glance", "build"]
    for _ in range(2):  # the second save comes before the build of the first
        assert found.examine() == ("__livereload__", None)
    assert did[2:] == ["glance", "glance"]
    (build,) = loop.later
    build()
    assert did[4:] == ["build", "told"]
    assert found.examine() == ("__livereload__", None)
