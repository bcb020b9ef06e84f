"""Draw the scans of an old year of the gazette for the example: pictures of pages with a text layer.

    python tools/old_gazette.py FOLDER

writes a PDF for each issue of 2009 and 目录.csv into FOLDER, for `gazette import`. Needs Pillow and a
Chinese font, neither of which the generator needs. The example's files were made with it once.
"""

from __future__ import annotations

import csv
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
WIDTH, HEIGHT = 827, 1169  # A4 at 100 dots an inch
POINTS = 595, 842
LEFT, TOP, SIZE, LEADING, CHARACTERS = 100, 110, 22, 38, 28

# Title, number, paragraphs: invented like everything of 示例市.
DOCUMENTS = (
    ("示例市人民政府关于印发2009年政府工作要点的通知", "示政发〔2009〕1号", ("现将《2009年政府工作要点》印发给你们，请结合实际，认真组织实施。", "一、保持经济平稳发展。重点抓好工业园区道路、供水和供电配套建设。", "二、改善群众生活。改造农村危房1200户，新建社区卫生服务站24个。")),
    ("示例市人民政府关于做好春耕生产工作的通知", "示政发〔2009〕4号", ("春耕在即，各县区人民政府要把春耕生产作为当前农村工作的重点。", "一、备足农资。种子、化肥、农药的储备量不得低于上年同期。", "二、兴修水利。冬季水毁工程要在3月底以前全部修复。")),
    ("示例市人民政府关于加强城市道路挖掘管理的通告", "示政发〔2009〕6号", ("为了减少城市道路重复开挖，现通告如下：", "一、新建、改建的城市道路竣工后五年内不得挖掘。", "二、确需挖掘的，应当提前三十日向市建设行政主管部门提出申请。")),
    ("示例市人民政府关于开展爱国卫生月活动的通知", "示政发〔2009〕9号", ("市政府决定4月在全市开展爱国卫生月活动。", "一、清理背街小巷和居民院落的积存垃圾。", "二、开展除四害活动，药物由社区免费发放。")),
    ("示例市人民政府关于防汛责任制的通知", "示政发〔2009〕12号", ("汛期将至，各地区、各单位要落实行政首长负责制。", "一、水库、堤防和涵闸逐处落实责任人，名单报市防汛指挥部。", "二、实行24小时值班，险情随时报告。")),
    ("示例市人民政府关于鼓励高校毕业生到基层就业的意见", "示政发〔2009〕15号", ("为了鼓励高校毕业生到基层就业，提出如下意见：", "一、到乡镇、村工作满两年的，报考公务员时同等条件下优先录用。", "二、自主创业的，免收登记类、证照类行政事业性收费三年。")),
    ("示例市人民政府关于调整城市低保标准的通知", "示政发〔2009〕18号", ("经市政府同意，从2009年7月1日起调整城市居民最低生活保障标准。", "一、城区每人每月由260元调整为290元。", "二、所需资金由市、区两级财政按比例负担。")),
    ("示例市人民政府关于示例大桥通车有关事项的通告", "示政发〔2009〕20号", ("示例大桥定于2009年8月18日通车，现通告如下：", "一、载重20吨以上的货车不得上桥。", "二、非机动车和行人走两侧慢行道。")),
    ("示例市人民政府关于做好秋季禁烧工作的通知", "示政发〔2009〕23号", ("秋收以后，各地要做好农作物秸秆禁烧工作。", "一、机场周围和公路两侧为重点禁烧区。", "二、推广秸秆还田、青贮和造纸等综合利用办法。")),
    ("示例市人民政府关于冬季供热准备工作的通知", "示政发〔2009〕26号", ("为了保证按时供热，现就有关工作通知如下：", "一、10月20日以前完成锅炉、管网检修和试压。", "二、煤炭储备不得少于采暖期用量的三分之一。")),
    ("示例市人民政府关于开展甲型H1N1流感疫苗接种的通知", "示政发〔2009〕29号", ("市政府决定分批开展疫苗接种，自愿、免费。", "一、先为医务人员、学生和慢性病患者接种。", "二、接种点设在各社区卫生服务中心和乡镇卫生院。")),
    ("示例市人民政府关于表彰2009年度先进单位的决定", "示政发〔2009〕31号", ("一年来，各单位较好地完成了全年任务。", "一、授予东山区人民政府等10个单位“示例市2009年度先进单位”称号。", "二、希望受表彰的单位再接再厉。")),
)  # fmt: skip
EVENTS = (
    "市政府召开全体会议，部署全年工作。", "全市备春耕物资检查结束。", "全民义务植树活动举行。",
    "爱国卫生月活动开展。", "市防汛指挥部组织抢险演练。", "高校毕业生就业服务月启动。",
    "城市低保新标准施行。", "示例大桥通车。", "秸秆禁烧督查组分赴各县区。", "城区供热试水完成。",
    "首批流感疫苗接种开始。", "全市工作总结会议召开。",
)  # fmt: skip
TOTAL = 49  # 总期号 of January 2009


def main(folder: Path) -> None:
    """Write the PDFs and the table of their contents."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "目录.csv").open("w", encoding="utf-8-sig", newline="") as opened:
        table = csv.writer(opened)
        table.writerow(["年", "期", "总期号", "出版日期", "文件", "栏目", "标题", "页码", "PDF页"])
        for month, (title, number, paragraphs) in enumerate(DOCUMENTS, 1):
            name = f"公报2009年第{month}期.pdf"
            day = f"2009-{month:02d}-28"
            events = f"示例市2009年{month}月大事记"
            cover = ["示例市人民政府公报", "", f"2009年第{month}期（总第{TOTAL + month - 1}期）"]
            pages = [
                cover,
                [title, number, "", *paragraphs],
                [events, "", f"　　{month}月，{EVENTS[month - 1]}"],
            ]
            (folder / name).write_bytes(pdf([list(_lines(page)) for page in pages]))
            table.writerow([2009, month, TOTAL + month - 1, day, name, "市政府文件", title, 1, 2])
            table.writerow([2009, month, TOTAL + month - 1, day, name, "大事记", events, 2, 3])


def _lines(texts: list[str]) -> list[str]:
    """The lines of a page, cut where the page ends."""
    lines = []
    for text in texts:
        lines += [
            text[start : start + CHARACTERS] for start in range(0, max(len(text), 1), CHARACTERS)
        ]
    return lines


def picture(lines: list[str]) -> bytes:
    """A page as a black and white picture, in the coding of fax machines (CCITT group 4)."""
    page = Image.new("1", (WIDTH, HEIGHT), 1)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, SIZE, index=2)
    for row, line in enumerate(lines):
        draw.text((LEFT, TOP + row * LEADING), line, font=font, fill=0)
    kept = BytesIO()
    page.save(kept, "TIFF", compression="group4", tiffinfo={278: HEIGHT})
    with Image.open(kept) as made:
        start, length = made.tag_v2[273][0], made.tag_v2[279][0]
    return kept.getvalue()[start : start + length]


def layer(lines: list[str]) -> bytes:
    """The words of a page, drawn over the picture by nobody (text rendering mode 3)."""
    scale = POINTS[0] / WIDTH
    words = [f"q {POINTS[0]} 0 0 {POINTS[1]} 0 0 cm /Im Do Q BT 3 Tr /F 1 Tf"]
    for row, line in enumerate(lines):
        if line:
            x, y = LEFT * scale, POINTS[1] - (TOP + row * LEADING + SIZE) * scale
            coded = line.encode("utf-16-be").hex()
            words.append(
                f"{SIZE * scale:.2f} 0 0 {SIZE * scale:.2f} {x:.2f} {y:.2f} Tm <{coded}> Tj"
            )
    return "\n".join([*words, "ET"]).encode()


def pdf(pages: list[list[str]]) -> bytes:
    """A PDF with one picture and its words on each page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(zh-CN)>>",
        b"",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 5 0 R>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 90>>",
    ]
    kids = []
    for lines in pages:
        first = len(objects) + 1
        shown, words = picture(lines), layer(lines)
        kids.append(f"{first} 0 R")
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {POINTS[0]} {POINTS[1]}]/Contents {first + 1} 0 R/Resources<</Font<</F 3 0 R>>/XObject<</Im {first + 2} 0 R>>>>>>".encode(),
            b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
            b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/Decode[1 0]/DecodeParms<</K -1/Columns %d/Rows %d>>/Length %d>>stream\n%s\nendstream"
            % (WIDTH, HEIGHT, WIDTH, HEIGHT, len(shown), shown),
        ]
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    made, places = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return made


if __name__ == "__main__":
    main(Path(sys.argv[1]))
