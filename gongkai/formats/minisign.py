"""Signatures, keys and public keys in the format of minisign; the only user of cryptography.

The format is that of https://jedisct1.github.io/minisign/: Ed25519 over the BLAKE2b digest of the
file, and over signature and trusted comment together. Readers check with the programs they have.
cryptography is loaded where it is wanted: few builds sign or check anything.
"""

from __future__ import annotations

import binascii
import hashlib
import hmac
import struct
from base64 import b64decode, b64encode
from dataclasses import dataclass

_UNTRUSTED = "untrusted comment: "
_TRUSTED = "trusted comment: "
_ED25519, _PREHASHED, _SCRYPT, _BLAKE2B = b"Ed", b"ED", b"Sc", b"B2"
_ID, _PUBLIC, _SECRET, _SIGNATURE, _SALT, _SUM = 8, 32, 64, 64, 32, 32
_LOCKED = _ID + _SECRET + _SUM

# What unlocking costs: 256 MB and a second. minisign itself takes 1 GB, more than a small machine
# that signs each night has; the cost is written in the key, so both read both.
_OPERATIONS, _MEMORY = 1 << 23, 1 << 28
_MOST_MEMORY = 1 << 30  # what minisign takes


class SignatureError(Exception):
    """A key or signature cannot be read, or does not fit. The message is Chinese."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What readers check signatures with."""

    id: bytes
    key: bytes

    @property
    def name(self) -> str:
        """Its id as minisign prints it."""
        return self.id[::-1].hex().upper()

    @property
    def line(self) -> str:
        """The one line that `minisign -P` takes."""
        return b64encode(_ED25519 + self.id + self.key).decode()

    @property
    def text(self) -> str:
        """The file."""
        return f"{_UNTRUSTED}minisign public key {self.name}\n{self.line}\n"


@dataclass(frozen=True, slots=True)
class SecretKey:
    """What signs. It is never written anywhere but locked by a password."""

    id: bytes
    seed: bytes

    @property
    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        known = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return PublicKey(self.id, known.public_bytes(Encoding.Raw, PublicFormat.Raw))


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that was read. `comment` is trusted once `check` has passed."""

    id: bytes
    comment: str
    own: bytes
    whole: bytes  # over `own` and the comment


def locked(key: SecretKey, password: str, salt: bytes) -> str:
    """The file of a secret key. `salt` is 32 random bytes."""
    secret = key.seed + key.public.key
    plain = key.id + secret + _checksum(key.id, secret)
    pad = _pad(password, salt, _OPERATIONS, _MEMORY)
    head = _ED25519 + _SCRYPT + _BLAKE2B + salt + struct.pack("<QQ", _OPERATIONS, _MEMORY)
    body = head + bytes(a ^ b for a, b in zip(plain, pad, strict=True))
    return f"{_UNTRUSTED}minisign encrypted secret key\n{b64encode(body).decode()}\n"


def unlocked(text: str, password: str) -> SecretKey:
    """The secret key in a file. Raises SignatureError."""
    raw = _decoded(_lines(text, 2, "这不是 minisign 的私钥文件")[1])
    if len(raw) != 6 + _SALT + 16 + _LOCKED or raw[:2] != _ED25519 or raw[4:6] != _BLAKE2B:
        raise SignatureError("这不是 minisign 的私钥文件")
    if raw[2:4] != _SCRYPT:
        raise SignatureError("私钥没有用密码保护，不能用；请用 gongkai new key 另做一个")
    salt, rest = raw[6 : 6 + _SALT], raw[6 + _SALT :]
    operations, memory = struct.unpack("<QQ", rest[:16])
    pad = _pad(password, salt, operations, memory)
    plain = bytes(a ^ b for a, b in zip(rest[16:], pad, strict=True))
    name, secret, found = plain[:_ID], plain[_ID : _ID + _SECRET], plain[_ID + _SECRET :]
    if not hmac.compare_digest(found, _checksum(name, secret)):
        raise SignatureError("私钥的密码不对，或私钥文件已经损坏")
    return SecretKey(name, secret[: _SECRET // 2])


def public_key(text: str) -> PublicKey:
    """The public key in a file, or in the one line that stands in it. Raises SignatureError."""
    lines = text.split("\n")
    raw = _decoded(
        lines[0] if len(lines) == 1 else _lines(text, 2, "这不是 minisign 的公钥文件")[1]
    )
    if len(raw) != 2 + _ID + _PUBLIC or raw[:2] != _ED25519:
        raise SignatureError("这不是 minisign 的公钥文件")
    return PublicKey(raw[2 : 2 + _ID], raw[2 + _ID :])


def sign(content: bytes, key: SecretKey, comment: str) -> str:
    """The signature file of a content, with a comment that is signed as well."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    secret = Ed25519PrivateKey.from_private_bytes(key.seed)
    own = secret.sign(_digest(content))
    whole = secret.sign(own + comment.encode())
    return _text(Signature(key.id, comment, own, whole))


def signature(text: str) -> Signature:
    """Read a signature file. Raises SignatureError where a byte of it is not as minisign writes it."""
    lines = _lines(text, 4, "签名文件不完整")
    raw, whole = _decoded(lines[1]), _decoded(lines[3])
    if len(raw) != 2 + _ID + _SIGNATURE or len(whole) != _SIGNATURE:
        raise SignatureError("签名文件不完整")
    if raw[:2] != _PREHASHED or not lines[2].startswith(_TRUSTED):
        raise SignatureError("签名文件的格式不对")
    comment = lines[2].removeprefix(_TRUSTED)
    return Signature(raw[2 : 2 + _ID], comment, raw[2 + _ID :], whole)


def is_plain(text: str, found: Signature) -> bool:
    """Whether a signature file is, to the byte, one that `sign` or minisign itself writes.

    Its first line is signed by nobody and could otherwise say anything.
    """
    own = _text(found)
    rest = own.partition("\n")[2]
    return text in (own, f"{_UNTRUSTED}signature from minisign secret key\n{rest}")


def check(content: bytes, found: Signature, key: PublicKey) -> None:
    """Raises SignatureError unless the key signed the content and the comment."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if found.id != key.id:
        other = found.id[::-1].hex().upper()
        raise SignatureError(f"不是用这个密钥签的：签名的密钥是 {other}，公钥是 {key.name}")
    known = Ed25519PublicKey.from_public_bytes(key.key)
    try:
        known.verify(found.own, _digest(content))
    except InvalidSignature:
        raise SignatureError("签名不对：内容在签名以后被改动，或签名是别的内容的") from None
    try:
        known.verify(found.whole, found.own + found.comment.encode())
    except InvalidSignature:
        raise SignatureError("签名的说明（trusted comment）被改动") from None


def _text(found: Signature) -> str:
    key = found.id[::-1].hex().upper()
    own = b64encode(_PREHASHED + found.id + found.own).decode()
    whole = b64encode(found.whole).decode()
    return (
        f"{_UNTRUSTED}signature from minisign secret key {key}\n{own}\n"
        f"{_TRUSTED}{found.comment}\n{whole}\n"
    )


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content).digest()


def _checksum(name: bytes, secret: bytes) -> bytes:
    return hashlib.blake2b(_ED25519 + name + secret, digest_size=_SUM).digest()


def _pad(password: str, salt: bytes, operations: int, memory: int) -> bytes:
    """The bytes that lock a key: scrypt with the parameters libsodium takes for these limits."""
    if not 1 << 15 <= operations <= 1 << 32 or not 1 << 20 <= memory <= _MOST_MEMORY:
        raise SignatureError("私钥文件已经损坏：里面的参数不合理")
    block = 8
    power = min(memory // (block * 128), operations // (block * 4)).bit_length() - 1
    parallel = 1
    if operations >= memory // 32:
        power = (memory // (block * 128)).bit_length() - 1
        parallel = max(1, ((operations // 4) >> power) // block)
    return hashlib.scrypt(
        password.encode(),
        salt=salt,
        n=1 << power,
        r=block,
        p=parallel,
        maxmem=(128 * block << power) + (1 << 24) * parallel,
        dklen=_LOCKED,
    )


def _lines(text: str, count: int, fault: str) -> list[str]:
    lines = text.removesuffix("\n").split("\n")
    if len(lines) != count or not lines[0].startswith(_UNTRUSTED):
        raise SignatureError(fault)
    return lines


def _decoded(line: str) -> bytes:
    try:
        return b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        raise SignatureError("密钥或签名的文字有损坏") from None
