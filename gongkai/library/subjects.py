"""What an interpretation speaks of, so that 第五条 in it is read as that document's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from gongkai.model.documents import Collection, Document
from gongkai.text.citations import recognise
from gongkai.text.names import fold_title, transmitted
from gongkai.text.numbers import fold_number

_NAME_MARKS = " 　《》"


class Subjects:
    """The documents that interpretations name, by the names that front matter uses."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self._documents = tuple(documents)

    def about(self, document: Document) -> str:
        """The title of the one document that an interpretation explains; "" for all else.

        One that no key names is taken from the interpretation's own title.
        """
        if document.collection is not Collection.INTERPRETATIONS:
            return ""
        named = {reference.text.partition("#")[0] for reference in document.interprets}
        if not document.interprets:
            named = {citation.title for citation in recognise(document.title) if citation.title}
        titles = {self._title(name.strip(_NAME_MARKS)) for name in named}
        return titles.pop() if len(titles) == 1 else ""

    def _title(self, name: str) -> str:
        """The title behind an id or a 文号; what is neither is a title itself."""
        known = self._ids.get(name) or self._ids.get(name.partition("@")[0])
        if known is None and (number := fold_number(name)):
            known = self._numbers.get(number)
        return known or name

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {document.id: called(document) for document in self._documents}

    @cached_property
    def _numbers(self) -> dict[str, str]:
        return {
            number: called(document)
            for document in self._documents
            if document.number and (number := fold_number(document.number))
        }


def called(document: Document) -> str:
    """What a document is spoken of as: the 办法 inside a 通知 rather than the 通知."""
    return document.transmits or transmitted(fold_title(document.title)) or document.title
