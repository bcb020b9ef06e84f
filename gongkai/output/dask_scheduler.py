"""A cluster behind a scheduler of Dask; the only user of dask.distributed."""

from __future__ import annotations

import socket
import time
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from gongkai.output.cluster import Cluster, ClusterError

_PATIENCE = 10.0  # seconds until a scheduler that does not answer is given up
_FRESH = 0.5  # seconds for which the number of workers is taken as known
_SCHEMES = ("tcp", "tls")
_LOGGERS = ("distributed", "distributed.client", "tornado", "tornado.application")
_SETTINGS = {
    "logging": dict.fromkeys(_LOGGERS, "critical"),
    # A page with its text is large for a graph of tasks, and right for a batch.
    "distributed.admin.large-graph-warning-threshold": "1GiB",
    "distributed.comm.timeouts.connect": f"{_PATIENCE:g}s",
}


def missing() -> str:
    """Why no cluster can be used here, in Chinese; "" where one can."""
    if find_spec("distributed") is None:
        return "没有安装集群用的程序库：pip install 'gongkai[cluster]'"
    return ""


def is_address(text: str) -> bool:
    """Whether a text is an address of a scheduler, as tcp://10.0.0.5:8786."""
    try:
        found = urlsplit(text)
        return found.scheme in _SCHEMES and bool(found.hostname and found.port)
    except ValueError:
        return False


@contextmanager
def cluster(address: str, workers: int) -> Iterator[Cluster]:
    """The crew behind the scheduler at `address`, left alone until there is much to do.

    `workers` are the processes of this machine for what is not sent away.
    """
    with ExitStack() as held:

        def reach() -> _Scheduler:
            return held.enter_context(_reached(address))

        yield Cluster(reach, workers)


class _Scheduler:
    """A scheduler that answers."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.executor: Executor = client.get_executor(pure=False)
        self._asked, self._workers = 0.0, 0

    def workers(self) -> int:
        """How many batches can be done at one time now. Raises ClusterError."""
        if self._client.status != "running":
            raise ClusterError("与调度器的连接断了")
        now = time.monotonic()
        if now - self._asked > _FRESH:
            try:
                known = self._client.scheduler_info(n_workers=-1)["workers"].values()
            except OSError as error:
                raise ClusterError("与调度器的连接断了") from error
            self._asked, self._workers = now, sum(worker["nthreads"] for worker in known)
        return self._workers


@contextmanager
def _reached(address: str) -> Iterator[_Scheduler]:
    """Connect to the scheduler. Raises ClusterError."""
    place = urlsplit(address)
    try:
        socket.create_connection((place.hostname or "", place.port or 0), _PATIENCE).close()
    except OSError as error:
        raise ClusterError(f"连不上调度器 {address}：{error.strerror or error}") from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # versions are compared by ourselves
        try:
            client = _client(address)
        except (OSError, ValueError, TypeError) as error:
            raise ClusterError(f"调度器 {address} 不应答：{error}") from error
    try:
        _same(client.get_versions())
        yield _Scheduler(client)
    finally:
        client.close(_PATIENCE)


def _client(address: str) -> Any:
    # The extra [cluster]: a second to load, so only where there is much to do.
    import dask

    dask.config.set(_SETTINGS)
    import distributed  # it looks at what is to be logged when it is loaded

    library: Any = distributed  # it has types in part
    arguments = library.Security().get_connection_args("client")
    if address.startswith("tls:") and arguments.get("ssl_context") is None:
        raise ClusterError("tls:// 要在 Dask 的设置里写明证书（distributed.comm.tls）")
    return library.Client(address, timeout=_PATIENCE, set_as_default=False)


def _same(found: Mapping[str, Any]) -> None:
    """Raise ClusterError where another part of the cluster speaks another Dask."""
    ours = found["client"]["packages"]["distributed"]
    parts = [("调度器", found["scheduler"]), *sorted(found["workers"].items())]
    for name, part in parts:
        theirs = part["packages"]["distributed"] if part else "不明"
        if theirs != ours:
            raise ClusterError(
                f"{name} 的 distributed 是 {theirs}，这里是 {ours}。各台机器装成一样的版本"
            )
