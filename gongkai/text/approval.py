"""The hash by which a 审核 record names the text that was approved."""

from __future__ import annotations

from hashlib import sha256


def text_hash(body: str) -> str:
    """sha256 of a body, in hex; space at its two ends and at line ends does not count."""
    lines = [line.rstrip(" \t") for line in body.strip().split("\n")]
    return sha256("\n".join(lines).encode()).hexdigest()


def approves(recorded: str, body: str) -> bool:
    """Whether a recorded hash, or its first 12 or more digits, is that of `body`."""
    recorded = recorded.strip().lower().removeprefix("sha256:")
    return len(recorded) >= 12 and text_hash(body).startswith(recorded)
