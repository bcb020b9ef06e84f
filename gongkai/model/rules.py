"""Every rule that content is held to: its code, how severe it is, and in whose name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from gongkai.model.diagnostics import Severity


class Weight(Enum):
    """How a rule's severity follows from the site's profile."""

    ALWAYS = "always"  # an error in every profile; site.yaml cannot lower it
    TRADE = "trade"  # a rule of the trade: error under `official`, else warning
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `title` is Chinese and quotes nothing: it stands in for a
    message about a document that is not published. `source` names the rule's
    origin; requirements are numbered as in docs/rules.md.
    """

    code: str
    weight: Weight
    title: str
    source: str = ""

    def severity(self, official: bool) -> Severity:
        """The severity under the site's profile, before its own `rules`."""
        if self.weight is Weight.ALWAYS:
            return Severity.ERROR
        if self.weight is Weight.TRADE:
            return Severity.ERROR if official else Severity.WARNING
        return Severity.WARNING if self.weight is Weight.WARNING else Severity.ADVICE


_A, _T, _W, _D = Weight.ALWAYS, Weight.TRADE, Weight.WARNING, Weight.ADVICE

# Codes are stable: programs and forges key on them. Never rename one.
_ALL = (
    # file/: what can be wrong with a file before its words are read
    Rule("file/encoding", _A, "文件不是 UTF-8 编码"),
    Rule("file/control-character", _A, "文件里有不可见的控制字符"),
    Rule("file/line-separator", _W, "文件里有 Unicode 行分隔符"),
    Rule("file/too-large", _A, "文件太大"),
    Rule("file/outside", _A, "链接指向目录之外"),
    Rule("file/unreadable", _A, "文件读不出来"),
    Rule("file/changed", _A, "文件在读取时被改动"),
    Rule("file/unknown-place", _A, "放错了文件夹或文件类型不对"),
    Rule("file/empty", _A, "文件是空的"),
    Rule("file/name", _A, "文件名不能用"),
    Rule("file/case-clash", _A, "两个文件名只有大小写不同"),
    # yaml/: the syntax of YAML
    Rule("yaml/syntax", _A, "YAML 格式不对"),
    Rule("yaml/full-width-colon", _A, "键后面用了全角冒号"),
    Rule("yaml/alias", _A, "YAML 里不能用 & 和 * 引用"),
    Rule("yaml/tag", _A, "YAML 里不能用 ! 标记"),
    Rule("yaml/too-deep", _A, "YAML 层次太深"),
    Rule("yaml/several", _A, "一个文件里有几份 YAML"),
    # front-matter/: keys and values
    Rule("front-matter/missing", _A, "文件开头没有文件头"),
    Rule("front-matter/unclosed", _A, "文件头没有结束"),
    Rule("front-matter/unknown-key", _A, "不认识的键"),
    Rule("front-matter/repeated-key", _A, "同一个键写了两次"),
    Rule("front-matter/required", _A, "缺少必填的键"),
    Rule("front-matter/type", _A, "值的形式不对"),
    Rule("front-matter/empty", _A, "值是空的"),
    Rule("front-matter/date", _A, "日期不对"),
    Rule(
        "front-matter/placeholder-date",
        _A,
        "日期像是占位的",
        "traps: placeholder dates",
    ),
    Rule("front-matter/choice", _A, "值不在规定的范围内"),
    Rule(
        "front-matter/number",
        _A,
        "发文字号不合格式",
        "GB/T 9704-2012 7.2.5; §15 rule 10",
    ),
    Rule("front-matter/id", _A, "标识不合格式"),
    Rule("front-matter/url", _A, "网址不合格式"),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
