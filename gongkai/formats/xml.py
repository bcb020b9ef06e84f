"""Text that may stand inside XML."""

from __future__ import annotations

import re

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

# What XML 1.0 cannot hold in any form (section 2.2, Char).
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """The text as it stands in an element or between double quotes.

    A character that XML cannot hold becomes U+FFFD, so that its loss shows.
    """
    text = escape_body(text)
    return text if text.isprintable() else _IMPOSSIBLE.sub("\ufffd", text)


def escape_body(text: str) -> str:
    """The same for the words of a body: reading lets no impossible character through.

    Looking for such characters would take longer than all else.
    """
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text
