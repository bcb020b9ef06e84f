"""The sentences of made-up statutes: patterns whose marks are filled with words of a text.

The marks: t thing, a act, c thing with act, q quality, o office, p people, m manner, b body of
rules, g aim, l place, y made-up name, z made-up material, animal or plant, n small number, w days, k money, s subject of the text, d its
kind (办法, 规定 …), r place in the text itself, x another text.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Pattern(NamedTuple):
    """A sentence to be filled: `form % words`, one word for each of `marks`."""

    form: str
    marks: str


def patterns(lines: str) -> tuple[Pattern, ...]:
    """The patterns of a block of lines, a mark being a letter in braces."""
    return tuple(
        Pattern(re.sub(r"\{(\w)\}", "%s", line), "".join(re.findall(r"\{(\w)\}", line)))
        for line in lines.split("\n")
        if line
    )


# Without the full stop: what stands alone in a paragraph or follows another sentence.
SENTENCES = patterns("""
{o}负责{l}{c}的{a}和{a}工作，{m}{a}{q}{t}，其他有关部门按照各自职责做好{c}相关工作
{o}应当建立{c}{b}，{m}对{t}、{t}进行{a}，并将{a}结果纳入{b}
{o}应当会同{o}{m}编制{s}{b}，明确{t}的{a}要求、{t}{a}的条件和{q}{t}的具体范围
{p}应当{m}{a}{q}{t}，保持{t}{q}、{q}，不得擅自{a}{t}
{p}应当按照{b}的要求{m}{a}{t}，并自{a}之日起{w}内向{o}{a}有关{t}
{p}发现{t}存在{q}{t}的，应当{m}采取{a}措施，并{m}向{o}报告
任何单位和个人不得{a}、{a}或者以其他方式妨碍{q}{t}的{a}，不得{a}{l}的{t}
在{l}{a}{t}的，应当符合{s}{b}，并依法办理{t}{a}手续
{o}应当自收到{a}申请之日起{w}内对{t}进行{a}；符合条件的，{m}予以{a}，不符合条件的，书面说明{t}理由
{p}申请{a}{t}的，应当向{o}提交{q}{t}、{t}{a}记录和{t}证明
鼓励和支持{p}参与{c}，推广{q}{t}和{q}{t}，{g}
{s}应当遵循{q}优先、{m}{a}、社会参与的原则，坚持{c}与{c}相结合
{o}可以{m}委托{p}开展{c}，所需费用列入{q}预算
{o}应当加强对{c}的{a}，{m}组织{t}{a}，每年至少开展{n}次{q}{a}
{c}实行{b}，具体办法由{o}会同{o}制定，报{o}批准后{m}公布
{l}的{t}由{p}负责{a}，{t}和{t}由{p}负责{a}；没有约定或者约定不明的，由{o}指定
{t}的{a}应当与{t}的{a}同时设计、同时施工、同时投入使用
{y}、{y}等{q}{t}的{a}，适用本{d}关于{c}的规定
{o}设立的{y}承担{c}的日常事务，{m}{a}{t}、{t}和{t}
{p}从事{c}的，应当具备{q}的{t}和与{a}规模相适应的{t}，{t}应当{a}合格
{p}应当配备{q}{t}，{m}组织{t}{a}，{a}情况应当如实记入{b}，保存期限不少于{n}年
{o}应当将{t}的{a}依据、程序、{t}标准和{a}结果通过{b}{m}向社会公开，接受公众监督
因{a}{t}需要{a}{t}的，{p}应当提前{w}告知{o}，并在{l}设置{q}{t}
{a}{t}造成{t}损坏的，由{p}负责{a}；造成损失的，依法承担赔偿责任
{p}对{a}决定不服的，可以依法申请{q}{a}或者提起诉讼，{a}期间不停止{t}的{a}
{o}及其工作人员在{c}中{a}{t}、不{m}履行{a}职责的，对直接负责的人员依法给予处分
{p}违反本{d}规定，未{m}{a}{t}的，由{o}责令限期{a}；逾期不{a}的，处{k}罚款
{p}擅自{a}{q}{t}的，由{o}责令停止{a}，{m}{a}{t}，可以并处{k}罚款；情节严重的，{a}{t}
违反本{d}{r}规定，{a}{t}或者{a}{t}的，由{o}给予警告，并处{k}罚款
{o}依照本{d}{r}的规定对{t}作出{a}决定的，应当听取{p}的意见
有本{d}{r}规定情形的，{o}应当{m}{a}{t}，并在{w}内将{t}送达{p}
{c}的具体范围和{t}标准，由{o}根据{q}{t}的实际情况{m}调整，每{n}年{a}一次
本市{s}工作的{t}、{t}和{t}等事项，按照{b}执行，由{o}{m}{a}
{q}{t}应当{m}{a}，{t}不得低于{q}{t}的百分之{n}十，{t}应当符合{q}{a}要求
{o}应当把{c}、{c}和{c}纳入年度考核，考核结果作为{a}{t}的依据
{m}{a}的{t}属于{q}{t}的，按照{q}{a}程序处理；属于{q}{t}的，由{p}自行{a}
{o}建立由{p}、{p}和{p}参加的{b}，研究{c}中的{q}{t}，协调{a}{l}的{t}
{t}的{a}期限为{n}年；期满需要{a}的，{p}应当在期满{w}前提出申请
新建、改建、扩建{t}的，{p}应当按照{q}标准{m}{a}{t}，并与{t}一并{a}
{o}接到{t}后，应当在{w}内{a}现场，对{t}、{t}{m}{a}，并告知{p}{a}结果
支持{p}开展{c}技术研究，将{q}{t}、{q}{t}列入{b}，给予{t}{a}和{t}优惠
收取{t}{a}费用的，{p}应当在{l}公示{t}项目、{t}标准和{a}方式，不得{a}{t}
{p}之间因{c}发生争议的，可以协商解决，也可以请求{p}调解，或者向{o}{a}
{o}应当利用{b}归集{t}、{t}、{t}等信息，实现{q}{t}的共享和{a}，{g}
{q}{t}、{q}{t}确需{a}的，应当经{o}同意，并由{p}{m}{a}
本{d}所称{c}，是指对{l}的{t}、{t}以及{q}{t}进行{a}、{a}和{a}的活动
{o}应当在{y}周边划定{q}{t}的{a}范围，设立{t}，禁止{m}{a}{t}
{p}可以在{l}设置{t}，为公众{m}提供{t}{a}、{t}{a}等服务
{c}所需{t}由{o}和{p}共同{a}，其中{o}承担的部分不低于百分之{n}十
遇有{q}{t}可能危及{l}的，{o}应当{m}启动{b}，组织{p}{a}{t}和{t}
""")

# Behind a comma: what a sentence or an item goes on with.
TAILS = patterns("""
并{m}{a}{t}和{z}
{g}
其中{q}{t}由{p}{m}{a}
但是{z}、{z}等{q}{t}除外
并将{t}的{a}情况{m}告知{p}
不得以{t}为由{a}{t}
确保{z}{a}与{t}{a}相衔接
保障{y}和{l}的{t}{q}、{q}
对{z}、{t}还应当{m}进行{a}
由{p}指定熟悉{z}{a}的人员办理
其{t}{a}标准不得低于{y}的水平
必要时可以对{y}的{z}先行{a}
有条件的可以采用{z}替代{t}
涉及{y}、{y}的，应当征求{p}的意见
所得{t}用于{z}的{a}和{a}
""")

# In a paragraph that is not the first of its article.
RELATIVE = patterns("""
前款规定的{t}{a}，由{p}{m}{a}，{p}应当提供{t}、{z}等便利
前款所称{t}，包括{z}、{z}、{t}以及{q}{t}
{o}{a}前款规定的{t}，应当制作{t}，并由{p}签字确认
有前款规定情形的，{p}可以向{o}申请{a}{z}，{o}应当在{w}内答复
""")

# Behind a number in brackets; the last of a list has its own full stop.
ITEMS = patterns("""
{m}{a}{q}{t}
{a}{t}、{t}和{q}{t}
{t}{a}的范围、标准和期限
{q}{t}的{a}情况和{t}目录
未{m}{a}{t}，或者{a}{t}不符合{b}要求的
在{l}{a}{q}{t}
组织{p}开展{c}和{c}
制定{c}{b}并监督{a}
{m}向{o}报告{t}和{t}的{a}情况
擅自{a}、{a}{q}{t}
对{t}进行{a}，对{q}{t}进行{a}
有与{c}相适应的{t}和{q}{t}
{t}、{t}等{q}{t}的{a}记录
指导{p}{m}{a}{t}，协调解决{c}中的问题
{p}的名称、住所、{t}和{q}{t}
""")

LIST_OPENERS = patterns("""
{o}在{c}中履行下列职责：
{p}应当履行下列义务：
{p}申请{a}{t}的，应当具备下列条件：
{s}{b}应当包括下列内容：
禁止在{l}从事下列行为：
有下列情形之一的，{o}应当{m}{a}{t}：
{c}应当符合下列要求：
违反本{d}规定，有下列行为之一的，由{o}责令改正，处{k}罚款：
{o}应当{m}公开下列{q}{t}：
""")

LAST_ITEMS = patterns("""
其他与{c}有关的{t}、{t}和{z}
{o}认为需要{a}的其他{q}{t}
{b}规定的其他{t}{a}事项
其他应当{m}{a}{q}{t}的情形
{z}、{z}等其他{q}{t}
""")

# These stand word for word in many texts, some as the last of a list.
FORMULAS = patterns("""
法律、法规另有规定的，从其规定
法律、法规和规章规定的其他情形
法律、法规规定的其他职责
依法应当提交的其他材料
违反本{d}规定的行为，法律、法规已有处罚规定的，从其规定
构成犯罪的，依法追究刑事责任
造成损失的，依法承担赔偿责任
任何单位和个人都有权对违反本{d}的行为进行投诉和举报
国家机关工作人员玩忽职守、滥用职权、徇私舞弊的，依法给予处分
情况复杂的，经本机关负责人批准可以延长十个工作日，并告知申请人
具体办法由市人民政府另行制定
所需经费列入本级财政预算
应当按照国家有关规定给予表彰和奖励
县级以上人民政府应当加强对本行政区域内相关工作的领导
市人民政府有关部门按照各自职责做好相关工作
乡镇人民政府和街道办事处应当协助有关部门做好相关工作
接到投诉、举报的部门应当及时调查处理，并为举报人保密
行政处罚由有关行政主管部门依照职权决定
拒绝、阻碍执法人员依法执行职务的，由公安机关依法处理
逾期不申请复议、不起诉又不履行决定的，依法申请人民法院强制执行
新闻媒体应当开展公益宣传，加强舆论监督
执法人员进行检查时，应当出示行政执法证件
本{d}所称以上、以下包括本数
""")

CITING = patterns("""
{o}对{t}的{a}，依照{x}的规定执行
{p}{a}{t}应当符合{x}的要求，{m}{a}{q}{t}
{c}中涉及{t}{a}的，适用{x}的有关规定
{x}对{c}已有规定的，从其规定
违反{x}规定{a}{t}的，由{o}依照该规定处理
""")

AIMS = patterns("""
为了加强{s}工作，规范{c}，{g}，根据{x}等有关规定，结合本市实际，制定本{d}
为了规范{s}和{c}，{g}，{g}，依据{x}，结合实际，制定本{d}
为了做好{s}，{m}{a}{t}，{g}，根据有关法律、法规，结合本市实际，制定本{d}
""")

SCOPES = patterns("""
本市行政区域内的{s}及其{a}活动，适用本{d}
在本市行政区域内从事{c}、{c}等活动，应当遵守本{d}
本市{l}的{s}和{c}，适用本{d}；{y}的{c}参照本{d}执行
""")

TASKS = patterns("""
为贯彻落实{x}，进一步做好{s}工作，{g}，{g}，现就有关事项通知如下
近年来，{s}工作取得明显成效，但{t}{a}不到位、{q}{t}不足等问题仍然存在。为{g}，提出以下意见
""")

CHAPTERS = (
    "规划与建设", "管理职责", "服务与保障", "使用与维护", "监督检查", "权利和义务", "设立与登记", "申请与受理",
    "标准与评价", "预防与处置", "资金管理", "信息公开", "应急管理", "扶持与促进", "运营管理", "保护措施",
)  # fmt: skip
TASK_HEADINGS = (
    "总体要求", "基本原则", "主要目标", "重点任务", "加强组织领导", "健全工作机制", "强化监督检查", "完善配套政策",
    "明确责任分工", "加大资金投入", "做好宣传引导", "严格考核评价",
)  # fmt: skip
