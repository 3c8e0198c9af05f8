"""One entry of the ledger, and the head that says how long the ledger is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from clerestory.model.canonical import canonical_json

START = "sha256:" + "0" * 64
PROGRAM = "clerestory"  # who acts where nobody is named


class Duty(Enum):
    """The six kinds of event that must be logged (Data Protection Act 2018, section 62), and none of them."""

    COLLECTION = "COL"
    ALTERATION = "ALT"
    CONSULTATION = "CON"
    DISCLOSURE = "DIS"
    COMBINATION = "CMB"
    ERASURE = "ERA"
    NONE = ""


@dataclass(frozen=True)
class Head:
    """How long the ledger is, and the hash of its last entry; ``size`` in bytes finds the end without reading all."""

    length: int
    hash: str
    size: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Entry:
    """One entry; ``detail`` holds codes, names of files and keyed hashes, never a confidential value."""

    seq: int
    time: dt.datetime
    actor: str
    event: str
    duty: Duty
    why: str
    detail: dict[str, Any]
    prev: str

    def canonical(self) -> bytes:
        """Give the bytes that are hashed."""
        return canonical_json(
            {
                "actor": self.actor,
                "detail": self.detail,
                "duty": self.duty.value,
                "event": self.event,
                "prev": self.prev,
                "seq": self.seq,
                "time": self.time.isoformat(),
                "why": self.why,
            }
        )
