"""Run a part of a test in a process of its own, which may be killed or come to harm."""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from collections.abc import Callable


def in_child(run: Callable[[], None]) -> int:
    """Start `run` in a copy of this process and give the copy's process id.

    The copy ends with 0, or with 1 when `run` raised; nothing of the test
    run's own ending happens in it.
    """
    with warnings.catch_warnings():
        # Python 3.12 and later warn of the threads of a parallel test run; they are at rest.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return child
    status = 1
    try:
        run()
        status = 0
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


def ended(child: int) -> int:
    """Wait for a child: its exit status, or the negative number of the signal that killed it."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
