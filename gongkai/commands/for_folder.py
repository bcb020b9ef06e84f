"""The files of a site as a folder needs them that is opened without a server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.output.publish import File
from gongkai.pages.from_folder import linked
from gongkai.site.search_index import FOLDER
from gongkai.site.search_offline import as_script


def for_folder(files: Iterable[File]) -> Iterator[File]:
    """Each file; pages with links that name files, those of the search index as scripts."""
    for path, content in files:
        if isinstance(content, bytes) and path.endswith(".html"):
            yield path, linked(content)
        elif isinstance(content, bytes) and path.startswith(FOLDER):
            yield as_script(path, content)
        else:
            yield path, content
