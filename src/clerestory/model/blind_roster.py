"""A blind roster: keyed hashes of the ways in which names could be written, and how a phrase is asked for."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

HASH_BYTES = 16
MOST_WORDS = 6  # of a written name


@dataclass(frozen=True)
class Roster:
    """Keyed hashes of written names; ``repr`` shows numbers alone."""

    key_id: str
    people: int
    most_words: int
    hashes: frozenset[bytes] = field(repr=False)


def phrase_hash(secret: bytes, words: tuple[str, ...]) -> bytes:
    """Give the keyed hash of some words in normal form."""
    return hmac.digest(secret, " ".join(words).encode(), "sha256")[:HASH_BYTES]
