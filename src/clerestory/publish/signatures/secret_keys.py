"""Secret key files: those of minisign, with and without a password, and those of `clerestory review keys`."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clerestory.errors import SignatureError
from clerestory.publish.signatures.minisign import (
    ID_SIZE,
    KEY_ALGORITHM,
    KEY_SIZE,
    UNTRUSTED,
    SecretKey,
    secret_key_of_seed,
)

_SCRYPT, _BARE, _CHECKSUM = b"Sc", b"\x00\x00", b"B2"
_SALT_SIZE, _SECRET_SIZE = 32, 104  # of the secret: id, seed, public half and checksum
_BLOCK = 8  # scrypt's r, which libsodium fixes
_LEAST_OPERATIONS = 32768
_MOST_MEMORY = 1 << 30  # what minisign asks for; a file that asks for more is damaged or hostile
_MOST_OPERATIONS = 1 << 26  # likewise


def read_secret_key(path: Path, password: Callable[[], str]) -> SecretKey:
    """Read the file of a secret key.

    Parameters
    ----------
    password : callable
        Gives the password; called only where the file is encrypted.

    Raises
    ------
    SignatureError
        If it is no such file, or the password is not the one that it was encrypted with.
    """
    try:
        lines = [line for line in path.read_text("utf-8").strip().splitlines() if not line.startswith(UNTRUSTED)]
        (line,) = lines
        raw = base64.b64decode(line, validate=True)
    except ValueError:
        raise _no_key(path) from None
    if len(raw) == KEY_SIZE:
        return secret_key_of_seed(raw)
    kept = _Kept.read(raw)
    if kept is None:
        raise _no_key(path)
    return kept.opened(password, path)


@dataclass(frozen=True)
class _Kept:
    """A secret key as minisign keeps it."""

    encryption: bytes
    salt: bytes
    operations: int
    memory: int
    secret: bytes

    @classmethod
    def read(cls, raw: bytes) -> _Kept | None:
        head, salt, rest = raw[:6], raw[6 : 6 + _SALT_SIZE], raw[6 + _SALT_SIZE :]
        operations, memory = (int.from_bytes(rest[at : at + 8], "little") for at in (0, 8))
        whole = len(rest) == 16 + _SECRET_SIZE and head[:2] == KEY_ALGORITHM and head[4:] == _CHECKSUM
        known = head[2:4] == _BARE or head[2:4] == _SCRYPT
        if not whole or not known or operations > _MOST_OPERATIONS or memory > _MOST_MEMORY:
            return None
        return cls(head[2:4], salt, operations, memory, rest[16:])

    def opened(self, password: Callable[[], str], path: Path) -> SecretKey:
        secret = self.secret
        if self.encryption == _SCRYPT:
            secret = bytes(a ^ b for a, b in zip(secret, self._stream(password()), strict=True))
        key_id, pair, checksum = secret[:ID_SIZE], secret[ID_SIZE:-KEY_SIZE], secret[-KEY_SIZE:]
        wanted = hashlib.blake2b(KEY_ALGORITHM + key_id + pair, digest_size=KEY_SIZE).digest()
        if self.encryption == _SCRYPT and checksum != wanted:
            raise SignatureError(
                "the password is not the one of this key", where=str(path), remedy="Give the command again."
            )
        key = SecretKey(pair[:KEY_SIZE], key_id)
        if key.public.raw != pair[KEY_SIZE:]:
            raise _no_key(path)
        return key

    def _stream(self, password: str) -> bytes:
        cost, parallel = _scrypt_costs(self.operations, self.memory)
        return hashlib.scrypt(
            password.encode(),
            salt=self.salt,
            n=cost,
            r=_BLOCK,
            p=parallel,
            maxmem=_MOST_MEMORY + (1 << 24),  # beside its table it needs a little
            dklen=_SECRET_SIZE,
        )


def _scrypt_costs(operations: int, memory: int) -> tuple[int, int]:
    """Give scrypt's N and p for libsodium's limits of operations and memory (its pwhash_scryptsalsa208sha256)."""
    operations = max(operations, _LEAST_OPERATIONS)
    if operations < memory // 32:
        return _power_below(operations // (_BLOCK * 4)), 1
    cost = _power_below(memory // (_BLOCK * 128))
    return cost, max(1, min(operations // 4 // cost, 0x3FFFFFFF) // _BLOCK)


def _power_below(most: int) -> int:
    """Give the first power of two, from 2 on, that is more than half of ``most``."""
    power = 2
    while power <= most // 2:
        power *= 2
    return power


def _no_key(path: Path) -> SignatureError:
    return SignatureError(
        "is not a secret key",
        where=str(path),
        remedy="Name the file that `clerestory review keys` or `minisign -G` wrote.",
    )
