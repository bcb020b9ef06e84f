"""The moment that a build is made for: the only place that asks for the time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from gongkai.commands.failures import UsageError

# China has had one time, without summer time, since 1992.
_SHANGHAI = timedelta(hours=8)


def moment(text: str | None) -> datetime:
    """`--as-of` as a local time of Asia/Shanghai without zone; now when it is not given.

    A bare day means 23:59 of it. Raises UsageError.
    """
    if text is None:
        return (datetime.now(UTC) + _SHANGHAI).replace(tzinfo=None, second=0, microsecond=0)
    found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?", text)
    try:
        if found:
            return datetime.fromisoformat(f"{found.group(1)}T{found.group(2) or '23:59'}")
    except ValueError:
        pass
    raise UsageError(f"--as-of 的日期「{text}」不对，写成 2026-11-23 或 2026-11-23T09:30")
