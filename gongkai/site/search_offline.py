"""The search index for a folder without a server: each file as a script (theme/js/search/shards.js)."""

from __future__ import annotations

from base64 import b64encode

from gongkai.site.search_index import FOLDER


def as_script(path: str, content: bytes) -> tuple[str, bytes]:
    """A file of the index as a script that hands over its name and content."""
    name = path.removeprefix(FOLDER)
    script = f'gongkaiSearchFile("{name}","{b64encode(content).decode()}");\n'
    return f"{path}.js", script.encode()
