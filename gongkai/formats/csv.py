"""Tables as CSV: written so that spreadsheets open them rightly and nobody can slip in a formula."""

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


def csv_rows(text: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """A table that somebody typed: its header, and each row by column with its line of the file.

    Cells lose the space around them; rows without any text are left out, and a
    row that is too short is filled with "".
    """
    reader = csv.reader(StringIO(text.removeprefix(_BYTE_ORDER_MARK)))
    header = [name.strip() for name in next(reader, [])]
    rows = []
    for cells in reader:
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            filled = [*stripped, *[""] * (len(header) - len(stripped))]
            rows.append((reader.line_num, dict(zip(header, filled, strict=False))))
    return header, rows


def _cell(value: str | int | None) -> str | int:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
