"""A private key under a passphrase.

The passphrase goes through scrypt, and with the secret of the zone makes the key of AES-GCM: a copy of the database
alone gives nobody anything to try passphrases on. PKCS8 of `cryptography` was weighed: its best encryption takes 2,048
rounds of PBKDF2, under a thousandth of a second for each guess.
"""

from __future__ import annotations

import base64
import hashlib
import os
import unicodedata
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clerestory.model.forms import Form

# OWASP's password storage cheat sheet, scrypt: 32 MB for each of three passes.
COST = 1 << 15
_BLOCK, _PASSES = 8, 3
_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES = 16, 12, 32
_ROOM = 64 << 20  # what scrypt may take, with room above its 32 MB


class SealedKey(Form):
    """What is stored of a private key."""

    form: Literal["clerestory-sealed-key/1"] = "clerestory-sealed-key/1"
    cost: int
    block: int = _BLOCK
    passes: int = _PASSES
    salt: str
    nonce: str
    box: str


def sealed(private_key: str, passphrase: str, *, of: str, secret: str, cost: int) -> str:
    """Give a private key as it is stored.

    Parameters
    ----------
    of : str
        Whose it is; opened for anybody else, it does not open.
    secret : str
        The secret of the zone.
    cost : int
        What a guess costs: N of scrypt.
    """
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    empty = SealedKey(cost=cost, salt=_text(salt), nonce=_text(nonce), box="")
    box = _cipher(empty, passphrase, secret).encrypt(nonce, private_key.encode(), of.encode())
    return empty.model_copy(update={"box": _text(box)}).model_dump_json()


def unsealed(stored: str, passphrase: str, *, of: str, secret: str) -> str | None:
    """Give a private key back; None where the passphrase is another."""
    kept = SealedKey.model_validate_json(stored)
    cipher = _cipher(kept, passphrase, secret)
    try:
        return cipher.decrypt(base64.b64decode(kept.nonce), base64.b64decode(kept.box), of.encode()).decode()
    except InvalidTag:
        return None


def _cipher(kept: SealedKey, passphrase: str, secret: str) -> AESGCM:
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    salt = base64.b64decode(kept.salt)
    stretched = hashlib.scrypt(
        typed, salt=salt, n=kept.cost, r=kept.block, p=kept.passes, maxmem=_ROOM, dklen=_KEY_BYTES
    )
    derived = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=b"key of a person")
    return AESGCM(derived.derive(stretched + secret.encode()))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
