"""Write anew theme/js/bar/pinyin-table.js: the readings of the Han characters of GB 2312.

The data are those of pypinyin (MIT licence). A reading that a character has beside
another in a word of two (银行 háng) is kept with that other character.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pypinyin import Style, pinyin
from pypinyin.constants import PHRASES_DICT

TABLE = Path(__file__).resolve().parents[1] / "theme/js/bar/pinyin-table.js"
LEFT_OUT = "一不"  # their tones follow the next syllable, which is no other reading


def characters() -> Iterator[str]:
    """The 6,763 Han characters of GB 2312."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            if not (row == 0xD7 and cell > 0xF9):
                yield bytes([row, cell]).decode("gb2312")


def table() -> str:
    """The module that holds the table."""
    usual = {one: pinyin(one, style=Style.TONE)[0][0] for one in characters()}
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for one, reading in usual.items():
        shared[reading].append(one)
    beside: defaultdict[tuple[str, str], tuple[set[str], set[str]]]
    beside = defaultdict(lambda: (set(), set()))
    for word, readings in PHRASES_DICT.items():
        if len(word) != 2 or not set(word) <= usual.keys():
            continue
        for place, one in enumerate(word):
            if one not in LEFT_OUT and readings[place][0] != usual[one]:
                beside[one, readings[place][0]][1 - place].add(word[1 - place])
    lines = [reading + "".join(sorted(ones)) for reading, ones in sorted(shared.items())]
    words = [
        f"{one}{reading}{''.join(sorted(after))}-{''.join(sorted(before))}"
        for (one, reading), (before, after) in sorted(beside.items())
    ]
    return (
        "/** Written by tools/pinyin.py from the data of pypinyin (MIT licence). */\n"
        "// A reading, and the characters that have it.\n"
        f'export const USUAL =\n  "{" ".join(lines)}";\n'
        "// A character, another reading, the characters before which it has that one, and those\n"
        "// after which.\n"
        f'export const BESIDE =\n  "{" ".join(words)}";\n'
    )


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
