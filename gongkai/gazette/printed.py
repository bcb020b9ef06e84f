"""What every edition of an issue shares: its texts with their pictures, and the masthead's facts."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.model.gazette import Masthead

MARK = "网上公开文本"


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of an item: its HTML with marks, and the pictures in it by the name they have there."""

    html: str
    pictures: tuple[tuple[str, bytes], ...] = ()


def masthead_facts(masthead: Masthead) -> tuple[tuple[str, str], ...]:
    """What the cover of an edition that leaves the site says beside the issue: also where it is from."""
    return (*masthead.facts, ("网址", masthead.url)) if masthead.url else masthead.facts
