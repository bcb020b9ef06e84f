"""docs/editors.zh.md tells staff nothing that is not so: its examples build, its messages are ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.commands.main import main
from tests.conftest import AS_OF, REPOSITORY
from tests.docs.reading import GUIDE, Example, chapters, examples, fences, messages

# The guide shows an official site. What it leaves out is the office's own: footer, columns, identifier.
SITE = """
name: 示例市人民政府
url: https://www.example.gov.cn/zwgk/
profile: official
rules: {site/footer: advice, column/missing: advice}
"""
OF_THE_SITE = re.compile(
    r"\[(site|column|catalogue)/[a-z-]+\]|\[trade/(expiring|calendar-unknown)\]"
)
ATTACHED = {"食堂登记表.csv": "姓名,电话\n", "选址.png": "picture", "社区食堂.wav": "sound"}
EXAMPLES = examples()
CHAPTERS = list(dict.fromkeys(example.chapter for example in EXAMPLES))


def office(folder: Path, up_to: str) -> Path:
    """An office that has followed the guide to the end of a chapter."""
    (folder / "content/files").mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE, "utf-8")
    for name, content in ATTACHED.items():
        (folder / "content/files" / name).write_text(content, "utf-8")
    done = CHAPTERS[: CHAPTERS.index(up_to) + 1]
    for example in EXAMPLES:
        if example.chapter in done:
            path = folder / example.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(example.text, "utf-8")
    return folder


def test_every_chapter_that_teaches_a_file_shows_one() -> None:
    assert len(EXAMPLES) > 20
    assert len(CHAPTERS) > 8
    guide = GUIDE.read_text("utf-8")
    assert len(EXAMPLES) == fences(guide).count("markdown") + fences(guide).count("yaml")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_examples_up_to_each_chapter_build_without_a_remark(
    chapter: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = office(tmp_path, chapter)
    status = main(["build", "--root", str(root), "--as-of", AS_OF, "--jobs", "1"])
    said = [
        line for line in capsys.readouterr().err.splitlines() if re.search(r"\[\S+/\S+\]$", line)
    ]
    about = {example.path for example in EXAMPLES if example.chapter == chapter}
    remarks = [line for line in said if not OF_THE_SITE.search(line)]
    assert [line for line in remarks if line.split(":")[0] in about] == []
    assert status == 0


def test_every_example_that_is_to_be_public_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = office(tmp_path, CHAPTERS[-1])
    main(["build", "--root", str(root), "--as-of", AS_OF, "--jobs", "1"])
    assert "未公开 0" in capsys.readouterr().out
    output = root / "output"
    for page in (
        "normative/canteen", "regulations/parking-lots", "regulations/parking-lots/2019-06-01",
        "decisions/slow-traffic", "policies/canteen-menu", "normative/parking-fee-trial",
    ):  # fmt: skip
        assert (output / page / "index.html").is_file(), page
    told = {
        "normative/canteen": ["《示例市社区食堂管理办法》解读", "第三条"],
        "normative/parking-fee-trial": ["废止", "示发改规〔2025〕1号"],
        "normative/night-bus": ["停止执行"],
        "normative/water-meter": ["废止", "清理结果的公告"],
        "policies/canteen-list": ["更正", "录入有误"],
        "policies/canteen-menu": ["撤回"],
        "decisions/slow-traffic": ["示政发〔2024〕8号", "不采纳", "集体讨论"],
        "regulations/parking-lots": ["六十分钟"],
    }
    for page, words in told.items():
        text = (output / page / "index.html").read_text("utf-8")
        assert [word for word in words if word not in text] == [], page


def without_line_numbers(message: str) -> str:
    """A message wherever in its file it stands: the number is in the first line and the margin."""
    return re.sub(r"^ *\d* (?=[|=])", "", re.sub(r":\d+(?=:\d+: )", "", message), flags=re.M)


def test_every_message_explained_is_one_that_staff_are_shown() -> None:
    sites = (REPOSITORY / "tests/sites").glob("*/messages.txt")
    shown = without_line_numbers("\n".join(path.read_text("utf-8") for path in sites))
    assert len(messages()) >= 8
    assert [text for text in messages() if without_line_numbers(text) not in shown] == []


def test_what_must_never_be_committed_comes_first() -> None:
    first, text = chapters(GUIDE.read_text("utf-8"))[0]
    assert "不能放进来" in first
    assert all(word in text for word in ("涉密", "不予公开", "个人信息"))


def test_an_example_is_taken_with_its_path_and_chapter() -> None:
    assert EXAMPLES[0] == Example(
        "发布第一份文件", "content/normative/2024/canteen.md", EXAMPLES[0].text
    )
    assert EXAMPLES[0].text.startswith("---\n标题: ")
