"""The sample configuration serves the example as docs/operators.md promises."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving.nginx import Answer, Nginx, has_address, nginx

DOCUMENT = "/zwgk/regulations/parking/"


def headers_on(answer: Answer, names: str) -> dict[str, str]:
    return {name: answer.headers.get(name, "") for name in names.split()}


@pytest.mark.parametrize("family", [4, 6])
def test_both_address_families_are_served(served: Nginx, family: int) -> None:
    if not has_address(family):
        pytest.skip(f"this machine has no loopback address of IPv{family}")
    for path in ("/zwgk/", DOCUMENT):
        answer = served.get(path, family=family)
        assert (answer.status, b"<!DOCTYPE html>" in answer.body) == (200, True)


def test_plain_http_leads_to_https(served: Nginx) -> None:
    answer = served.get(f"{DOCUMENT}?a=1", https=False)
    assert (answer.status, answer.headers["location"]) == (
        301,
        f"https://www.example.gov.cn{DOCUMENT}?a=1",
    )


def test_every_answer_carries_the_security_headers(served: Nginx) -> None:
    for path in (
        "/zwgk/",
        DOCUMENT,
        "/zwgk/absent/",
        "/zwgk/data/documents.json",
        "/zwgk/gz/tcgl.html",
    ):
        assert headers_on(
            served.get(path),
            "strict-transport-security x-content-type-options x-frame-options referrer-policy permissions-policy",
        ) == {
            "strict-transport-security": "max-age=31536000",
            "x-content-type-options": "nosniff",
            "x-frame-options": "SAMEORIGIN",
            "referrer-policy": "strict-origin-when-cross-origin",
            "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        }


def test_pages_may_load_our_own_files_only(served: Nginx) -> None:
    policy = served.get(DOCUMENT).headers["content-security-policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; ") if " " in rule)
    assert rules.pop("default-src") == "'none'"
    assert rules.pop("base-uri") == "'none'"
    assert set(rules.values()) == {"'self'"}


def test_a_pdf_is_left_to_its_viewer_and_an_svg_runs_nothing(
    served: Nginx, example_site: Path
) -> None:
    pdf = next(example_site.rglob("*.pdf")).relative_to(example_site).as_posix()
    assert "content-security-policy" not in served.get(f"/zwgk/{pdf}").headers
    assert "sandbox" in served.get("/zwgk/assets/mark.svg").headers["content-security-policy"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("sitemap.xml", "text/xml; charset=utf-8"),
        ("feeds/all.xml", "application/atom+xml; charset=utf-8"),
        ("data/documents.json", "application/json; charset=utf-8"),
        ("data/documents.csv", "text/csv; charset=utf-8"),
        ("data/aliases.map", "text/plain; charset=utf-8"),
        ("regulations/parking/index.md", "text/markdown; charset=utf-8"),
        ("regulations/parking/index.json", "application/json; charset=utf-8"),
        ("regulations/parking/index.akn.xml", "application/akn+xml; charset=utf-8"),
        ("assets/mark.svg", "image/svg+xml"),
        ("*.css", "text/css; charset=utf-8"),
        ("*.js", "application/javascript; charset=utf-8"),
        ("*.wav", "audio/wav"),
        ("*.pdf", "application/pdf"),
        ("*.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_each_file_is_sent_as_what_it_is(
    served: Nginx, example_site: Path, name: str, kind: str
) -> None:
    path = min(example_site.rglob(name)) if "*" in name else example_site / name
    answer = served.get(f"/zwgk/{path.relative_to(example_site).as_posix()}")
    assert (answer.status, answer.headers["content-type"]) == (200, kind)


def test_no_file_of_the_site_is_of_an_unknown_type(served: Nginx, example_site: Path) -> None:
    endings = {path.suffix: path for path in example_site.rglob("*") if path.is_file()}
    unknown = {
        ending
        for ending, path in endings.items()
        if served.get(f"/zwgk/{path.relative_to(example_site).as_posix()}").headers["content-type"]
        == "application/octet-stream"
    }
    assert unknown == {".bin"}  # the cells of the search index: octets and nothing else


def test_styles_and_scripts_are_kept_and_all_else_is_asked_for_again(
    served: Nginx, example_site: Path
) -> None:
    style = next(example_site.rglob("site.css")).relative_to(example_site).as_posix()
    assert "immutable" in served.get(f"/zwgk/{style}").headers["cache-control"]
    for path in ("/zwgk/", DOCUMENT, "/zwgk/data/documents.json", "/zwgk/assets/mark.svg"):
        assert served.get(path).headers["cache-control"] == "no-cache"
    missing = served.get("/zwgk/assets/0123456789ab/site.css")
    assert (missing.status, missing.headers["cache-control"]) == (404, "no-cache")


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_what_a_reader_has_already_is_not_sent_again(served: Nginx, coding: str) -> None:
    first = served.get(DOCUMENT, accept_encoding=coding)
    again = served.get(DOCUMENT, accept_encoding=coding, if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    changed = served.get(DOCUMENT, accept_encoding=coding, if_none_match='"another"')
    assert changed.status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/zwgk/absent/",
        "/zwgk/data/",
        "/zwgk/404.html",
        "/zwgk/.git/config",
        "/zwgk/%2e%2e/site.conf",
    ],
)
def test_what_is_not_there_gets_our_own_page(served: Nginx, path: str) -> None:
    answer = served.get(path)
    if path.endswith("site.conf"):
        assert answer.status in (400, 404)
        return
    assert answer.status == 404
    assert "没有找到这个页面" in answer.body.decode()


def test_a_folder_is_asked_for_with_its_slash(served: Nginx) -> None:
    answer = served.get(DOCUMENT.rstrip("/"))
    assert (answer.status, answer.headers["location"]) == (301, DOCUMENT)


@pytest.mark.parametrize("query", ["", "?from=timeline"])
def test_an_old_address_leads_to_the_page_of_today(served: Nginx, query: str) -> None:
    answer = served.get(f"/zwgk/gz/tcgl.html{query}")
    assert (answer.status, answer.headers["location"]) == (301, DOCUMENT)


def test_pages_are_compressed_for_those_who_can_read_it(served: Nginx) -> None:
    plain = served.get(DOCUMENT)
    packed = served.get(DOCUMENT, accept_encoding="gzip")
    assert headers_on(plain, "content-encoding vary") == {
        "content-encoding": "",
        "vary": "Accept-Encoding",
    }
    assert headers_on(packed, "content-encoding vary") == {
        "content-encoding": "gzip",
        "vary": "Accept-Encoding",
    }
    assert gzip.decompress(packed.body) == plain.body


def test_open_data_may_be_read_by_other_sites(served: Nginx) -> None:
    assert served.get("/zwgk/data/documents.json").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in served.get(DOCUMENT).headers


@pytest.fixture(scope="module")
def precompressed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """A site with a page in three codings; nginx sends the stored bytes without looking inside."""
    site = tmp_path_factory.mktemp("precompressed")
    (site / "index.html").write_bytes(b"<!DOCTYPE html>")
    (site / "index.html.gz").write_bytes(gzip.compress(b"<!DOCTYPE html>", mtime=0))
    (site / "index.html.br").write_bytes(b"as brotli")
    with nginx(site, tmp_path_factory.mktemp("nginx"), brotli=True) as running:
        yield running


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip, br", "br"), ("br", "br"), ("gzip", "gzip"), ("identity", ""), ("deflate", "")],
)
def test_files_compressed_beforehand_are_sent_as_asked(
    precompressed: Nginx, accepted: str, coding: str
) -> None:
    answer = precompressed.get("/zwgk/", accept_encoding=accepted)
    assert headers_on(answer, "content-encoding vary") == {
        "content-encoding": coding,
        "vary": "Accept-Encoding",
    }
    stored = {"br": b"as brotli", "gzip": gzip.compress(b"<!DOCTYPE html>", mtime=0)}
    assert answer.body == stored.get(coding, b"<!DOCTYPE html>")


def test_a_site_without_old_addresses_is_served_too(precompressed: Nginx) -> None:
    assert precompressed.get("/zwgk/").status == 200
