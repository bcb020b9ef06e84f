"""Records for libraries and archives (OAI-PMH 2.0 with Dublin Core), as answers kept in files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from gongkai.formats.xml import DECLARATION, escape

_OAI = "http://www.openarchives.org/OAI/2.0/"
_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_TERMS = "http://purl.org/dc/elements/1.1/"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_AHEAD = timedelta(hours=8)  # of Asia/Shanghai before UTC, without summer time since 1991


class Record(NamedTuple):
    """One document. `elements` are pairs of a Dublin Core element and its words."""

    identifier: str
    changed: datetime  # local, in Asia/Shanghai
    set_name: str
    elements: tuple[tuple[str, str], ...]


def list_records(base: str, set_name: str, records: Iterable[Record], at: datetime) -> str:
    """The answer to ListRecords for a set. `at` is local, in Asia/Shanghai."""
    asked = f'verb="ListRecords" metadataPrefix="oai_dc" set="{escape(set_name)}"'
    held = "".join(map(_record, records))
    return _answer(base, asked, f"<ListRecords>\n{held}</ListRecords>\n", at)


def list_sets(base: str, sets: Iterable[tuple[str, str]], at: datetime) -> str:
    """The answer to ListSets, from names and titles."""
    held = "".join(
        f"<set><setSpec>{escape(name)}</setSpec><setName>{escape(title)}</setName></set>\n"
        for name, title in sets
    )
    return _answer(base, 'verb="ListSets"', f"<ListSets>\n{held}</ListSets>\n", at)


def identify(base: str, name: str, email: str, earliest: datetime, at: datetime) -> str:
    """The answer to Identify."""
    held = (
        f"<Identify>\n<repositoryName>{escape(name)}</repositoryName>\n"
        f"<baseURL>{escape(base)}</baseURL>\n<protocolVersion>2.0</protocolVersion>\n"
        f"<adminEmail>{escape(email)}</adminEmail>\n"
        f"<earliestDatestamp>{_day(earliest)}</earliestDatestamp>\n"
        "<deletedRecord>no</deletedRecord>\n<granularity>YYYY-MM-DD</granularity>\n</Identify>\n"
    )
    return _answer(base, 'verb="Identify"', held, at)


def _record(record: Record) -> str:
    words = "".join(f"<dc:{name}>{escape(said)}</dc:{name}>\n" for name, said in record.elements)
    return (
        f"<record>\n<header><identifier>{escape(record.identifier)}</identifier>"
        f"<datestamp>{_day(record.changed)}</datestamp>"
        f"<setSpec>{escape(record.set_name)}</setSpec></header>\n"
        f'<metadata><oai_dc:dc xmlns:oai_dc="{_DC}" xmlns:dc="{_TERMS}" '
        f'xsi:schemaLocation="{_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd">\n'
        f"{words}</oai_dc:dc></metadata>\n</record>\n"
    )


def _answer(base: str, asked: str, held: str, at: datetime) -> str:
    moment = (at - _AHEAD).isoformat(timespec="seconds")
    return (
        f'{DECLARATION}<OAI-PMH xmlns="{_OAI}" xmlns:xsi="{_INSTANCE}" '
        f'xsi:schemaLocation="{_OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">\n'
        f"<responseDate>{moment}Z</responseDate>\n<request {asked}>{escape(base)}</request>\n"
        f"{held}</OAI-PMH>\n"
    )


def _day(moment: datetime) -> str:
    return (moment - _AHEAD).date().isoformat()
