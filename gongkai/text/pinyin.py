"""Words of titles by their sound: gongjijin and gjj find 公积金."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import product

from gongkai.text.pinyin_table import SYLLABLES

LONGEST = 6  # characters of a word
_LONGEST_SINGLE = 4  # of a word that one title alone has
_MOST = 4000  # words of one initial
_MANY = 4  # readings of a word that are listed


def _readings() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for syllable, chars in SYLLABLES.items():
        for char in chars:
            found[char].append(syllable)
    return {char: tuple(syllables) for char, syllables in found.items()}


_READINGS = _readings()
_ONLY = {char: syllables[0] for char, syllables in _READINGS.items() if len(syllables) == 1}


def sounding_words(titles: Iterable[str], names: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """The words of titles, and whole names: initial → (word, "gong ji jin").

    There is no dictionary: a word is any run of 2 to `LONGEST` characters that several
    titles share, or a short one of one title; the most frequent first.
    """
    counts: Counter[str] = Counter()
    for title in titles:
        counts.update(
            {
                title[at : at + length]
                for length in range(2, LONGEST + 1)
                for at in range(len(title) - length + 1)
            }
        )
    words = [word for word, n in counts.items() if n > 1 or len(word) <= _LONGEST_SINGLE]
    words.sort(key=lambda word: (-counts[word], len(word), word))
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for word in (*sorted(set(names)), *words):
        for sound in _sounds(word):
            if len(found[sound[0]]) < _MOST:
                found[sound[0]].append((word, sound))
    return {initial: words for initial, words in sorted(found.items()) if words}


def _sounds(word: str) -> list[str]:
    """The readings of a word, syllables parted by spaces; [] if one of its characters has none."""
    try:
        return [" ".join([_ONLY[char] for char in word])]  # nearly all words have one
    except KeyError:
        pass
    try:
        syllables = [_READINGS[char] for char in word]
    except KeyError:
        return []
    return [" ".join(one) for one, _ in zip(product(*syllables), range(_MANY), strict=False)]
