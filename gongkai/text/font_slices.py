"""Cut the characters of a site into slices of a web font, so that a page asks for few of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

FREQUENT = (150, 350, 600, 900, 1200)  # where the slices of frequent characters end
_WINDOW = 1024  # code points that a slice of the others spans

# By how many texts of the example have them, made by tools/font_order.py. It decides which
# characters travel together and nothing else. It is fixed, and so are the windows: a new
# document changes the slices of the characters that it brings, and readers keep the others.
_ORDER = (
    "市人示例年公民政的日月开号行一办区动府规关管三主保有分法通于和件务为二文不施以期理发部局经个第老"
    "定工要中大事用全四布上条审责起会在门方自作城服本负位实设每电建时道内到现十下五生可居意成提由甲丙"
    "乙家新知费间标记了改前县后障供出加照社单各处员合查求点元度制当共准地应机请过业取收次范车交同放住"
    "明案调性按据结给见口对解之决执等者能至重户补六高印安小是计七入报证乡低免其效此信助场数整活街依停"
    "增心护面或项容就得监路与养完告并资进九八原目策长展房超们任体周专平米网话限委少已环议读划将息情章"
    "线财运金万便征立织国接最组认他先化水源适采利医向多天室投持梯清确站及困庭式止贴量集从价修备构根满"
    "申百难优列基支比需代你况则外岁指无正统造附名围境总未核格院具字没物程置令使受所热装镇听款积付因常"
    "来督续评身预东予享排救检纳职说防际领反域如学打果段特类么份估再减去变回边险台响失好措权真签营配众"
    "卡参复季怎手系里含属强消登直相算综育问除企商影担约级群表转钟也华协子山料旧步然疾窗编联达额举导录"
    "形校楼留病碍轨退题餐做充律急扶更栏独罚诉输还违书力半均灾益节遵产卫只司序承残缴草质义北南占园废批"
    "村样泊注看符答西但写带拒推材测济辆送龄临什延必暂租称账阅革两健千底引气河湖稿筑订选乘别品套宅客暖"
    "率省离贫这银励包危哪层康待换既禁福种般诊载农址密惠教疗致试询赁足追且促偿儿函命图头括束短票移维被"
    "许论象逾都钱降馆鼓严即善夜够帮志我扩招景津涉版码空细继警贯走风冬厅坡存彻循愿托把拨控援显燃距迁错"
    "阶须首余刷厂双噪声害岭幼座异快您档流籍络考背落访购连零今仍传副压固坚型始守己慢找拟挡损架汽火片状"
    "私稳端让较述途销非何撤散椅殊汛派牵盖筹簿近食饮驶验骗些几初劳咨土圾坐垃培堂女姓广张恢技故普盲究紧"
    "绿缘虚视谁货遇邮随买亿休光凭劝另召器宽届屋屏弊徇微忽态扫择易春智母温滥父牌玩科突简缩舞轮轻逐隐页"
    "频互亡倍假偶升历吗宣察席幅床店抽擅断早替末毕油治游滨班白础索纸终缺药著覆训词谈避介伤储催刻剩启履"
    "岗巡差币截抵挂探携摊旅晚朗术桥沿洁渠演犯疏着研秘秩累纺绝花获误贷赠返迟铁键闭闲隔雨雪久乱争井军刑"
    "刚功厨又史坏堵填尚峰干役才拆拿搬操桩械死毒污洗灯烧爱犬疫瞒精练绍绕署融血讨讼语跑那邻醒镜饭驾齐倒"
    "候值倾允兑冲切刊午卧否售圈堆妨媒孩寄封尽弃思患懂扣挖敬映暴板棚欠池泄漏灵炉煤爆税窄竞糖纠纪绩缮罪"
    "而色菜裁览识远邀释锁锅队露顺丢亏亲佩侵借冒冰创删厘叉友吃团塞太婴宜尿巷师幕库弯彩想戴抄抢振掘搜斜"
    "旁析染栋树栓梁楚概模混牟狂畅界疑破竣童笔箱素红缓翻聘脸苗蓝观讲诈该诺软辖迫递闻阻陡陪隧音世亮伍伪"
    "偏兆党兜册冷净劣勘卖博卷厕厢叠叫右吠呢呼嘴墙央奖奶妇孕宪左庆彰径很忘怀恶愁感慰战扬抱押拥挤授摄播"
    "昼朋极某橙欺毫氏汇浪浴涨滑澡灭灶瓦盐石硬祖祸秒粪绑绳罩肢胎胞脑腿良苑荐蓄衔衡角言诚谢貌贵赔赖赡跟"
    "跨践逃速遗遭遮遴鉴钮阀阳靠顷饲馈驻骑骨丧丰串乏乐伏伙伴伸似侧债典冠凡击刀判剂剐势勾匠匹卸古吵吸哥"
)
_PLACES = {letter: place for place, letter in enumerate(_ORDER)}
# Figures, letters and the punctuation of every page: Latin, General and CJK Punctuation, full width.
_PLAIN = (range(0x20, 0x250), range(0x2000, 0x2070), range(0x3000, 0x3040), range(0xFF00, 0xFF60))


def slices(characters: Iterable[str]) -> list[str]:
    """The characters in slices, each in the order of code points: equal sets give equal slices."""
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for letter in sorted(set(characters)):
        found[_slice(letter)].append(letter)
    return ["".join(found[key]) for key in sorted(found)]


def _slice(letter: str) -> tuple[int, int]:
    place = _PLACES.get(letter)
    if place is not None:
        return 1, next(number for number, end in enumerate(FREQUENT) if place < end)
    point = ord(letter)
    if any(point in block for block in _PLAIN):
        return 0, 0
    return 2, point // _WINDOW


def unicode_range(characters: str) -> str:
    """The characters as CSS says them (unicode-range), runs taken together."""
    runs: list[list[int]] = []
    for point in sorted(set(map(ord, characters))):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(
        f"U+{first:x}" if first == last else f"U+{first:x}-{last:x}" for first, last in runs
    )
