"""Links of a text that is printed at another address than its own."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_RELATIVE = re.compile(r"(\]\()(\.\.?/[^)\s]*)")


def rooted(markdown: str, url: str) -> str:
    """The text with its relative links root-relative, as they lead from the page at `url`."""
    return _RELATIVE.sub(lambda link: link[1] + urljoin(url, link[2]), markdown)
