"""Pages as they were served, in the files of web archives: WARC and WACZ; the only user of warcio."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from gongkai.formats.zips import zipped

_WARC = "data.warc.gz"
_ARCHIVE = f"archive/{_WARC}"
KINDS = {
    "bin": "application/octet-stream",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "epub": "application/epub+zip",
    "html": "text/html; charset=utf-8",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class Response:
    """What a reader got at an address; `title` is that of a page, "" for other files."""

    url: str
    kind: str
    content: bytes
    title: str = ""


def kind_of(path: str) -> str:
    """The media type of a file by its name."""
    return KINDS.get(path.rpartition(".")[2].lower(), "application/octet-stream")


def wacz(responses: Iterable[Response], moment: datetime, software: str) -> bytes:
    """A WACZ 1.1.1 of responses as they were at `moment`, which has a zone.

    Equal arguments give equal bytes.
    """
    stream = BytesIO()
    writer = WARCWriter(stream, gzip=True)
    when = moment.astimezone(UTC)
    _write_info(writer, when, software)
    lines, pages = [], []
    for response in responses:
        start = stream.tell()
        _write_response(writer, response, when)
        lines.append(_index_line(response, when, start, stream.tell() - start))
        if response.title:
            pages.append(_page(response, when))
    header = {"format": "json-pages-1.0", "id": "pages", "title": "Pages"}
    files = {
        _ARCHIVE: stream.getvalue(),
        "indexes/index.cdxj": "".join(sorted(lines)).encode(),
        "pages/pages.jsonl": _json_lines([header, *pages]),
    }
    package = _package(files, when, software)
    digest = {"path": "datapackage.json", "hash": f"sha256:{sha256(package).hexdigest()}"}
    listed = {
        **files,
        "datapackage.json": package,
        "datapackage-digest.json": _json(digest),
    }
    return zipped(listed, stored=frozenset({_ARCHIVE}))


def _write_info(writer: WARCWriter, when: datetime, software: str) -> None:
    facts = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    headers = _headers("warcinfo", "", facts, when)
    record = writer.create_warc_record(
        "",
        "warcinfo",
        payload=BytesIO(facts),
        length=len(facts),
        warc_content_type="application/warc-fields",
        warc_headers_dict=headers,
    )
    writer.write_record(record)
    record.raw_stream.close()


def _write_response(writer: WARCWriter, response: Response, when: datetime) -> None:
    length = str(len(response.content))
    served = StatusAndHeaders(
        "200 OK",
        [("Content-Type", response.kind), ("Content-Length", length)],
        protocol="HTTP/1.1",
    )
    record = writer.create_warc_record(
        response.url,
        "response",
        payload=BytesIO(response.content),
        http_headers=served,
        warc_headers_dict=_headers("response", response.url, response.content, when),
    )
    writer.write_record(record)
    record.raw_stream.close()


def _headers(kind: str, url: str, content: bytes, when: datetime) -> dict[str, str]:
    """The headers that the library would make up anew each time."""
    name = f"{kind} {url} {sha256(content).hexdigest()} {when.isoformat()}"
    return {
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>",
        "WARC-Date": _stamp(when),
    }


def _stamp(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _index_line(response: Response, when: datetime, offset: int, length: int) -> str:
    facts = {
        "url": response.url,
        "mime": response.kind.partition(";")[0],
        "status": "200",
        "digest": f"sha256:{sha256(response.content).hexdigest()}",
        "length": str(length),
        "offset": str(offset),
        "filename": _WARC,
    }
    return f"{_sortable(response.url)} {when:%Y%m%d%H%M%S} {_json(facts).decode()}\n"


def _sortable(url: str) -> str:
    """The SURT of an address, by which indexes are ordered: cn,gov,example)/zwgk/."""
    parts = urlsplit(url)
    host = ",".join(reversed((parts.hostname or "").split(".")))
    port = f":{parts.port}" if parts.port else ""
    return f"{host}{port}){parts.path or '/'}".lower()


def _page(response: Response, when: datetime) -> dict[str, str]:
    identity = sha256(response.url.encode()).hexdigest()[:16]
    return {"id": identity, "url": response.url, "title": response.title, "ts": _stamp(when)}


def _package(files: Mapping[str, bytes], when: datetime, software: str) -> bytes:
    resources = [
        {
            "name": path.rpartition("/")[2],
            "path": path,
            "hash": f"sha256:{sha256(content).hexdigest()}",
            "bytes": len(content),
        }
        for path, content in files.items()
    ]
    return _json(
        {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "software": software,
            "created": _stamp(when),
            "resources": resources,
        }
    )


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _json_lines(values: Iterable[object]) -> bytes:
    return b"".join(_json(value) + b"\n" for value in values)
