"""The preview: held documents marked, mistakes on the page, the last good page kept."""

from __future__ import annotations

import socket
from datetime import datetime
from pathlib import Path

import pytest

from gongkai.commands.main import main
from gongkai.commands.preview import Preview
from gongkai.commands.requests import Request
from tests.tiny import document, site


def preview(root: Path, cache: Path | None = None) -> Preview:
    request = Request(
        root=root,
        output=root / ".cache/preview",
        as_of=datetime(2026, 11, 23),
        workers=1,
        preview=True,
        cache=cache,
    )
    made = Preview(request, "2026-11-23")
    made.rebuild()
    return made


def get(shown: Preview, path: str) -> tuple[str, str]:
    answers: list[str] = []
    body = shown.application(
        {"PATH_INFO": path.encode().decode("latin-1")},
        lambda status, headers: answers.append(status),
    )
    return answers[0], b"".join(body).decode()


def test_a_held_document_is_shown_and_marked(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(hold="等待会签")})
    shown = preview(root)
    status, page = get(shown, "/zwgk/normative/dogs/")
    assert status == "200 OK"
    assert "【暂不发布】示例市养犬管理办法" in page
    assert "【暂不发布】" in get(shown, "/zwgk/normative/")[1]
    assert not (root / "output").exists()


def test_a_coming_document_is_shown_with_its_reason(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(published="2027-01-01")})
    assert "【未到发布时间】" in get(preview(root), "/zwgk/normative/dogs/")[1]


def test_what_may_never_be_public_is_not_in_the_preview_either(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(openness="不予公开")})
    assert get(preview(root), "/zwgk/normative/dogs/")[0] == "404 Not Found"


def test_a_mistake_is_shown_above_the_last_good_page(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document()})
    shown = preview(root)
    site(root, {"normative/dogs.md": document("第一条　<b>新</b>正文。\n", published="2024-13-01")})
    shown.rebuild()
    page = get(shown, "/zwgk/normative/dogs/")[1]
    assert "为了方便群众办事" in page
    assert "日历上没有 2024-13-01 这一天" in page
    site(root, {"normative/dogs.md": document("第一条　新正文。\n")})
    shown.rebuild()
    page = get(shown, "/zwgk/normative/dogs/")[1]
    assert "新正文" in page
    assert "内容有错误" not in page


def test_a_mistake_in_the_very_first_build_is_shown_too(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document(published="昨天")})
    status, page = get(preview(root), "/")
    assert status in ("302 Found", "404 Not Found")
    assert "日期 昨天 不合格式" in get(preview(root), "/zwgk/")[1]
    assert "昨天" in page or status == "302 Found"


def test_no_path_leads_out_of_the_previewed_tree(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document()})
    for path in ("/zwgk/../../site.yaml", "/zwgk/%2e%2e/site.yaml", "/zwgk//etc/passwd"):
        assert get(preview(root), path)[0] == "404 Not Found"


def test_a_port_that_is_taken_is_told_before_anything_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {"normative/dogs.md": document()})
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["serve", "--root", str(root), "--port", port]) == 2
    said = capsys.readouterr()
    assert f"端口 {port} 用不了" in said.err
    assert "预览：" not in said.out


def test_changed_words_are_seen_before_the_site_is_built(tmp_path: Path) -> None:
    root = site(
        tmp_path,
        {"normative/dogs.md": document(), "normative/cats.md": document(title="示例市养猫办法")},
    )
    shown = preview(root, root / ".cache")
    before = get(shown, "/zwgk/normative/dogs/")[1]
    for words in ("第一条　新正文。", "第一条　又新的正文。"):
        site(root, {"normative/dogs.md": document(f"{words}\n")})
        assert shown.glance()
        seen = get(shown, "/zwgk/normative/dogs/")
        assert seen == get(shown, "/zwgk/normative/dogs/index.html")
        assert words[4:] in seen[1]
        assert seen[1] != before
    shown.rebuild()
    assert shown.fresh == {}
    assert get(shown, "/zwgk/normative/dogs/") == seen


def test_a_change_of_more_than_words_waits_for_the_build(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document()})
    shown = preview(root, root / ".cache")
    for text in (document(title="示例市养狗管理办法"), document(published="昨天")):
        site(root, {"normative/dogs.md": text})
        assert not shown.glance()
        shown.rebuild()
    site(root, {"normative/dogs.md": document("第一条　新正文。\n")})
    assert not shown.glance()  # the problem has to go from the page
    shown.rebuild()
    assert "内容有错误" not in get(shown, "/zwgk/normative/dogs/")[1]


def test_without_a_cache_everything_waits_for_the_build(tmp_path: Path) -> None:
    root = site(tmp_path, {"normative/dogs.md": document()})
    shown = preview(root)
    site(root, {"normative/dogs.md": document("第一条　新正文。\n")})
    assert not shown.glance()
