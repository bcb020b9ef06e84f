"""Old addresses and new ones as a map for nginx."""

from __future__ import annotations

from collections.abc import Iterable


def address_map(pairs: Iterable[tuple[str, str]]) -> str:
    """Lines for a `map` block of nginx: what was asked for, and the full path to answer with.

    Raises ValueError for an address that could break out of its quotes:
    callers let only checked addresses through.
    """
    return "".join([f"{_quoted(old)} {_quoted(new)};\n" for old, new in pairs])


def _quoted(address: str) -> str:
    if any(char in '"\\$;{}' or char.isspace() or not char.isprintable() for char in address):
        raise ValueError(f"not fit for a configuration: {address!r}")
    return f'"{address}"'
