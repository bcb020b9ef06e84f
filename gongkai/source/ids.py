"""The id of a document whose file has a Chinese name; the only user of pypinyin."""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST = 80


@lru_cache(maxsize=4096)
def id_of(name: str) -> str:
    """The id that a file or folder name gives, "" if nothing in it can be used.

    A name of `[a-z0-9-]` is its own id. Chinese becomes pinyin without tones,
    syllables joined by "-"; other characters part words. At most LONGEST
    characters, cut between syllables.
    """
    if re.fullmatch(r"[a-z0-9-]+", name):
        return name
    from pypinyin import lazy_pinyin  # 0.3 s and 30 MB: only where a name is Chinese

    words: list[str] = []
    for piece in lazy_pinyin(name):
        words += re.findall(r"[a-z0-9]+", piece.lower().replace("ü", "v"))
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word
        if len(longer) > LONGEST:
            break
        made = longer
    return made
