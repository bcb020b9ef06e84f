"""The search index for a folder without a server: each file as a script (theme/js/search/shards.js)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator

from gongkai.site.search_index import FOLDER


def as_scripts(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The files of the index as scripts that hand over their name and content."""
    for path, content in files:
        name = path.removeprefix(FOLDER)
        script = f'gongkaiSearchFile("{name}","{b64encode(content).decode()}");\n'
        yield f"{path}.js", script.encode()
