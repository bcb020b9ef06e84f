"""Tables as CSV that spreadsheets open rightly and nobody can slip a formula into."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads Chinese as GBK
# A cell that begins so is a formula to a spreadsheet; the full-width signs are to Chinese ones.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> str:
    """A table by RFC 4180, with a byte-order mark; None is an empty cell.

    A text that a spreadsheet would take for a formula gets ' before it, as
    spreadsheets themselves mark text.
    """
    sheet = StringIO()
    sheet.write(_BYTE_ORDER_MARK)
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return sheet.getvalue()


def _cell(value: str | int | None) -> str | int:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
