"""Frozen values of the model as bytes that can hold nothing else."""

from __future__ import annotations

import datetime
import pickle
import sys
from dataclasses import is_dataclass
from enum import Enum
from functools import lru_cache
from io import BytesIO

# Where the classes of values are. Reading imports nothing: what a build has not loaded is not
# among the values of a build.
_HOME = "gongkai."
_DAYS = {name: getattr(datetime, name) for name in ("date", "datetime")}
_PROTOCOL = 5


class UnreadableError(Exception):
    """The bytes are not what `freeze` wrote with the classes of now."""


def freeze(value: object) -> bytes:
    """A value of frozen dataclasses, tuples, enumerations, dates and plain values as bytes."""
    return pickle.dumps(value, _PROTOCOL)


def thaw(raw: bytes) -> object:
    """The value that `freeze` wrote. Raises UnreadableError.

    A cache may come from another machine: whatever the bytes say, only classes
    of values are called, never a function.
    """
    try:
        return _Reader(BytesIO(raw)).load()
    except Exception as error:
        raise UnreadableError(f"{type(error).__name__}: {error}") from error


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        return _class(module, name)


@lru_cache
def _class(module: str, name: str) -> object:
    """A class of values by its name. Raises UnreadableError. Each document asks for the same ten."""
    found: object = None
    if module == "datetime":
        found = _DAYS.get(name)
    elif module.startswith(_HOME) and module in sys.modules:
        found = getattr(sys.modules[module], name, None)
        if not _is_value_class(found):
            found = None
    if found is None:
        raise UnreadableError(f"{module}.{name} is no value")
    return found


def _is_value_class(found: object) -> bool:
    return isinstance(found, type) and (
        is_dataclass(found) or issubclass(found, Enum) or issubclass(found, tuple)
    )
