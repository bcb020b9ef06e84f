"""An office that starts as README says has a site at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.commands.main import main
from gongkai.commands.new import KINDS
from tests.conftest import AS_OF

RUN = ["--as-of", AS_OF, "--jobs", "1"]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "mycity"
    assert main(["new", "site", str(folder)]) == 0
    return folder


def test_a_new_office_builds_at_once(office: Path) -> None:
    assert main(["build", "--root", str(office), *RUN]) == 0
    for page in ("", "pages/guide/", "pages/system/", "pages/request/"):
        assert (office / f"output/{page}index.html").is_file()
    assert not (office / "output/normative/example").exists()


def test_a_new_office_is_told_what_to_fill_in_and_nothing_else(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--root", str(office), *RUN])
    codes = set(re.findall(r"\[(\S+/\S+)\]$", capsys.readouterr().err, re.M))
    assert codes <= {
        "catalogue/empty", "column/annual-report", "column/empty", "site/footer", "site/guide",
        "site/identifier", "trade/validity-unknown", "trade/calendar-unknown",
    }  # fmt: skip


# What only the clerk can know of a new document, beside its text.
FILLED_IN = {
    "interpretation": ("被解读文件的标识或文号", "example"),
    "regulation": ("hold:", "promulgated: 2026-11-23\neffective: 2027-01-01\nhold:"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_document_of_each_kind_passes_the_checks(office: Path, kind: str) -> None:
    before = set((office / "content").rglob("*"))
    assert main(["new", kind, "示例市社区食堂管理办法", "--root", str(office), *RUN]) == 0
    made = [path for path in (office / "content").rglob("*") if path.is_file()]
    (path,) = set(made) - before
    text = path.read_text("utf-8")
    path.write_text(text.replace(*FILLED_IN.get(kind, ("", ""))), "utf-8")
    assert main(["check", "--root", str(office), *RUN]) == 0


def test_what_is_there_already_is_never_overwritten(office: Path) -> None:
    (office / "site.yaml").write_text("name: 改过的\n", "utf-8")
    assert main(["new", "site", str(office)]) == 2
    assert (office / "site.yaml").read_text("utf-8") == "name: 改过的\n"
