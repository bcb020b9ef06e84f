"""What an archive wants to know of a package: Dublin Core, and PREMIS 3 objects and events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.formats.xml import DECLARATION, escape

_DC = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
)
_PREMIS = 'xmlns="http://www.loc.gov/premis/v3" version="3.0"'


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a package: its path there, SHA-256, size in bytes, media type."""

    path: str
    sha256: str
    size: int
    kind: str


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to what is kept. `kind` is of PREMIS's vocabulary; `moment` is ISO 8601."""

    identity: str
    kind: str
    moment: str
    words: str


def dublin_core(facts: Iterable[tuple[str, str]]) -> bytes:
    """Simple Dublin Core: element names and values, in the order given."""
    lines = "".join(f"  <dc:{name}>{escape(value)}</dc:{name}>\n" for name, value in facts if value)
    return f"{DECLARATION}<oai_dc:dc {_DC}>\n{lines}</oai_dc:dc>\n".encode()


def premis(kept: Sequence[Kept], events: Sequence[Event], agent: str) -> bytes:
    """PREMIS 3.0: each file with its fixity and format, the events, and the program that acted."""
    objects = "".join(map(_object, kept))
    happened = "".join(_event(event, agent) for event in events)
    return (
        f"{DECLARATION}<premis {_PREMIS} "
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{objects}{happened}{_agent(agent)}</premis>\n"
    ).encode()


def _object(kept: Kept) -> str:
    return (
        '<object xsi:type="file">\n'
        "<objectIdentifier><objectIdentifierType>local</objectIdentifierType>"
        f"<objectIdentifierValue>{escape(kept.path)}</objectIdentifierValue></objectIdentifier>\n"
        "<objectCharacteristics>"
        "<fixity><messageDigestAlgorithm>SHA-256</messageDigestAlgorithm>"
        f"<messageDigest>{kept.sha256}</messageDigest></fixity>"
        f"<size>{kept.size}</size>"
        f"<format><formatDesignation><formatName>{escape(kept.kind)}</formatName>"
        "</formatDesignation></format></objectCharacteristics>\n</object>\n"
    )


def _event(event: Event, agent: str) -> str:
    return (
        "<event>\n"
        "<eventIdentifier><eventIdentifierType>local</eventIdentifierType>"
        f"<eventIdentifierValue>{escape(event.identity)}</eventIdentifierValue></eventIdentifier>\n"
        f"<eventType>{escape(event.kind)}</eventType>"
        f"<eventDateTime>{event.moment}</eventDateTime>\n"
        "<eventDetailInformation>"
        f"<eventDetail>{escape(event.words)}</eventDetail></eventDetailInformation>\n"
        "<linkingAgentIdentifier><linkingAgentIdentifierType>local</linkingAgentIdentifierType>"
        f"<linkingAgentIdentifierValue>{escape(agent)}</linkingAgentIdentifierValue>"
        "</linkingAgentIdentifier>\n</event>\n"
    )


def _agent(agent: str) -> str:
    return (
        "<agent><agentIdentifier><agentIdentifierType>local</agentIdentifierType>"
        f"<agentIdentifierValue>{escape(agent)}</agentIdentifierValue></agentIdentifier>"
        f"<agentName>{escape(agent)}</agentName><agentType>software</agentType></agent>\n"
    )
