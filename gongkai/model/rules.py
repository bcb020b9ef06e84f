"""Every rule that content is held to: its code, how severe it is, and in whose name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    origin; requirements are numbered as in docs/rules.md. What was published
    before `since`, the day on which the duty began, is not held to the rule.
    """

    code: str
    weight: Weight
    title: str
    source: str = ""
    since: date | None = None

    def severity(self, official: bool) -> Severity:
        """The severity under the site's profile, before its own `rules`."""
        if self.weight is Weight.ALWAYS:
            return Severity.ERROR
        if self.weight is Weight.TRADE:
            return Severity.ERROR if official else Severity.WARNING
        return Severity.WARNING if self.weight is Weight.WARNING else Severity.ADVICE


_DISCLOSURE = date(2019, 5, 15)  # 政府信息公开条例 (国令第711号) in force
_DECISIONS = date(2019, 9, 1)  # 重大行政决策程序暂行条例 (国令第713号) in force
_INTERPRETATION = date(2016, 4, 18)  # 国办发〔2016〕19号

_A, _T, _W, _D = Weight.ALWAYS, Weight.TRADE, Weight.WARNING, Weight.ADVICE

# Codes are stable: programs and forges key on them. Never rename one.
# fmt: off
_ALL = (
    # file/: what can be wrong with a file before its words are read
    Rule("file/encoding", _A, "文件不是 UTF-8 编码"),
    Rule("file/control-character", _A, "文件里有不可见的控制字符"),
    Rule("file/line-separator", _W, "文件里有 Unicode 行分隔符"),
    Rule("file/too-large", _A, "文件太大"),
    Rule("file/outside", _A, "链接指向目录之外"),
    Rule("file/unreadable", _A, "文件读不出来"),
    Rule("file/unknown-place", _A, "放错了文件夹或文件类型不对"),
    Rule("file/empty", _A, "文件是空的"),
    Rule("file/not-yet", _W, "这个文件夹的内容还不发布"),
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
    Rule("front-matter/placeholder-date", _A, "日期像是占位的"),
    Rule("front-matter/choice", _A, "值不在规定的范围内"),
    Rule("front-matter/number", _A, "发文字号不合格式", "GB/T 9704-2012 7.2.5; requirement 10"),
    Rule("front-matter/id", _A, "标识不合格式"),
    Rule("front-matter/url", _A, "网址不合格式"),
    # body/: the text under the front matter
    Rule("body/image-alt", _A, "图片没有文字说明", "WCAG 1.1.1; requirement 28"),
    Rule("body/unclosed-comment", _A, "注释没有结束，后面的正文都看不见"),
    Rule("body/too-deep", _A, "正文层次太深，读不了"),
    Rule("body/table-cells", _A, "表格里有一行的格比表头多"),
    Rule("body/empty", _W, "正文是空的"),
    Rule("body/unsafe-html", _W, "正文里有不能用的代码，已经去掉"),
    Rule("body/attribute", _W, "花括号里只能写 #标识 和 .类名"),
    # structure/: the numbering of provisions
    Rule("structure/missing-number", _T, "条款序号缺号", "立法法 art. 65; requirement 17"),
    Rule("structure/repeated-number", _T, "条款序号重复", "立法法 art. 65; requirement 17"),
    Rule("structure/out-of-order", _T, "条款序号次序不对", "立法法 art. 65; requirement 17"),
    # catalogue/: what several documents must not share
    Rule("catalogue/id-collision", _A, "两个文件的标识相同"),
    Rule("catalogue/work-id", _A, "同一文件的几个文本标识不同"),
    Rule("catalogue/index-collision", _A, "两个文件的索引号相同", "requirement 38"),
    Rule("catalogue/number-shared", _T, "两个文件的发文字号相同", "requirement 11"),
    Rule("catalogue/empty", _W, "没有可以发布的文件"),
    Rule("column/empty", _D, "栏目是空的", "国办秘函〔2019〕19号; requirement 7"),
    Rule("column/missing", _T, "缺少规定的栏目", "国办公开办函〔2019〕61号; requirement 6"),
    Rule("column/annual-report", _W, "没有年度报告的栏目", "国办公开办函〔2019〕61号; requirement 6"),
    Rule("column/page-missing", _A, "栏目指向的页面不存在"),
    Rule("column/incomplete", _T, "栏目缺少说明、关键词或类别", "国办发〔2017〕47号; requirement 2"),
    Rule("column/stale", _D, "栏目半年没有更新", "国办秘函〔2019〕19号; requirement 7"),
    # reference/: front-matter references
    Rule("reference/unresolved", _A, "引用的文件找不到"),
    Rule("reference/ambiguous", _T, "引用的文件不止一个"),
    Rule("reference/unpublished", _W, "引用的文件没有公开"),
    Rule("reference/self", _A, "文件引用了自己"),
    Rule("reference/cycle", _A, "废止关系成了圈", "requirement 22"),
    Rule("reference/outside", _W, "引用的文件不在本站，也没有写网址"),
    Rule("reference/no-such-version", _A, "引用的文本版本不存在"),
    Rule("reference/no-such-place", _T, "引用的条款不存在", "requirement 18"),
    Rule("reference/not-in-force", _D, "落实的文件已经不再有效", "requirement 19"),
    # basis/: what a document rests on
    Rule("basis/repealed", _W, "制定依据已经不再有效", "requirement 19"),
    # address/: old addresses that lead on
    Rule("address/alias", _A, "旧地址不能转到新页面"),
    Rule("address/alias-clash", _A, "旧地址与别的地址相同"),
    Rule("address/gone", _A, "已经发布的地址不见了", "requirement 5"),
    Rule("address/published-changed", _T, "已经发布的文件改了发布日期", "requirement 5"),
    Rule("address/record", _A, "地址记录读不懂"),
    # link/: references in a body
    Rule("link/ambiguous", _W, "引用可能指几个文件", "requirement 19"),
    Rule("link/no-such-page", _W, "正文链接的页面不存在", "requirement 8"),
    Rule("link/no-such-anchor", _W, "正文链接的那一处不存在", "requirement 8"),
    Rule("link/no-such-place", _W, "引用的条款不存在", "requirement 18"),
    Rule("link/relative", _W, "“前款”一类的引用没有所指", "requirement 18"),
    # attachment/
    Rule("attachment/missing", _A, "附件文件找不到", "requirement 8"),
    Rule("attachment/outside", _A, "附件路径指向目录之外"),
    Rule("attachment/unused", _D, "附件没有文件用到"),
    Rule("attachment/ofd", _T, "OFD 附件不能用", "GB/T 33190"),
    Rule("attachment/ofd-differs", _W, "OFD 附件与网页的文字不一致", "requirement 33"),
    Rule("attachment/mismatch", _T, "附件说明与附件不一致", "GB/T 9704; requirement 37"),
    # decision/
    Rule("decision/feedback-sum", _A, "意见条数加起来不对", "the counts make up what was received"),
    Rule("decision/consultation-short", _T, "征求意见期限太短", "国令第713号 art. 15; requirement 29", _DECISIONS),
    Rule("decision/consultation-order", _A, "征求意见的截止早于开始"),
    Rule("decision/consultation-incomplete", _T, "征求意见缺少材料或参与方式", "国令第713号 art. 15; requirement 29", _DECISIONS),
    Rule("decision/feedback-late", _T, "征求意见结束后没有公布采纳情况", "国令第713号 arts. 18, 32; requirement 30", _DECISIONS),
    Rule("decision/feedback-early", _A, "征求意见没有结束就公布采纳情况"),
    Rule("decision/opinion-reason", _W, "没有采纳的意见没有写理由", "国令第713号 art. 18; requirement 30", _DECISIONS),
    Rule("decision/hearing-notice", _W, "听证公告的日期不够", "国令第713号 art. 16; requirement 31", _DECISIONS),
    Rule("decision/undated-part", _W, "决策的结果或材料没有写公布时间"),
    # clearance/: 清理结果
    Rule("clearance/empty", _W, "清理结果里没有列出文件"),
    Rule("clearance/twice", _A, "同一个文件在清理结果里列了两次", "requirement 22"),
    Rule("clearance/not-binding", _A, "清理结果里列的不是规章、规范性文件或政策文件"),
    Rule("clearance/disagree", _A, "同一天的两份清理结果互相矛盾", "requirement 22"),
    Rule("clearance/other-date", _A, "清理结果的日期与别处写的废止日期不一致", "requirement 22"),
    Rule("clearance/already-ended", _A, "已经没有效力的文件又列为有效", "requirement 22"),
    # gazette/: 政府公报
    Rule("gazette/name", _A, "公报的文件名与年份、期号不一致"),
    Rule("gazette/empty", _W, "公报里没有内容"),
    Rule("gazette/number-shared", _A, "两期公报的期号相同", "国办发〔2018〕22号; requirement 32"),
    Rule("gazette/gap", _T, "公报的期号不连续", "国办发〔2018〕22号; requirement 32"),
    Rule("gazette/total-shared", _T, "公报的总期号重复或倒退", "国办发〔2018〕22号; requirement 32"),
    Rule("gazette/total-gap", _T, "公报的总期号不连续", "国办发〔2018〕22号; requirement 32"),
    Rule("gazette/earlier", _D, "创刊以来的公报没有录全", "国办发〔2018〕22号; requirement 32"),
    Rule("gazette/date-year", _T, "公报的出版日期不在那一年", "requirement 32"),
    Rule("gazette/date-order", _W, "公报的出版日期早于前一期", "requirement 32"),
    Rule("gazette/pages-order", _T, "公报的页码没有从小到大", "requirement 32"),
    Rule("gazette/pages-overlap", _T, "公报的页码重叠", "requirement 32"),
    Rule("gazette/pages-missing", _W, "公报里有的内容没有页码", "requirement 32"),
    Rule("gazette/pages-beyond", _T, "公报的页码超出了 PDF 的页数", "requirement 32"),
    Rule("gazette/unfrozen", _W, "公报到了出版日期，还没有定稿"),
    Rule("gazette/edited", _A, "公报定稿以后又改过", "国办发〔2018〕22号"),
    Rule("gazette/lock-torn", _A, "公报的定稿文件坏了"),
    Rule("gazette/not-public", _A, "公报里有不公开的文件", "政府信息公开条例 arts. 14-16"),
    Rule("gazette/unpublished", _W, "公报里有还没有公开的文件"),
    Rule("gazette/leak", _A, "公报里还看得到已经收回的文件"),
    Rule("gazette/document-gone", _W, "公报刊登过的文件在文件库里没有了"),
    Rule("gazette/correction", _A, "公报更正的对象不对"),
    Rule("gazette/item-twice", _W, "同一文件在公报里刊登了两次"),
    Rule("gazette/regulation-missing", _W, "规章没有在公报上刊登", "规章制定程序条例 art. 31; requirement 32"),
    Rule("gazette/scan", _A, "扫描件不能用"),
    Rule("gazette/file-changed", _A, "公报的文件在定稿以后改过", "国办发〔2018〕22号"),
    Rule("gazette/differs", _A, "公报刊登的文字与文件库不一致", "国办发〔2018〕22号; requirement 33"),
    Rule("gazette/pages-moved", _W, "公报排版后的页码与定稿时不同"),
    Rule("gazette/pdf-differs", _A, "公报的 PDF 与定稿的文字不一致", "国办发〔2018〕22号; requirement 33"),
    Rule("gazette/typesetting", _W, "公报没有排出 PDF"),
    Rule("gazette/page-differs", _A, "公报的网页与定稿的文字不一致", "国办发〔2018〕22号; requirement 33"),
    # place/: 公开专区、查阅点、公报赠阅点
    Rule("place/dates", _A, "场所的停用不晚于启用"),
    # status/: dates and relations that contradict each other
    Rule("status/effective-early", _W, "施行早于公布", "requirement 20"),
    Rule("status/ended-early", _T, "废止或失效早于施行", "requirement 20"),
    Rule("status/extension", _T, "延长后的有效期不比原来晚", "requirement 21"),
    Rule("status/period", _T, "停止执行的结束早于开始", "requirement 20"),
    Rule("status/reason", _T, "失去效力没有写依据文件或原因", "国办发〔2017〕47号; requirement 20"),
    Rule("status/unrecorded-repeal", _T, "正文写明废止的文件没有记为废止", "requirement 22"),
    Rule("status/effective-said", _W, "正文写的施行日期与文件头不一致", "requirement 20"),
    Rule("status/unstated-repeal", _W, "文件头写了废止，正文没有提到那个文件", "requirement 22"),
    Rule("status/expires-said", _W, "正文写的有效期与文件头不一致", "requirement 21"),
    Rule("versions/missing-text", _W, "修改决定已经施行，没有修改后的文本", "立法法 art. 65; requirement 16"),
    Rule("status/version-order", _T, "同一文件各文本的施行先后不对", "requirement 16"),
    # trade/: what the rules of the trade ask of one document
    Rule("trade/written-after-published", _T, "发布早于成文", "requirements 4, 12"),
    Rule("trade/number-year", _W, "发文字号的年份与成文日期不符", "requirement 11"),
    Rule("trade/disclosure-late", _T, "公开超过规定的工作日", "政府信息公开条例 art. 26; requirement 13", _DISCLOSURE),
    Rule("trade/regulation-name", _T, "规章名称不能是条例", "规章制定程序条例 art. 7; requirement 14"),
    Rule("trade/regulation-note", _T, "规章没有题注需要的沿革", "国办公开办函〔2021〕33号; requirement 14"),
    Rule("trade/regulation-order", _T, "规章正文里有公布令", "国办公开办函〔2021〕33号; requirement 14"),
    Rule("trade/regulation-effective", _T, "规章公布后不满三十日就施行", "规章制定程序条例 art. 32; requirement 15"),
    Rule("trade/history-order", _T, "沿革的日期没有按先后排列", "requirement 16"),
    Rule("trade/history-number", _W, "沿革没有写文号或决定", "立法法 art. 65; requirement 16"),
    Rule("trade/history-last", _W, "沿革与文本的日期不一致", "立法法 art. 65; requirement 16"),
    Rule("trade/expired-in-force", _T, "有效期满之后还写着有效的内容", "requirement 21"),
    Rule("trade/expiring", _D, "六个月内到期", "requirement 21"),
    Rule("trade/validity-unknown", _D, "没有写明有效期", "requirement 21"),
    Rule("trade/interpretation-missing", _T, "没有政策解读，也没有免解读理由", "国办发〔2016〕19号; requirement 26", _INTERPRETATION),
    Rule("trade/interpretation-late", _T, "政策解读超过规定的工作日", "国办发〔2016〕19号; requirement 26", _INTERPRETATION),
    Rule("trade/interpretation-orphan", _T, "政策解读没有对应的文件", "国办发〔2017〕47号; requirement 27"),
    Rule("trade/interpretation-transcript", _T, "图解或音视频没有文字版", "WCAG 1.1.1, 1.2.1; requirement 28"),
    Rule("trade/topic", _T, "主题分类不在国务院公文主题分类里", "requirement 39"),
    Rule("trade/genre", _W, "体裁与标题不一致", "requirement 39"),
    Rule("trade/index", _T, "索引号不合格式", "国办秘函〔2009〕6号; requirement 38"),
    Rule("trade/index-year", _D, "索引号的年份与文件不符", "国办秘函〔2009〕6号; requirement 38"),
    Rule("trade/source", _T, "转载没有写信息来源", "国办发〔2017〕47号; requirement 47"),
    Rule("trade/agency", _W, "发文机关不在 site.yaml 的机构里"),
    Rule("trade/signature-date", _T, "落款日期与成文日期不一致", "requirement 12"),
    Rule("trade/padded-date", _W, "落款日期的月日前面有零", "GB/T 9704-2012 7.3.5.4; requirement 12"),
    Rule("trade/calendar-unknown", _D, "没有这一年的节假日安排，时限没有判断"),
    # privacy/: personal data
    Rule("privacy/id-card", _A, "有完整的身份证号码", "永安市 2023; requirement 34"),
    Rule("privacy/mobile", _T, "有完整的手机号码", "永安市 2023; requirement 34"),
    Rule("privacy/bank-card", _T, "有完整的银行卡号", "永安市 2023; requirement 34"),
    # site/: site.yaml as a whole
    Rule("site/identifier", _W, "没有网站标识码", "国办发〔2017〕47号; requirements 1, 9"),
    Rule("site/footer", _T, "页脚缺少规定的内容", "国办发〔2017〕47号; requirement 9"),
    Rule("site/guide", _T, "公开指南缺少规定的内容", "政府信息公开条例 art. 12; requirement 6"),
    Rule("site/door", _A, "按事情找的链接没有对应的页面"),
    Rule("site/web-font", _W, "网页字体做不出来"),
    Rule("site/index-pattern", _A, "索引号格式不是正则表达式"),
    # review/
    Rule("review/incomplete", _D, "审核没有完成，暂不发布", "政府信息公开条例 art. 17; requirement 35"),
    Rule("review/void", _W, "审核之后正文又改过", "requirement 35"),
)
# fmt: on

RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
