"""The map of old addresses for nginx."""

from __future__ import annotations

import pytest

from gongkai.formats.nginx import address_map


def test_each_old_address_has_a_line() -> None:
    assert address_map([("/old/停车.html", "/zwgk/regulations/parking/"), ("/a?id=1", "/b/")]) == (
        '"/old/停车.html" "/zwgk/regulations/parking/";\n"/a?id=1" "/b/";\n'
    )


@pytest.mark.parametrize(
    "address", ['/a"b', "/a\\b", "/a;b", "/a b", "/a{b", "/a}b", "/$host/", "/a\nb", "/a\x00"]
)
def test_nothing_can_break_out_of_its_quotes(address: str) -> None:
    with pytest.raises(ValueError, match="not fit"):
        address_map([(address, "/")])
    with pytest.raises(ValueError, match="not fit"):
        address_map([("/", address)])
