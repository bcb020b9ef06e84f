"""Make up a library of statutes: python bench/generator.py FOLDER --texts 35000.

Nothing in it is from outside: the words are those of bench/vocabulary.py, the names are coined. The
same number and seed give the same bytes. How like real texts it is, bench/measures.py tells.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import vocabulary
from bench.writing import Writer

SEED = 20261123
LAST_DAY = date(2026, 10, 31)
_FIRST_YEAR = 1990
_VALID_DAYS = 365 * 5
_BATCH = 500  # works written by one call of a worker
_ORGANS = (("人民政府", "政"), ("人民政府办公室", "政办"), ("住房和城乡建设局", "建"),
           ("生态环境局", "环"), ("交通运输局", "交"))  # fmt: skip
_STATUTES = ("办法", "规定", "实施办法", "管理规定", "实施细则", "暂行办法", "规则")
_DOINGS = (
    "管理",
    "监督",
    "促进",
    "保障",
    "服务",
    "考核",
    "监测",
    "登记",
    "补助",
    "应急",
    "检查",
    "评价",
)
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_TOPICS = ("城乡建设、环境保护/城乡建设（含住房）", "国土资源、能源/水资源", "综合政务/政务公开",
           "劳动、人事、监察/社会保障", "卫生、体育/卫生", "市场监管、安全生产监管/食品药品监管")  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Work:
    """A document to be written: what stands above its text, and which other ones it names.

    `days` are those of its versions. `cites` are titles of earlier works, `repeals` is the id and
    title of one, `gone` the day from which it has no force and the id of what ended it.
    """

    id: str
    title: str
    subject: str
    statute: str
    collection: str
    agency: str
    place: str
    topic: str
    number: str
    index: str
    days: tuple[date, ...]
    seed: int
    cites: tuple[str, ...]
    repeals: tuple[str, str] | None = None  # id and title
    gone: tuple[date, str] | None = None


def write(folder: Path, count: int, seed: int = SEED, workers: int = 2) -> None:
    """Write site.yaml and content/ with `count` texts into `folder`, which must not be there."""
    folder.mkdir(parents=True)
    chance = Random(seed)
    places = _places(chance)
    (folder / "site.yaml").write_text(_site(places), "utf-8")
    works = _works(chance, places, count)
    batches = [(folder, works[start : start + _BATCH]) for start in range(0, len(works), _BATCH)]
    with get_context("spawn").Pool(workers) as pool:
        pool.starmap(_write_works, batches, chunksize=1)


def _write_works(folder: Path, works: Sequence[Work]) -> None:
    for work in works:
        for path, text in _texts(work):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")


def _places(chance: Random) -> list[str]:
    """A province and its cities and counties."""
    names: dict[str, None] = {}
    while len(names) < 23:
        names[chance.choice(vocabulary.NAME_FIRST) + chance.choice(vocabulary.NAME_LAST)] = None
    return ["示例省", *(f"{name}{'县' if place > 9 else '市'}" for place, name in enumerate(names))]


def _site(places: Sequence[str]) -> str:
    lines = [
        "name: 示例省人民政府",
        "url: https://www.example.gov.cn/zwgk/",
        "review: optional",
        "agencies:",
    ]
    for number, place in enumerate(places):
        lines += [
            f"  - {{id: a{number:02}{code}, name: {place}{organ}, code: {_code(place, mark)}}}"
            for code, (organ, mark) in enumerate(_ORGANS)
        ]
    return "\n".join(lines) + "\n"


def _code(place: str, mark: str) -> str:
    return place[:-1] + mark


def _organ_code(organ: int) -> str:
    """A code of nine digits with its check digit (GB 11714), of no real organ."""
    digits = f"9999{organ:04}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11
    return digits + "0X987654321"[rest]


def _works(chance: Random, places: Sequence[str], count: int) -> list[Work]:
    """The works of `count` texts, in the order they are made up; they name earlier ones alone."""
    works: list[Work] = []
    titles: set[str] = set()
    numbers: dict[tuple[str, int], int] = {}
    texts = 0
    while texts < count:
        work = _work(chance, places, works, titles, numbers, count - texts)
        texts += len(work.days)
        works.append(work)
    return works


def _work(
    chance: Random, places: Sequence[str], earlier: Sequence[Work],
    titles: set[str], numbers: dict[tuple[str, int], int], room: int,
) -> Work:  # fmt: skip
    turn = chance.random()
    collection = "regulations" if turn < 0.5 else "normative" if turn < 0.92 else "policies"
    place = chance.choice(places)
    organ = 0 if collection == "regulations" else chance.randrange(len(_ORGANS))
    agency, mark = place + _ORGANS[organ][0], _ORGANS[organ][1]
    while True:
        subject = chance.choice(_SUBJECTS)
        doing = chance.choice([one for one in _DOINGS if not subject.endswith(one)])
        statute = chance.choice(_STATUTES)
        title = f"{place}{subject}{doing}{statute}"
        if collection == "policies":
            statute = "意见"
            title = f"{agency}关于进一步加强{subject}{doing}工作的意见"
        elif organ:
            title = f"{agency}关于印发{place}{subject}{doing}{statute}的通知"
        if title not in titles:
            break
    titles.add(title)
    days = _days(chance, min(room, 2 if collection == "regulations" else 1))
    year = days[0].year
    serial = numbers[agency, year] = numbers.get((agency, year), 0) + 1
    order = f"{agency}令第{serial + (year - _FIRST_YEAR) * 500}号"
    number = order if collection == "regulations" else f"{_code(place, mark)}规〔{year}〕{serial}号"
    before = [
        work for work in chance.sample(earlier, min(len(earlier), 12)) if work.days[-1] < days[0]
    ]
    repealed = next(
        (work for work in before if not work.gone and work.collection == collection), None
    )
    work = Work(
        id=f"w{len(earlier):06}", title=title, subject=subject, statute=statute.removeprefix("管理"),
        collection=collection, agency=agency, place=place, topic=chance.choice(_TOPICS), number=number,
        index=f"{_organ_code(places.index(place) * len(_ORGANS) + organ)}/{year}-{serial:05}", days=days, seed=chance.getrandbits(48),
        cites=tuple(work.title for work in before[1 : 1 + chance.randrange(4)]),
    )  # fmt: skip
    if repealed and chance.random() < 0.06:
        work.repeals = repealed.id, repealed.title
        repealed.gone = _effective(days[0]), work.id
    return work


_SUBJECTS = tuple(vocabulary.SUBJECTS.split())


def _days(chance: Random, room: int) -> tuple[date, ...]:
    """The days of a work's versions: more of late than long ago."""
    span = (LAST_DAY - date(_FIRST_YEAR, 1, 1)).days
    first = LAST_DAY - timedelta(int(span * chance.random() ** 1.6))
    second = first + timedelta(400 + chance.randrange(3000))
    if room > 1 and chance.random() < 0.11 and second <= LAST_DAY:
        return first, second
    return (first,)


def _effective(day: date) -> date:
    return day + timedelta(30)


def _texts(work: Work) -> Iterator[tuple[str, str]]:
    """The files of a work: path below the folder, and content."""
    chance = Random(work.seed)
    cited = [f"《{title}》" for title in work.cites]
    cited += [f"{name}第{number}条" for name in cited for number in "二三四" if "意见" not in name]
    writer = Writer(chance, work.subject, work.statute, cited)
    length = max(200, min(60_000, int(chance.lognormvariate(8.37, 0.68))))
    base = f"content/{work.collection}/{work.days[0].year}/{work.id}"
    articles = writer.articles(length) if work.collection != "policies" else []
    for place, day in enumerate(work.days):
        if place:
            articles = writer.amended(articles)
        body = writer.statute(articles, _last(work, day)) if articles else writer.outline(length)
        file = f"{base}/{day}.md" if len(work.days) > 1 else f"{base}.md"
        yield file, f"---\n{_head(work, day)}---\n\n{_letter(work, day)}{body}{writer.annex()}\n"


def _last(work: Work, day: date) -> str:
    effective = _effective(day)
    words = f"本{work.statute}自{effective.year}年{effective.month}月{effective.day}日起施行。"
    return words + (
        f"《{work.repeals[1]}》同时废止。" if work.repeals and day == work.days[0] else ""
    )


def _letter(work: Work, day: date) -> str:
    """What stands before the statute in the notice that issues it."""
    if "关于印发" not in work.title:
        return ""
    name = _transmitted(work)
    return (
        f"各县（市、区）人民政府，各有关单位：\n\n现将《{name}》印发给你们，请结合实际认真贯彻执行。\n\n"
        f"{work.agency}\n\n{day.year}年{day.month}月{day.day}日\n\n# {name}\n\n"
    )


def _transmitted(work: Work) -> str:
    return work.title.partition("关于印发")[2].removesuffix("的通知")


def _head(work: Work, day: date) -> str:
    lines = [
        f"title: {work.title}",
        f"number: {work.number}",
        f"agency: {work.agency}",
        f"topic: {work.topic}",
    ]
    if len(work.days) == 1:
        lines.insert(0, f"id: {work.id}")
        lines.append(f"index: {work.index}")
    if work.collection == "regulations":
        lines += ["kind: 地方政府规章", f"promulgated: {day}"]
    if "关于印发" in work.title:
        lines.append(f"transmits: {{title: {_transmitted(work)}}}")
    lines += [
        f"written: {day}",
        f"published: {day}",
        f"effective: {_effective(day)}",
        "openness: 主动公开",
        "backfilled: true",
    ]
    if work.collection == "normative":
        lines.append(f"expires: {_effective(day) + timedelta(_VALID_DAYS)}")
    if work.repeals and day == work.days[0]:
        lines.append(f"repeals: [{work.repeals[0]}]")
    if work.gone and day == work.days[-1]:
        lines.append(
            f"repealed: {{date: {work.gone[0]}, by: {work.gone[1]}, reason: 已由新的规定替代}}"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=int, default=1947)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    write(options.folder, options.texts, options.seed)


if __name__ == "__main__":
    main()
