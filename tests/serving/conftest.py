"""The example behind nginx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.nginx import Nginx, nginx


@pytest.fixture(scope="session")
def served(example_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """The example, served as docs/nginx/site.conf says."""
    with nginx(example_site, tmp_path_factory.mktemp("nginx")) as running:
        yield running
