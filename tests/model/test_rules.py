"""docs/rules.md lists every rule as it is, and which requirement of the trade it covers."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from gongkai.model.diagnostics import Severity
from gongkai.model.rules import RULES, Rule, Weight
from tests.checkers import golden

DOCUMENT = Path(__file__).parents[2] / "docs/rules.md"
_NAMED = re.compile(r"requirements? ([0-9]+(?:, [0-9]+)*)")

# What a first-class disclosure column should have checked, by number.
REQUIREMENTS = (
    "Every page carries SiteName, SiteDomain and SiteIDCode, as configured",
    "Column pages carry ColumnName, ColumnDescription, ColumnKeywords and a ColumnType of the vocabulary",
    "Content pages carry ArticleTitle, PubDate (YYYY-MM-DD HH:MM) and ContentSource",
    "发布时间 equals PubDate, is not in the future and not before 成文日期",
    "发布时间 and address of what is published never change without a recorded correction",
    "The required columns are there by name; the 指南 tells what art. 12 lists",
    "No empty column; stale columns are mentioned",
    "No broken link, anchor or attachment; leaving the site is announced",
    "The footer has all that 国办发〔2017〕47号 lists, on every page alike",
    "发文字号 is written as GB/T 9704 asks",
    "发文字号 is unique, and of the year of signing or the one before",
    "成文日期 is a real day, not after publication, and that of the 落款",
    "Published within 20 working days",
    "地方政府规章: never 条例; with a 题注; without the signing order",
    "规章 take effect 30 days after promulgation, or for a recorded reason",
    "题注 events ascend, each by a paper; the last one made the text",
    "The numbering of 条, 章, 节, 项 and 目 is continuous and canonical",
    "References inside a text lead to provisions that exist",
    "References to other texts lead to the document meant; ended ones are told",
    "Every document with force has a status, with reason, day and cause when it is not 现行有效",
    "The end of validity is explicit or by the office's rule; six months before, it is mentioned",
    "What repeals is linked to what is repealed, without circles; 同时废止 in a text is recorded",
    "The annual report's counts agree with the library",
    "The annual report's tables add up",
    "The annual report is out in time",
    "规章 and 行政规范性文件 are interpreted within three working days, or exempt for a reason",
    "Interpretation and document are linked both ways; orphans are reported",
    "An interpretation is no copy; pictures and recordings have a text version",
    "A consultation has draft, explanation, ways to take part, and its full period or a reason",
    "采纳情况 follows a consultation in time",
    "A hearing is announced in time",
    "Gazette issues are numbered without gaps and their contents resolve",
    "The gazette's text is the library's text",
    "No personal data in full",
    "Only 主动公开 with a complete 审核 is published",
    "Wording lists: names of the state, organs and places; look-alike characters",
    "附件说明 and attachments agree; files have type, size and digest, and hide nothing",
    "索引号: form, check character, unique, never reused",
    "主题分类 and 体裁 are known ones, and the 体裁 is that of the title",
    "Accessible pages",
    "Elder mode",
    "Pages work without script",
    "Weight and load time",
    "Search finds 文号 in any form, pinyin, typing errors",
    "Every 规章 can be downloaded as text and as picture",
    "The public catalogue as open data",
    "What is reprinted names its source",
    "The standard catalogue of disclosure is complete",
)

# What is held otherwise than by a rule about the content.
ELSEWHERE = {
    1: "and by the frame of every page (`gongkai/site/shell.py`)",
    2: "and by the frame of every list (`gongkai/site/shell.py`)",
    3: "the frame of every content page (`gongkai/site/shell.py`); `tests/golden/pages`",
    4: "and by `gongkai/library/publication.py`: what is to come is not published",
    8: "and by `tests/test_example.py`, which follows every link of the example",
    19: "and by the note beside a link whose target has ended (`gongkai/library/linking.py`)",
    20: "and by `gongkai/library/status.py`; `tests/status_cases.json`",
    35: "and by `gongkai/library/publication.py`: what is not reviewed is held",
    46: "`gongkai/site/data.py`; `tests/site/test_data_catalogue.py`",
}

INTRODUCTION = """# Rules

Every problem that `build` and `check` report has a code. Codes are stable: programs and forges may
key on them. This page is made from `gongkai/model/rules.py` (`pytest tests/model --update-golden`).

- *always* is an error in every profile, and site.yaml cannot change it.
- *trade* is a rule of the trade: an error under `profile: official`, a warning otherwise.
- *warning* and *advice* do not stop a build.

All but *always* can be given another severity in site.yaml: `rules: {trade/expiring: warning}`.
The duties with a day under *since* bind what was published on that day or later; documents marked
`backfilled` (补录) are spared them, and so is what others made: reprinted texts (`source`), and law
of a higher level.

"""


def rules_page() -> str:
    lines = ["## The rules", "", "| code | severity | what staff read | since | source |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for rule in RULES.values():
        since = rule.since.isoformat() if rule.since else ""
        cells = (f"`{rule.code}`", rule.weight.value, rule.title, since, rule.source)
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "## Requirements of the trade", ""]
    lines += ["Where a requirement has neither rules nor another place, it is not covered yet.", ""]
    lines += ["| no. | requirement | covered by |", "| --- | --- | --- |"]
    by_number = covering()
    for number, words in enumerate(REQUIREMENTS, 1):
        held = [", ".join(f"`{code}`" for code in by_number.get(number, ()))]
        held += [ELSEWHERE.get(number, "")]
        lines.append(f"| {number} | {words} | {' '.join(filter(None, held)) or '—'} |")
    return INTRODUCTION + "\n".join(lines) + "\n"


def covering() -> dict[int, list[str]]:
    """The codes that name each requirement as their source."""
    found: dict[int, list[str]] = defaultdict(list)
    for rule in RULES.values():
        for match in _NAMED.finditer(rule.source):
            for number in match[1].split(", "):
                found[int(number)].append(rule.code)
    return found


def test_the_page_of_rules_is_up_to_date(request: pytest.FixtureRequest) -> None:
    golden.compare(DOCUMENT, rules_page(), update=request.config.getoption("--update-golden"))


def test_every_requirement_named_is_one_of_the_list() -> None:
    assert set(covering()) <= set(range(1, len(REQUIREMENTS) + 1))


@pytest.mark.parametrize("number", sorted(ELSEWHERE))
def test_what_is_held_elsewhere_is_there(number: int) -> None:
    root = DOCUMENT.parents[1]
    for place in re.findall(r"`([a-z_/.]+)`", ELSEWHERE[number]):
        assert (root / place).exists(), place


def test_a_title_quotes_nothing_and_ends_without_a_stop() -> None:
    for rule in RULES.values():
        assert rule.title == rule.title.strip("。 ")
        assert "{" not in rule.title
        assert re.fullmatch(r"[a-z-]+/[a-z-]+", rule.code)


@pytest.mark.parametrize(
    ("weight", "official", "relaxed"),
    [
        (Weight.ALWAYS, Severity.ERROR, Severity.ERROR),
        (Weight.TRADE, Severity.ERROR, Severity.WARNING),
        (Weight.WARNING, Severity.WARNING, Severity.WARNING),
        (Weight.ADVICE, Severity.ADVICE, Severity.ADVICE),
    ],
)
def test_the_profile_settles_the_severity(
    weight: Weight, official: Severity, relaxed: Severity
) -> None:
    rule = Rule("a/b", weight, "例")
    assert (rule.severity(True), rule.severity(False)) == (official, relaxed)
