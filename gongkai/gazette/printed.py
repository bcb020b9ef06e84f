"""What every edition of an issue shares: its texts with their pictures, and the masthead's facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.model.gazette import Masthead

MARK = "网上公开文本"


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of an item: its HTML with marks, and the pictures in it by the name they have there."""

    html: str
    pictures: tuple[tuple[str, bytes], ...] = ()


def masthead_facts(masthead: Masthead) -> Iterator[tuple[str, str]]:
    """The filled facts of a masthead with their names, as a cover shows them."""
    facts = (
        ("主管", masthead.supervisor),
        ("主办", masthead.organizer),
        ("编辑出版", masthead.publisher),
        ("刊号", masthead.licence),
        ("赠阅范围", masthead.distribution),
        ("地址", masthead.address),
        ("电话", masthead.phone),
        ("网址", masthead.url),
    )
    return ((name, value) for name, value in facts if value)
