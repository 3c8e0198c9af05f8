"""Record keys: a secret number of each record, the same in every table that the record is counted in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from clerestory.errors import RuleSetError

STEPS = 2**32  # a key counts in whole steps of 1/STEPS: sums of fractions would depend on the order of records
_SECRET = 16  # bytes


def record_keys(identifiers: Iterable[str], secret: bytes) -> npt.NDArray[np.float64]:
    """Derive a key, uniform on [0, 1), from the pseudonym of each record by a keyed hash.

    A record keeps its key in later deliveries and in another order. Who knows the secret and a pseudonym knows the key.

    Parameters
    ----------
    identifiers : iterable of str
        A pseudonym for each record, none twice.
    secret : bytes
        16 to 64 random bytes, kept as secret as the records.

    Returns
    -------
    float array of shape (n,)

    Raises
    ------
    RuleSetError
        If the secret is too short or too long.
    """
    if not _SECRET <= len(secret) <= hashlib.blake2b.MAX_KEY_SIZE:
        raise RuleSetError(
            f"is not {_SECRET} to {hashlib.blake2b.MAX_KEY_SIZE} bytes long",
            where="the secret of record keys",
            remedy="Draw it with secrets.token_bytes(32), once, and keep it in the vault.",
        )
    hashed = b"".join(hashlib.blake2b(i.encode(), key=secret, digest_size=4).digest() for i in identifiers)
    return np.frombuffer(hashed, dtype="<u4") / STEPS
