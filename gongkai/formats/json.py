"""Values to JSON: files that the site publishes, and what jobs carry; the only user of orjson."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import orjson

# orjson writes what json.dumps does without spaces and with Chinese as it is (a test holds it to
# that), in a twentieth of the time. Dates and the like are for the planner to put into words.
_PLAIN = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
_SORTED = _PLAIN | orjson.OPT_SORT_KEYS


def canonical(value: object) -> bytes:
    """The one JSON of a plain value: keys sorted, no spare space, Chinese as it is.

    Raises TypeError for what JSON cannot say.
    """
    return orjson.dumps(value, option=_SORTED)


def read_json(raw: bytes) -> object:
    """The value of a JSON text. Raises ValueError."""
    return orjson.loads(raw)


def json_bytes(value: object) -> bytes:
    """The JSON of plain values, keys in the order given, no spare space, Chinese as it is."""
    return orjson.dumps(value, option=_PLAIN)


def json_line(value: object) -> bytes:
    """The JSON of plain values on one line, keys in the order given, Chinese as it is."""
    return orjson.dumps(value, option=_PLAIN | orjson.OPT_APPEND_NEWLINE)


def json_text(value: object) -> str:
    """What `json_line` gives, as text."""
    return json_line(value).decode()


def sealed(values: Mapping[str, object]) -> str:
    """An object whose last member, `sha256`, is the digest of its own file without that member."""
    digest = sha256(json_text(values).encode()).hexdigest()
    return json_text({**values, "sha256": digest})


def is_sealed(text: str) -> bool:
    """Whether a file is, to the byte, one that `sealed` writes."""
    try:
        values = orjson.loads(text)
    except ValueError:
        return False
    if not isinstance(values, dict):
        return False
    values.pop("sha256", None)
    return sealed(values) == text
