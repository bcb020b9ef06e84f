"""What a build promises: what is public is there, what is not leaves no trace, twice is the same."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from gongkai.commands.main import main
from tests.conftest import REPOSITORY
from tests.tiny import SITE, document, published, site


def build(root: Path, *more: str, output: Path | None = None) -> int:
    place = ["--output", str(output)] if output else []
    return main(
        ["build", "--root", str(root), "--as-of", "2026-11-23", "--jobs", "1", *place, *more]
    )


def test_no_site_yaml_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(tmp_path) == 2
    assert "site.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--as-of", "昨天"], ["--jobs", "0"], ["publish"], ["build", "--no-such"]]
)
def test_wrong_use_ends_with_status_2(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site(tmp_path, {})
    assert main([*arguments, "--root", str(tmp_path)]) == 2
    assert "用法不对" in capsys.readouterr().err


def test_a_mistake_leaves_the_published_site_as_it_was(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document()})
    assert build(root) == 0
    before = published(root / "output")
    site(root, {"normative/dogs.md": document(published="2024-13-01"), "policies/b.md": document()})
    assert build(root) == 1
    assert published(root / "output") == before


def test_a_removed_file_leaves_the_site(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(), "normative/cats.md": document()})
    assert build(root) == 0
    (root / "content/normative/cats.md").unlink()
    assert build(root) == 0
    clean = tmp_path / "clean"
    assert build(root, output=clean) == 0
    assert published(root / "output") == published(clean)


def test_the_last_line_tells_what_was_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(
        tmp_path,
        {
            "normative/dogs.md": document(),
            "normative/held.md": document(hold="等待会签"),
            "normative/later.md": document(published="2027-01-01"),
        },
    )
    assert build(root) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert "暂不发布 1" in last
    assert "未到发布时间 1" in last
    assert build(root) == 0
    assert "写入 0，删除 0" in capsys.readouterr().out.splitlines()[-1]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document()})
    assert build(root, "--dry-run") == 0
    assert not (root / "output").exists()


def test_strict_makes_a_warning_fail_the_check(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document("第一条　甲。\n\n第三条　乙。\n")})
    command = ["check", "--root", str(root), "--as-of", "2026-11-23"]
    assert main(command) == 0
    assert main([*command, "--strict"]) == 1


def test_a_document_becomes_public_at_its_minute(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(published="2026-11-23 09:30")})
    for moment, shown in (("2026-11-23T09:29", False), ("2026-11-23T09:30", True)):
        assert main(["build", "--root", str(root), "--as-of", moment]) == 0
        assert ("normative/dogs/index.html" in published(root / "output")) is shown


def unpacked(name: str, content: bytes) -> list[bytes]:
    """What is inside a published file, packed contents included."""
    found = [name.encode(), content]
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            found += [archive.read(member) for member in archive.namelist()]
    if content[:2] == b"\x1f\x8b":
        found.append(gzip.decompress(content))
    return found


def canary(number: int) -> str:
    return f"canary{number:03}xyz"


def hidden_documents() -> dict[str, str | bytes]:
    """Unpublished documents, a canary in every place that an author can write to."""
    reasons = (
        {"hold": "CANARY"},
        {"openness": "依申请公开", "openness_basis": "CANARY"},
        {"openness": "不予公开", "openness_basis": "CANARY"},
        {"published": "2026-11-24"},
        {"display_until": "2026-11-22"},
    )
    files: dict[str, str | bytes] = {}
    number = 0

    def mark(words: str) -> str:
        nonlocal number
        while "CANARY" in words:
            words = words.replace("CANARY", canary(number), 1)
            number += 1
        return words

    for index, reason in enumerate(reasons):
        for collection in ("regulations", "normative", "policies", "interpretations", "pages"):
            keys = {
                "id": "CANARY".lower() + f"-{index}-{collection}",
                "title": "CANARY的办法",
                "agency": "CANARY局",
                "topic": "CANARY/其他",
                "keywords": "[CANARY]",
                "summary": "CANARY",
                "contact": "CANARY",
                "review": "{handler: CANARY, deputy: CANARY, secrecy_no: CANARY}",
                **reason,
            }
            if collection in ("regulations", "normative", "policies"):
                keys["repeals"] = "dogs"
                keys["registration"] = "CANARY"
            if collection == "interpretations":
                keys["interprets"] = "dogs"
                keys["transcript"] = "CANARY"
            keys["attachments"] = f"[{{title: CANARY, file: hidden-{index}-{collection}.txt}}]"
            body = (
                "第一条　CANARY，见示例市养犬管理办法（示政规〔2024〕3号）。\n\n<!-- CANARY -->\n"
            )
            files[f"{collection}/h-{index}.md"] = mark(document(body, **keys))
            files[f"files/hidden-{index}-{collection}.txt"] = mark("CANARY")
    files["normative/dogs.md"] = mark(
        document(
            "第一条　正文。<!-- CANARY -->\n\n<!--\nCANARY\n-->\n\n第二条　正文。\n",
            number="示政规〔2024〕3号",
            review="{handler: CANARY, head: CANARY}",
            basis="canary-0-normative",
        ).replace("---\n\n", "# CANARY\n---\n\n")
    )
    files["decisions/road/decision.yaml"] = mark(
        "title: 示例市道路规划\nagency: 示例市人民政府\npublished: 2026-01-01\nopenness: 主动公开\n"
        "# CANARY\namendments: [{date: 2027-01-01, text: CANARY}]\n"
    )
    files["decisions/road/proposal.md"] = mark("---\ntitle: CANARY\nhold: CANARY\n---\nCANARY\n")
    files["decisions/road/feedback.yaml"] = mark(
        "published: 2027-01-01\nreceived: 1\n"
        "opinions: [{clause: CANARY, opinion: CANARY, count: 1, outcome: 采纳}]\n"
    )
    files["decisions/2027.yaml"] = mark(
        "year: 2027\ntitle: CANARY\nagency: 示例市人民政府\npublished: 2027-01-01\n"
        "items: [{title: CANARY}]\n"
    )
    files["normative/gone.md"] = mark(
        document(
            "第一条　CANARY。\n",
            title="CANARY",
            withdrawn="{date: 2026-01-01, reason: 信息有误, erase: true}",
        )
    )
    assert number >= 200
    return files


def test_nothing_of_200_hidden_canaries_is_in_any_published_file(tmp_path: Path) -> None:
    root = site(tmp_path, hidden_documents())
    assert build(root) == 0
    found = published(root / "output")
    assert "normative/dogs/index.html" in found
    assert "decisions/road/index.html" in found
    for name, content in found.items():
        for part in unpacked(name, content):
            assert b"canary" not in part.lower(), name


def test_a_withdrawal_to_come_has_not_happened(tmp_path: Path) -> None:
    gone = document("第一条　甲。\n", title="甲办法", withdrawn="{date: 2026-06-01, reason: 有误}")
    named = document("第一条　见《甲办法》。\n", title="乙办法", basis="gone")
    root = site(tmp_path, {"normative/gone.md": gone, "normative/named.md": named})
    page = root / "output/normative/gone/index.json"
    assert build(root, "--as-of", "2026-05-31") == 0
    assert [item["id"] for item in json.loads(page.read_bytes())["cited_by"]] == ["named"]
    assert build(root, "--as-of", "2026-06-01") == 0
    assert not page.exists()


def test_other_reports_than_text_keep_quiet_about_hidden_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(
        tmp_path,
        {
            "normative/held.md": document(
                "第一条　甲。\n\n第三条　乙。\n",
                title="canary的办法",
                hold="canary",
                number="canary[2024]1号",
            )
        },
    )
    for form in ("json", "github"):
        assert main(["check", "--root", str(root), "--format", form]) == 1
        shown = capsys.readouterr().out
        assert "front-matter/number" in shown
        assert "canary" not in shown
    assert main(["check", "--root", str(root)]) == 1
    assert "canary" in capsys.readouterr().err


def test_a_report_line_has_the_agreed_keys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(number="示政规[2024]3号")})
    assert main(["check", "--root", str(root), "--format", "json"]) == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert json.loads(line) == {
        "code": "front-matter/number",
        "severity": "error",
        "path": "content/normative/dogs.md",
        "line": 6,
        "column": 9,
        "message": "发文字号不合格式",
        "hint": "写成 示政规〔2024〕3号",
    }


def test_a_relation_from_a_hidden_document_changes_nothing(tmp_path: Path) -> None:
    files = {"normative/dogs.md": document()}
    root = site(tmp_path, files)
    assert build(root) == 0
    before = published(root / "output")
    hidden = document(id="cats", hold="起草中", repeals="dogs", replaces="dogs", amends="dogs")
    site(root, {"normative/cats.md": hidden})
    assert build(root) == 0
    assert published(root / "output") == before


def test_the_same_content_gives_the_same_bytes_anywhere(tmp_path: Path, example_site: Path) -> None:
    """Another folder, zone, locale, hash seed and number of workers: two instead of one."""
    copy = tmp_path / "elsewhere, 别处"
    copy.mkdir()
    (copy / "content").symlink_to(REPOSITORY / "content")
    (copy / "site.yaml").write_bytes((REPOSITORY / "site.yaml").read_bytes())
    environment = {
        **os.environ,
        "TZ": "America/New_York",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "2",
        "PYTHONPATH": str(REPOSITORY),
    }
    command = ["-m", "gongkai", "build", "--as-of", "2026-11-23", "--jobs", "2"]
    place = ["--root", ".", "--output", "../out"]
    done = subprocess.run(
        [sys.executable, *command, *place],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert published(tmp_path / "out") == published(example_site)


def test_links_to_pages_of_the_site_follow_it_wherever_it_is_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "第一条　见[甲](/normative/cats/#art_1)和[乙](/zwgk/normative/cats/)、[丙](/normative/gone/)。\n"
    root = site(
        tmp_path,
        {"normative/dogs.md": document(body), "normative/cats.md": document(title="养猫办法")},
    )
    assert build(root) == 0
    page = published(root / "output")["normative/dogs/index.html"].decode()
    assert 'href="../../normative/cats/#art_1"' in page
    assert 'href="../../normative/cats/"' in page
    assert "本站没有「/normative/gone/」这个页面 [link/no-such-page]" in capsys.readouterr().err


def test_a_draft_that_breaks_a_rule_of_the_trade_keeps_nobody_else_back(tmp_path: Path) -> None:
    official = "name: 示例市人民政府\nurl: https://www.example.gov.cn/\nprofile: official\n"
    quiet = "rules: {site/footer: warning, column/missing: warning, site/guide: warning}\n"
    draft = document("第一条　甲。\n\n第三条　乙。\n", hold="正在起草")
    root = site(tmp_path, {"policies/draft.md": draft}, official + quiet)
    assert build(root) == 0
    site(root, {"policies/draft.md": draft.replace("hold: 正在起草\n", "")}, official + quiet)
    assert build(root) == 1


def test_the_mark_of_the_footer_is_published_where_the_footer_looks_for_it(tmp_path: Path) -> None:
    footer = "footer: {conac: {url: 'https://www.example.gov.cn/conac/', image: mark.png}}\n"
    files: dict[str, str | bytes] = {"normative/dogs.md": document(), "files/mark.png": b"\x89PNG"}
    root = site(tmp_path, files, SITE + footer)
    assert build(root) == 0
    found = published(root / "output")
    assert found["files/mark.png"] == b"\x89PNG"
    assert 'src="../../files/mark.png"' in found["normative/dogs/index.html"].decode()
