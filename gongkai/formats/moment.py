"""The one file that tells when, and with what, the site was built."""

from __future__ import annotations

from datetime import datetime

from gongkai import __version__
from gongkai.formats.json import sealed


def built_for(as_of: datetime) -> str:
    """What /data/as-of.json says of a build for this moment, a local time of Asia/Shanghai."""
    moment = as_of.isoformat(timespec="minutes")
    generator = {"name": "gongkai", "version": __version__}
    return sealed({"as_of": f"{moment}+08:00", "generator": generator})
