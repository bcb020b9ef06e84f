"""One entry of a manifest, changed without reading the others."""

from __future__ import annotations

from pathlib import Path

from gongkai.output.manifest import Entry, digest_in, load, next_second, save, stamp

PATH = "data/as-of.json"


def stamps(folder: Path) -> dict[str, str]:
    """Stamps of three files, one of whose paths ends as another's does."""
    file = folder / "file"
    file.write_text("x")
    names = (f"files/of {PATH}", PATH, "index.html")
    return {name: stamp(f"{number:064x}", file.stat()) for number, name in enumerate(names)}


def test_an_entry_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    before = stamps(tmp_path)
    manifest = tmp_path / "manifest"
    save(before, manifest)
    entry = Entry(manifest, PATH)
    assert entry.stamp == before[PATH]
    other = stamp("f" * 64, (tmp_path / "file").stat())
    entry.replace(other)
    assert load(manifest) == before | {PATH: other}


def test_what_is_not_in_the_manifest_or_in_a_damaged_one_has_no_entry(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest"
    save(stamps(tmp_path), manifest)
    assert Entry(manifest, "of.json").stamp is None
    manifest.write_bytes(manifest.read_bytes()[:-1])
    assert Entry(manifest, PATH).stamp is None
    assert Entry(tmp_path / "none", PATH).stamp is None


def test_the_next_second_is_later_for_a_server_that_counts_seconds(tmp_path: Path) -> None:
    made = stamps(tmp_path)[PATH]
    seconds = (tmp_path / "file").stat().st_mtime_ns // 1_000_000_000
    assert next_second(made) == (seconds + 1) * 1_000_000_000
    assert digest_in(made) == f"{1:064x}"
