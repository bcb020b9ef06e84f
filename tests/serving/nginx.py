"""Run a real nginx with docs/nginx/site.conf: only ports and folders are put in for the sample's."""

from __future__ import annotations

import http.client
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import REPOSITORY

SAMPLE = REPOSITORY / "docs/nginx/site.conf"
_PATIENCE = 120  # seconds, on a machine with much else to do
HOST = "www.example.gov.cn"
ADDRESSES = {4: "127.0.0.1", 6: "::1"}

# In a process of its own, under no other name and with no rights but ours.
_AROUND = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said; names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Nginx:
    """A running server: where it listens, and what it trusts."""

    plain: int
    secure: int
    certificate: Path

    def get(self, path: str, *, family: int = 4, https: bool = True, **headers: str) -> Answer:
        """Ask for a path as the sample's host; `accept_encoding="br"` sends Accept-Encoding."""
        port = self.secure if https else self.plain
        opened = socket.create_connection((ADDRESSES[family], port), timeout=_PATIENCE)
        if https:
            trusting = ssl.create_default_context(cafile=str(self.certificate))
            opened = trusting.wrap_socket(opened, server_hostname=HOST)
        connection = http.client.HTTPConnection(HOST)
        connection.sock = opened
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request("GET", path, headers={"Host": HOST, **sent})
            answer = connection.getresponse()
            given = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, given, answer.read())
        finally:
            connection.close()


def has_address(family: int) -> bool:
    """Whether this machine has a loopback address of the family."""
    kind = socket.AF_INET if family == 4 else socket.AF_INET6
    with suppress(OSError), socket.socket(kind) as opened:
        opened.bind((ADDRESSES[family], 0))
        return True
    return False


@contextmanager
def nginx(site: Path, folder: Path, *, brotli: bool = False) -> Iterator[Nginx]:
    """Serve `site` under /zwgk/ with files of its own in `folder`; ended by its process id."""
    server = Nginx(_free_port(), _free_port(), folder / "fullchain.pem")
    _certificate(folder)
    (folder / "srv").mkdir()
    (folder / "srv/zwgk").symlink_to(site.resolve())
    (folder / "site.conf").write_text(_configuration(server, folder, brotli=brotli), "utf-8")
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder), "utf-8")
    command = ["/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        _await(process, server)
        yield server
    finally:
        process.terminate()
        _, said = process.communicate(timeout=_PATIENCE)
    assert said == ""


def _configuration(server: Nginx, folder: Path, *, brotli: bool) -> str:
    """The sample with our ports and folders. A replacement that finds nothing is a fault."""
    text = SAMPLE.read_text("utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{server.plain};",
        "listen [::]:80;": f"listen [::1]:{server.plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{server.secure} ssl http2;",
        "listen [::]:443 ssl http2;": f"listen [::1]:{server.secure} ssl http2;",
        "/etc/ssl/gongkai/": f"{folder}/",
        "/srv/gongkai": f"{folder}/srv",
    }
    if brotli:
        changes["# brotli_static on;"] = "brotli_static on;"
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new if has_address(6) or "[::1]" not in new else "")
    return text


def _certificate(folder: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", f"/CN={HOST}", "-addext"]
    command += [f"subjectAltName=DNS:{HOST}", "-keyout", str(folder / "privkey.pem")]
    command += ["-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)


def _free_port() -> int:
    """A port that is free on every address that will be listened on."""
    while True:
        with socket.socket() as first:
            first.bind((ADDRESSES[4], 0))
            port = int(first.getsockname()[1])
            if not has_address(6):
                return port
            with suppress(OSError), socket.socket(socket.AF_INET6) as second:
                second.bind((ADDRESSES[6], port))
                return port


def _await(process: subprocess.Popen[str], server: Nginx) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection((ADDRESSES[4], server.secure), 1):
            return
        time.sleep(0.01)
    process.terminate()
    raise AssertionError(f"nginx does not answer: {process.communicate(timeout=_PATIENCE)[1]}")
