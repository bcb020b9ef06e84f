"""The ZIPs of each collection and year."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from gongkai.commands.main import main
from gongkai.formats.zip_stream import Member, zip_pieces
from tests.tiny import document, site


def build(root: Path, *more: str) -> dict[str, bytes]:
    assert main(["build", "--root", str(root), "--jobs", "1", *more]) == 0
    return {
        path.name: path.read_bytes() for path in sorted((root / "output/data/bulk").glob("*.zip"))
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "normative/dogs.md": document(title="示例市养犬办法", published="2024-03-01"),
        "normative/cats.md": document(title="示例市养猫办法", published="2024-04-01"),
        "policies/fees.md": document(title="关于收费的通知", published="2023-04-01"),
    }
    site(tmp_path, files)
    return tmp_path


def test_a_bundle_holds_the_published_files_of_its_documents(root: Path) -> None:
    bundles = build(root)
    assert set(bundles) == {"normative-2024.zip", "policies-2023.zip"}
    with zipfile.ZipFile(BytesIO(bundles["normative-2024.zip"])) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            f"normative/{name}/index.{ending}"
            for name in ("cats", "dogs")
            for ending in ("akn.xml", "json", "md")
        ]
        for name in archive.namelist():
            assert archive.read(name) == (root / "output" / name).read_bytes()
    sums = (root / "output/SHA256SUMS").read_text("utf-8")
    digest = hashlib.sha256(bundles["normative-2024.zip"]).hexdigest()
    assert f"{digest}  data/bulk/normative-2024.zip\n" in sums


def test_the_catalogue_for_portals_names_every_bundle(root: Path) -> None:
    bundles = build(root)
    catalogue = json.loads((root / "output/data/catalog.jsonld").read_bytes())
    addresses = [
        one["dcat:downloadURL"]["@id"].rpartition("/")[2]
        for dataset in catalogue["dcat:dataset"]
        for one in dataset["dcat:distribution"]
    ]
    assert sorted(name for name in addresses if name.endswith(".zip")) == sorted(bundles)


def test_only_the_bundle_of_a_changed_document_is_packed_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed: list[list[str]] = []

    def counted(members: Iterable[Member]) -> Iterator[bytes]:
        listed = list(members)
        packed.append([one.name for one in listed])
        return zip_pieces(listed)

    monkeypatch.setattr("gongkai.commands.bundling.zip_pieces", counted)
    first = build(root)
    assert len(packed) == 2
    assert build(root) == first
    assert len(packed) == 2
    changed = document(title="关于收费的通知", published="2023-04-01", body="第一条　改了。\n")
    site(root, {"policies/fees.md": changed})
    second = build(root)
    assert [names[0].split("/")[0] for names in packed[2:]] == ["policies"]
    assert second["normative-2024.zip"] == first["normative-2024.zip"]
    assert second == build(root, "--no-cache")


def test_pages_alone_and_an_emptied_year_have_no_bundle(root: Path) -> None:
    build(root)
    (root / "content/policies/fees.md").unlink()
    assert set(build(root)) == {"normative-2024.zip"}
    assert build(root, "--only", "html") == {}


def test_a_file_altered_by_hand_never_gets_into_a_bundle(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundles = build(root)
    kept = root / "output/policies/fees/index.md"
    was, content = kept.stat(), kept.read_bytes()
    site(root, {"policies/more.md": document(title="关于减费的通知", published="2023-05-01")})
    kept.write_bytes(content.replace("第".encode(), "笫".encode()))
    os.utime(kept, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert main(["build", "--root", str(root), "--jobs", "1"]) == 3
    assert f"{kept} 已被改动；请删去它，再构建一次" in capsys.readouterr().err
    assert (root / "output/data/bulk/policies-2023.zip").read_bytes() == bundles[
        "policies-2023.zip"
    ]
    kept.unlink()
    assert build(root) == build(root, "--no-cache")
