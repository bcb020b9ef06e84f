"""Words that the search takes for one another, as staff wrote them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Synonyms:
    """content/synonyms.yaml.

    Each of `same` is a group: who looks for one of its words is shown what
    holds any of them (低保, 最低生活保障). `wider` gives a word and what it
    comprises, in that direction only: 五险一金 finds 养老保险, but not the
    other way round.
    """

    same: tuple[tuple[str, ...], ...] = ()
    wider: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def also(self) -> dict[str, tuple[str, ...]]:
        """For each word what is looked for besides it, in the order written, without repeats."""
        found: dict[str, dict[str, None]] = {}
        for group in self.same:
            for word in group:
                found.setdefault(word, {}).update(dict.fromkeys(group))
        for word, narrower in self.wider:
            found.setdefault(word, {}).update(dict.fromkeys(narrower))
        return {
            word: tuple(other for other in others if other != word)
            for word, others in found.items()
        }


NO_SYNONYMS = Synonyms()
