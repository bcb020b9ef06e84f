"""The office's signing key: made outside the repository, opened by its password."""

from __future__ import annotations

import getpass
import os
import secrets
import sys
from pathlib import Path

from gongkai.commands.failures import UsageError
from gongkai.formats.minisign import PublicKey, SecretKey, SignatureError, locked, unlocked
from gongkai.output.publishing_history import FOLDER

PASSWORD = "GONGKAI_KEY_PASSWORD"
_SHORTEST = 8  # characters of a password


def new_key(path: Path, root: Path) -> tuple[PublicKey, Path]:
    """Make a key at `path`, and its public key in the repository; gives both's.

    Raises UsageError where the key would lie in a repository, or is there already.
    """
    path = path.expanduser()
    home = _repository(path, root)
    if home:
        raise UsageError(
            f"私钥不能放在仓库里（{home}）：提交以后，人人都能冒充您签名。请放在别处，例如 ~/gongkai.key"
        )
    public = root / FOLDER / f"{path.stem}.pub"
    for there in (path, public):
        if there.exists():
            raise UsageError(f"{there} 已经有了，不会覆盖；换一个名字")
    if not (root / "site.yaml").is_file():
        raise UsageError(f"{root.resolve()} 里没有 site.yaml，公钥没有地方放；用 --root 指明文件夹")
    password = _new_password()
    key = SecretKey(secrets.token_bytes(8), secrets.token_bytes(32))
    text = locked(key, password, secrets.token_bytes(32))
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(text)
    public.parent.mkdir(parents=True, exist_ok=True)
    public.write_text(key.public.text, "utf-8")
    return key.public, public


def open_key(path: Path, root: Path) -> SecretKey:
    """The key in a file. Raises UsageError where it cannot be opened or must not be used."""
    path = path.expanduser()
    home = _repository(path, root)
    if home:
        raise UsageError(f"私钥在仓库里（{home}），可能已经泄露：请移出来，换一个新的密钥")
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise UsageError(f"没有私钥文件 {path}；先运行 gongkai new key {path}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} 不是私钥文件") from None
    try:
        return unlocked(text, password("私钥的密码："))
    except SignatureError as error:
        raise UsageError(f"{path}：{error}") from None


def password(prompt: str) -> str:
    """The password of the key: from the environment, else asked for at the terminal."""
    known = os.environ.get(PASSWORD)
    if known is not None:
        return known
    if not sys.stdin.isatty():
        raise UsageError(f"没有密码：在终端里运行，或把密码放进环境变量 {PASSWORD}")
    return getpass.getpass(prompt)


def _new_password() -> str:
    chosen = password("给私钥定一个密码（至少 8 个字）：")
    if len(chosen) < _SHORTEST:
        raise UsageError(f"密码太短：至少 {_SHORTEST} 个字")
    if PASSWORD not in os.environ and getpass.getpass("再输一遍：") != chosen:
        raise UsageError("两遍密码不一样，没有做密钥")
    return chosen


def _repository(path: Path, root: Path) -> Path | None:
    """The repository, or the office's folder, that a path lies in."""
    actual, office = path.resolve(), root.resolve()
    if (office / "site.yaml").is_file() and actual.is_relative_to(office):
        return office
    return next((folder for folder in actual.parents if (folder / ".git").exists()), None)
