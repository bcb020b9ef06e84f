"""The stage that makes the web font (网页字体): what the pages of the site say, and no more."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gongkai.commands.failures import UsageError
from gongkai.commands.memory import Memory
from gongkai.formats import fonts
from gongkai.model.diagnostics import Problem
from gongkai.model.site import Site
from gongkai.output.digests import digest
from gongkai.output.execution import batches_of
from gongkai.output.publish import File, Unchanged
from gongkai.pages.web_font import LICENCE, STYLE, WEIGHTS, Face, address, style
from gongkai.source.shipped import shipped
from gongkai.text.font_slices import slices

NOTO = "noto"  # what site.yaml says for Noto Sans SC
# Of Debian's fonts-noto-cjk, under the SIL Open Font License.
_NOTO = Path("/usr/share/fonts/opentype/noto")
_NOTO_FACES = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
_LICENCES = ("OFL.txt", "LICENSE.txt", "LICENSE")  # beside the office's own font
_PLAIN = "".join(map(chr, range(0x20, 0x7F)))
_TABLES = "table.js"  # scripts that list characters, most of which nobody will see
_BATCH = 200  # pages looked up at once


def problem(root: Path, site: Site) -> Problem | None:
    """Why the font that site.yaml asks for cannot be made here."""
    for path in _paths(root, site):
        if not path.is_file():
            absent = f"没有字体文件 {path.name}"
            if site.web_font[0] == NOTO:
                absent = "没有安装 Noto Sans SC 字体：apt-get install fonts-noto-cjk"
            return _problem(absent)
        with path.open("rb") as opened:
            if not fonts.is_font(opened.read(4)):
                return _problem(f"{path.name} 不是字体文件（.ttf、.otf、.ttc、.woff2）")
        if fonts.missing():
            return _problem(fonts.missing())
    return None


def made_with(root: Path, site: Site) -> str:
    """What decides the font besides the pages: the software, and the files as they look; "" for none."""
    facts = [fonts.engine(), fonts.missing()] if site.web_font else []
    paths = _paths(root, site)
    for path in (*paths, *(path.with_name(name) for path in paths[:1] for name in _LICENCES)):
        look = path.stat() if path.is_file() else None
        facts.append(f"{path} {look.st_size} {look.st_mtime_ns}" if look else f"{path} -")
    return "\n".join(facts)


def with_web_font(
    files: Iterable[File], root: Path, site: Site, output: Path, memory: Memory | None
) -> Iterator[File]:
    """The files, and behind them the font's slices for the characters of the pages among them.

    Raises UsageError where the font of the office cannot be read to its end.
    """
    said = set(_PLAIN)
    for batch in batches_of(files, _BATCH):
        said |= _said(batch, output, memory)
        yield from batch
    try:
        faces = [
            _face(weight, path, said, memory)
            for weight, path in zip(WEIGHTS, _paths(root, site), strict=False)
        ]
    except fonts.FontError as error:
        raise UsageError(f"site.yaml 里 web_font 的{error}") from error
    for face in faces:
        yield from ((address(content), content) for _, content in face.slices)
    licence = _licence(root, site)
    yield STYLE, style(faces, licensed=licence is not None).encode()
    if licence is not None:
        yield LICENCE, licence


def _problem(message: str) -> Problem:
    hint = "没有网页字体也能发布，读者看到的是自己设备上的字体"
    return Problem("site/web-font", 0, 0, 0, message, hint)


def _paths(root: Path, site: Site) -> tuple[Path, ...]:
    if site.web_font[:1] == (NOTO,):
        return tuple(_NOTO / name for name in _NOTO_FACES)
    return tuple(root / name for name in site.web_font)


def _licence(root: Path, site: Site) -> bytes | None:
    if site.web_font[0] == NOTO:
        return (shipped("theme") / "fonts/OFL.txt").read_bytes()
    folder = _paths(root, site)[0].parent
    found = (folder / name for name in _LICENCES)
    return next((path.read_bytes() for path in found if path.is_file()), None)


def _said(files: Sequence[File], output: Path, memory: Memory | None) -> set[str]:
    """The characters of the pages and scripts among the files, beyond ASCII."""
    made: dict[str, tuple[str, bytes | None]] = {}  # digest; content, None where it is served
    for path, content in files:
        if path.endswith(".html") or (path.endswith(".js") and not path.endswith(_TABLES)):
            if isinstance(content, bytes):
                made[path] = digest(content), content
            elif isinstance(content, Unchanged):
                made[path] = content.digest, None
    keys = {path: memory.key("said", found) for path, (found, _) in made.items()} if memory else {}
    known = memory.values(keys.values()) if memory else {}
    said: set[str] = set()
    fresh: dict[str, object] = {}
    for path, (_, raw) in made.items():
        found = known.get(keys.get(path, ""))
        if not isinstance(found, str):
            found = _letters((output / path).read_bytes() if raw is None else raw)
            fresh[keys.get(path, "")] = found
        said.update(found)
    if memory and fresh:
        memory.keep(fresh)
    return said


def _letters(page: bytes) -> str:
    text = html.unescape(page.decode("utf-8", "replace"))
    return "".join(sorted(letter for letter in set(text) if letter > _PLAIN[-1]))


def _face(weight: int, path: Path, said: set[str], memory: Memory | None) -> Face:
    content = path.read_bytes()
    cuts = slices(said.intersection(fonts.drawn(content)))
    if memory is None:
        return Face(weight, tuple(zip(cuts, fonts.cut(content, cuts), strict=True)))
    font = digest(content)
    keys = {one: memory.key("web-font", fonts.engine(), font, one) for one in cuts}
    known = memory.values(keys.values())
    lacking = [one for one in cuts if not isinstance(known.get(keys[one]), bytes)]
    if lacking:
        fresh = zip((keys[one] for one in lacking), fonts.cut(content, lacking), strict=True)
        known |= fresh
        memory.keep({keys[one]: known[keys[one]] for one in lacking})
    found = ((one, known[keys[one]]) for one in cuts)
    return Face(weight, tuple((one, made) for one, made in found if isinstance(made, bytes)))
