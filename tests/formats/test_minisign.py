"""Keys and signatures that minisign reads, and that cannot be bent."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from gongkai.formats.minisign import (
    SecretKey,
    SignatureError,
    check,
    is_plain,
    locked,
    public_key,
    sign,
    signature,
    unlocked,
)

KEY = SecretKey(bytes(range(8)), bytes(range(32)))
CONTENT = "示例市停车管理办法\n".encode()
COMMENT = "number:1 date:2026-11-23T10:00+08:00 files:12"


def minisign(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["minisign", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def test_minisign_accepts_our_signature_and_shows_its_comment(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_bytes(CONTENT)
    (tmp_path / "list.txt.minisig").write_text(sign(CONTENT, KEY, COMMENT), "utf-8")
    done = minisign(tmp_path, "-Vm", "list.txt", "-P", KEY.public.line)
    assert (done.returncode, COMMENT in done.stdout) == (0, True)
    (tmp_path / "key.pub").write_text(KEY.public.text, "utf-8")
    assert minisign(tmp_path, "-Vm", "list.txt", "-p", "key.pub").returncode == 0
    (tmp_path / "list.txt").write_bytes(CONTENT + b" ")
    assert minisign(tmp_path, "-Vm", "list.txt", "-P", KEY.public.line).returncode == 1


def test_we_accept_the_keys_and_signatures_of_minisign(tmp_path: Path) -> None:
    made = minisign(tmp_path, "-GW", "-p", "theirs.pub", "-s", "theirs.key")
    assert made.returncode == 0
    (tmp_path / "list.txt").write_bytes(CONTENT)
    signing = minisign(tmp_path, "-Sm", "list.txt", "-s", "theirs.key", "-t", COMMENT)
    assert signing.returncode == 0
    text = (tmp_path / "list.txt.minisig").read_text("utf-8")
    found = signature(text)
    check(CONTENT, found, public_key((tmp_path / "theirs.pub").read_text("utf-8")))
    assert (found.comment, is_plain(text, found)) == (COMMENT, True)
    with pytest.raises(SignatureError, match="没有用密码保护"):
        unlocked((tmp_path / "theirs.key").read_text("utf-8"), "")


def test_a_key_opens_with_its_password_only() -> None:
    text = locked(KEY, "正确的密码", bytes(32))
    assert unlocked(text, "正确的密码") == KEY
    with pytest.raises(SignatureError, match="密码不对"):
        unlocked(text, "错误的密码")


def test_no_byte_of_a_signature_can_be_changed() -> None:
    text = sign(CONTENT, KEY, COMMENT)
    raw = text.encode()
    for place in range(len(raw)):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises((SignatureError, UnicodeDecodeError)):
            altered = changed.decode()
            found = signature(altered)
            if not is_plain(altered, found):
                raise SignatureError
            check(CONTENT, found, KEY.public)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "不完整"),
        ("untrusted comment: a\nRUQ=\n", "不完整"),
        ("untrusted comment: a\nRUQ=\ntrusted comment: b\nRUQ=\n", "不完整"),
        ("untrusted comment: a\n!!!\ntrusted comment: b\nRUQ=\n", "损坏"),
    ],
)
def test_a_signature_that_is_cut_is_named_so(text: str, words: str) -> None:
    with pytest.raises(SignatureError, match=words):
        signature(text)


def test_a_signature_of_another_key_is_named_so() -> None:
    other = SecretKey(bytes(8), bytes(32))
    with pytest.raises(SignatureError, match="不是用这个密钥签的"):
        check(CONTENT, signature(sign(CONTENT, other, COMMENT)), KEY.public)
    forged = SecretKey(KEY.id, bytes(32))
    with pytest.raises(SignatureError, match="签名不对"):
        check(CONTENT, signature(sign(CONTENT, forged, COMMENT)), KEY.public)
