"""Write days the way official documents do."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache


@lru_cache(maxsize=1 << 14)
def chinese_date(day: date) -> str:
    """2024年5月1日, without leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def stamp(moment: datetime) -> str:
    """发布时间 as pages and PubDate show it: YYYY-MM-DD HH:MM (国办发〔2017〕47号).

    The printed annex has long dashes; every live site uses ASCII hyphens.
    """
    return moment.isoformat(" ", "minutes")
