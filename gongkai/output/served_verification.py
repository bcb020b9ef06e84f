"""Hold a site that a server on this machine hands out against SHA256SUMS and its signatures."""

from __future__ import annotations

import hashlib
import http.client
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from typing import TypeAlias
from urllib.parse import quote, urlsplit

from gongkai.formats.json import is_sealed
from gongkai.formats.minisign import PublicKey
from gongkai.output.history import file_name
from gongkai.output.publishing_history import KEYS
from gongkai.output.sums import MANIFEST_LIST, MANIFESTS, MOMENT, SUMS, SumsError, read_sums
from gongkai.output.verification import Finding, Verified, check_signatures

_Place: TypeAlias = tuple[str, int, str]  # host, port, path of the site

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_CONNECTIONS = 4
_PATIENCE = 30.0  # seconds for one answer
_MOST_MANIFESTS = 1_000_000


def is_address(target: str) -> bool:
    """Whether what is to be verified is a site rather than a folder."""
    return target.startswith(("http://", "https://"))


def verify_served(address: str, keys: Sequence[PublicKey], *, signed: bool = False) -> Verified:
    """Fetch every file that was published. Files that were added cannot be seen from outside.

    Raises ValueError for an address that is not on this machine, OSError when no one answers.
    """
    parts = urlsplit(address)
    if parts.scheme != "http" or parts.hostname not in _LOOPBACK:
        raise ValueError(f"只核对本机上的网站，如 http://127.0.0.1:8000/；{address} 不是")
    base = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    place = (parts.hostname, parts.port or 80, base)
    with closing(_Server(*place)) as server:
        return _verified(server, place, address, keys, signed)


def _verified(
    server: _Server, place: _Place, address: str, keys: Sequence[PublicKey], signed: bool
) -> Verified:
    raw = server.get(SUMS)
    if raw is None:
        return Verified(0, (Finding(SUMS, f"{address} 没有这个文件：地址不对，或网站没有发布它"),))
    try:
        listed = read_sums(raw)
    except SumsError as error:
        return Verified(0, (Finding(SUMS, str(error)),))
    pairs = list(listed.items())
    with ThreadPoolExecutor(_CONNECTIONS) as pool:
        shares = [pairs[start::_CONNECTIONS] for start in range(_CONNECTIONS)]
        done = pool.map(partial(_differing, place), shares)
        found = [one for some in done for one in some]
    moment = server.get(MOMENT)
    if moment is None or not is_sealed(moment.decode("utf-8", "replace")):
        found.append(Finding(MOMENT, "缺失" if moment is None else "内容被改动"))
    manifests = dict(_manifests(server, listed))
    past, more, notes = check_signatures(manifests, raw, keys, signed=signed)
    notes = (*notes, "从网址核对，看不出网站上有没有多出来的文件；请另外核对文件夹")
    order = sorted([*found, *more], key=lambda one: (one.path, one.words))
    return Verified(len(listed), tuple(order), past, notes)


class _Server:
    """One connection to a server, opened again when the server closes it."""

    def __init__(self, host: str, port: int, base: str) -> None:
        self._connection = http.client.HTTPConnection(host, port, timeout=_PATIENCE)
        self._base = base

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def get(self, path: str) -> bytes | None:
        """What is served at a path of the site, None where there is nothing. Raises OSError."""
        for last in (False, True):
            try:
                headers = {"Accept-Encoding": "identity", "Cache-Control": "no-cache"}
                self._connection.request("GET", quote(self._base + path), headers=headers)
                answer = self._connection.getresponse()
                content = answer.read()
            except (http.client.HTTPException, ConnectionError) as error:
                self._connection.close()
                if last:
                    raise ConnectionError(f"{path}：{error}") from error
                continue
            return content if answer.status == http.client.OK else None
        return None


def _differing(place: _Place, share: Sequence[tuple[str, str]]) -> list[Finding]:
    found = []
    with closing(_Server(*place)) as server:
        for path, expected in share:
            content = server.get(path)
            if content is None:
                found.append(Finding(path, "缺失"))
            elif hashlib.sha256(content).hexdigest() != expected:
                found.append(Finding(path, "内容被改动"))
    return found


def _manifests(server: _Server, listed: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """The published manifests, with their list and the keys: as many as there are in a row."""
    named = server.get(MANIFEST_LIST)
    if named is not None:
        yield MANIFEST_LIST, named
    for path in listed:
        if path.startswith(KEYS):
            yield path, server.get(path) or b""
    for number in range(1, _MOST_MANIFESTS):
        stem = f"{MANIFESTS}{file_name(number)}"
        content = server.get(stem)
        if content is None:
            return
        yield stem, content
        signature = server.get(f"{stem}.minisig")
        if signature is not None:
            yield f"{stem}.minisig", signature
