"""What a YAML text holds: texts, lists and groups of keys, each with its place."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from gongkai.model.documents import Mark


class Scalar(NamedTuple):
    """A text exactly as typed: `010` stays `010` and `no` is not false."""

    text: str
    mark: Mark
    plain: bool = True  # written without quotes and not as a block


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    mark: Mark


class Mapping(NamedTuple):
    """Keys and values in the order they stand, repeated keys included."""

    entries: tuple[tuple[Scalar, Node], ...]
    mark: Mark


Node: TypeAlias = Scalar | Sequence | Mapping
