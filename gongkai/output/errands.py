"""What a worker of a cluster does: the pure half of a stage, which it is sent once.

Only bytes and words go to and fro, so that a worker with another version can
still be asked who it is. Pickles are read on both sides: whoever reaches the
scheduler can run what he likes on all its machines.
"""

from __future__ import annotations

import gc
import pickle
import traceback
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

from gongkai.formats.compression import ENGINE
from gongkai.output.engine import facts
from gongkai.output.execution import COLLECT

DONE, FAILED, UNKNOWN, STRANGE = "done", "failed", "unknown", "strange"
Answer: TypeAlias = tuple[str, object]

_KEPT = 8  # stages that a worker remembers, more than a build has

_stages: dict[str, Callable[[Any], object]] = {}


def perform(asked: Mapping[str, str], digest: str, stage: bytes, packed: bytes) -> Answer:
    """Do one batch, as `execution.run_batches` does in a forked process.

    `asked` are the facts of the machine that asks, `digest` names the pickled
    `stage`, which is empty where the worker is taken to have it. The answer is

    - DONE and the pickled result,
    - FAILED, with what was raised and the traceback as words,
    - UNKNOWN: the stage must be sent,
    - STRANGE, with the facts of this machine, where they are others.
    """
    if asked != own_facts():
        return STRANGE, own_facts()
    try:
        known = _stages.get(digest)
        if known is None:
            if not stage:
                return UNKNOWN, None
            known = _taken_in(digest, stage)
            if known is None:
                return STRANGE, {**own_facts(), "工作进程": "启动以后程序换过"}
        return DONE, pickle.dumps(known(pickle.loads(packed)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return FAILED, (f"{type(error).__name__}: {error}", traceback.format_exc())


@cache
def own_facts() -> dict[str, str]:
    """All that must be the same on two machines for the same bytes, as this process began."""
    return {**facts(), "压缩": ENGINE}


def _taken_in(digest: str, stage: bytes) -> Callable[[Any], object] | None:
    """The stage; none where its modules may be newer than what this process began with."""
    gc.set_threshold(*COLLECT)
    made: Callable[[Any], object] = pickle.loads(stage)
    if {**facts(), "压缩": ENGINE} != own_facts():
        return None
    if len(_stages) >= _KEPT:
        del _stages[next(iter(_stages))]
    _stages[digest] = made
    return made
