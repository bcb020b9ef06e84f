"""Sites that staff work on, at random but the same each time."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from gongkai.commands.main import main
from tests.conftest import REPOSITORY
from tests.tiny import SITE, document, site

DAYS = ("2024-02-01", "2024-06-01", "2025-12-31", "2026-11-23T09:00", "2026-11-23")
NAMES = ("dogs", "cats", "parking", "fees", "water")
BODIES = (
    "第一条　为了方便群众办事，制定本办法。\n",
    "第一章　总则\n\n第一条　甲。\n\n第二条　依照本办法第一条办理。\n\n（一）乙；\n\n（二）丙。\n",
    "第一条　依照《示例市fees办法》第一条办理。\n\n第二条　《示例市dogs办法》同时废止。\n",
    "一、总体要求\n\n<!-- 内部意见 -->\n\n二、工作任务\n\n| 项目 | 标准 |\n|---|---|\n| 停车 | 5元 |\n",
    "见[附表](files/table.csv)。\n",
)


class History:
    """One office's folder. `day` is what it is built for, `more` how else."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.random, self.day = root, random.Random(seed), DAYS[-1]
        self.more: tuple[str, ...] = ()
        self._settings = ""
        site(
            root, {"normative/fees.md": document(title="示例市fees办法"), "files/table.csv": "a,b"}
        )

    def step(self) -> str:
        """Do one thing; gives its name."""
        kinds: list[Callable[[], object]] = [
            self.write, self.write, self.write, self.write, self.text_of_work, self.interpret,
            self.remove, self.rename, self.swap, self.settings, self.template, self.style,
            self.later, self.attach, self.clear, self.decide, self.plan_year, self.print_issue,
            self.otherwise, self.otherwise, self.keep_size_and_time, self.nothing,
        ]  # fmt: skip
        chosen = self.random.choice(kinds)
        chosen()
        return chosen.__name__

    def write(self) -> None:
        name = self.random.choice(NAMES)
        self._put(f"normative/{name}.md", title=f"示例市{name}办法", **self._keys(name))

    def text_of_work(self) -> None:
        day = self.random.choice(("2019-05-01", "2022-01-01", "2024-05-01"))
        keys = {"written": day, "effective": day}
        self._put(f"regulations/rules/{day}.md", title="示例市rules规定", **keys)

    def interpret(self) -> None:
        explained = self.random.choice(("fees", "《示例市dogs办法》", None))
        keys = {"interprets": explained, "published": "2024-04-01"}
        self._put("interpretations/told.md", title="《示例市cats办法》解读", **keys)

    def remove(self) -> None:
        found = sorted((self.root / "content").rglob("*.md"))
        if len(found) > 1:
            self.random.choice(found).unlink()

    def rename(self) -> None:
        found = sorted((self.root / "content/normative").glob("*.md"))
        if found:
            found[0].rename(found[0].with_name("moved.md"))

    def swap(self) -> None:
        """Two files change names: inodes, sizes and times are all known, under the other name."""
        found = sorted((self.root / "content/normative").glob("*.md"))
        if len(found) > 1:
            one, other = self.random.sample(found, 2)
            aside = one.with_name("aside.txt")
            one.rename(aside)
            other.rename(one)
            aside.rename(other)

    def keep_size_and_time(self) -> None:
        """What careful programs leave behind that put times back."""
        for path in sorted((self.root / "content/normative").glob("*.md"))[:1]:
            facts, text = path.stat(), path.read_text("utf-8")
            path.write_text(text.translate(str.maketrans("甲乙", "乙甲")), "utf-8")
            os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))

    def settings(self) -> None:
        lines = ("organizer: 示例市人民政府办公室\n", 'hotline: "12349"\n', "precompress: true\n")
        self._settings = "".join(line for line in lines if self.random.random() < 0.4)
        site(self.root, {}, SITE + self._settings)

    def template(self) -> None:
        folder = self.root / "templates"
        if folder.exists():
            shutil.rmtree(folder)
            return
        (folder / "components").mkdir(parents=True)
        shutil.copy(REPOSITORY / "templates/404.html", folder)
        facts = (REPOSITORY / "templates/components/facts.html").read_text("utf-8")
        mine = facts.replace("公文要素", "文件要素")
        (folder / "components/facts.html").write_text(mine, "utf-8")

    def style(self) -> None:
        path = self.root / "theme/static/office.css"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"p {{ order: {self.random.randrange(3)} }}", "utf-8")

    def later(self) -> None:
        self.day = self.random.choice(DAYS)

    def otherwise(self) -> None:
        self.more = self.random.choice(((), ("--only", "html"), ("--kiosk",), ("--offline",)))

    def nothing(self) -> None:
        """The same again."""

    def attach(self) -> None:
        path = self.root / "content/files/table.csv"
        path.write_text(f"a,{self.random.randrange(3)}", "utf-8")

    def clear(self) -> None:
        line = self.random.choice(("repeal: [{ref: cats}]", "keep: [{ref: fees}]", "lapse: []"))
        head = "title: 清理结果\nagency: 示例市人民政府\npublished: 2024-05-01\ndate: 2024-05-01\n"
        self._site({"clearances/2024.yaml": f"{head}openness: 主动公开\n{line}\n"})

    def decide(self) -> None:
        head = (
            "title: 修建道路\nagency: 示例市人民政府\npublished: 2024-03-01\nopenness: 主动公开\n"
        )
        draft = f"---\ntitle: 草案\npublished: 2024-03-01\n---\n\n{self.random.choice(BODIES[:3])}"
        self._site({"decisions/road/decision.yaml": head, "decisions/road/proposal.md": draft})

    def plan_year(self) -> None:
        """The catalogue of a year's decisions (目录清单)."""
        planned = f"2024年{self.random.randrange(1, 13)}月"
        item = f"items:\n  - {{title: 修建道路, lead: 示例市交通局, planned: {planned}}}\n"
        self._site({"decisions/2024.yaml": f"title: 目录\npublished: 2024-01-10\n{item}"})

    def print_issue(self) -> None:
        """An issue of the gazette; once frozen it is never touched again."""
        number = self.random.choice((1, 2))
        path = self.root / f"content/gazette/2024-0{number}.yaml"
        if path.with_suffix(".lock.json").exists():
            return
        items = "".join(
            f"      - {{title: {number}月大事记之{part}, text: 市政府召开会议。}}\n"
            for part in range(1, 2 + self.random.randrange(2))
        )
        head = f"year: 2024\nissue: {number}\ntotal: {number}\npublished: 2024-0{number}-28\n"
        sections = f"sections:\n  - name: 大事记\n    items:\n{items}"
        self._site({f"gazette/2024-0{number}.yaml": head + sections})
        main(
            ["gazette", "freeze", f"2024-0{number}", "--root", str(self.root), "--as-of", DAYS[-1]]
        )

    def _keys(self, name: str) -> dict[str, str | None]:
        others = [f"[{other}]" for other in NAMES if other != name and self._there(other)]
        pairs: list[tuple[str, str]] = [
            ("expires", "2025-06-30"), ("hold", "等待会签"), ("published", "2025-01-01"),
            ("published", "2026-11-23 12:00"), ("effective", "2026-01-01"),
            ("display_until", "2026-01-01"), ("openness", "依申请公开"), ("topic", "综合政务/政务公开"),
            ("number", f"示政规〔2024〕{NAMES.index(name) + 1}号"),
            ("withdrawn", "{date: 2026-01-01, reason: 内容有误}"),
            ("attachments", "[{title: 附表, file: table.csv}]"),
            *[(key, self.random.choice(others)) for key in ("basis", "repeals") if others],
        ]  # fmt: skip
        return dict(self.random.sample(pairs, self.random.randrange(3)))

    def _there(self, name: str) -> bool:
        return (self.root / f"content/normative/{name}.md").exists()

    def _put(self, path: str, **keys: str | None) -> None:
        self._site({path: document(self.random.choice(BODIES), **keys)})

    def _site(self, files: dict[str, str]) -> None:
        site(self.root, files, SITE + self._settings)
