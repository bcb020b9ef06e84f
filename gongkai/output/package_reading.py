"""Verify a preservation package where it lies: a folder, a zip or a tar."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path

from gongkai.output.verification import Finding, Verified
from gongkai.output.verification_bag import is_bag, verify_bag

_TARS = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2")


def is_package(path: Path) -> bool:
    """Whether a path is a package rather than a published tree."""
    return is_bag(path) if path.is_dir() else path.name.lower().endswith((".zip", *_TARS))


def verify_package(path: Path, workers: int) -> Verified:
    """Verify a package; a packed one is unpacked beside the system's temporary files first.

    Raises OSError.
    """
    if path.is_dir():
        return verify_bag(path, workers)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        try:
            if path.name.lower().endswith(".zip"):
                _unzip(path, Path(folder))
            else:
                with tarfile.open(path) as packed:
                    packed.extractall(folder, filter="data")
        except (zipfile.BadZipFile, tarfile.TarError, EOFError, ValueError) as error:
            return Verified(0, (Finding(path.name, f"打不开，文件已经损坏：{error}"),))
        inside = list(Path(folder).iterdir())
        bag = inside[0] if len(inside) == 1 and inside[0].is_dir() else Path(folder)
        return verify_bag(bag, workers)


def _unzip(path: Path, folder: Path) -> None:
    """Raises ValueError for a name that leads out of the folder."""
    with zipfile.ZipFile(path) as packed:
        for item in packed.infolist():
            target = folder / item.filename
            if not target.resolve().is_relative_to(folder.resolve()):
                raise ValueError(f"包里有不能用的文件名 {item.filename}")
            if item.is_dir():
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with packed.open(item) as source, target.open("wb") as made:
                shutil.copyfileobj(source, made)
