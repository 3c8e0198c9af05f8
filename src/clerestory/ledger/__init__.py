"""The ledger: what was done, by whom, when and why; append-only, each entry bound to all before it.

A line is ``{"entry":{...},"hash":"sha256:..."}`` in canonical JSON; the hash is that of the entry, which names the
hash before it. ``ledger.head`` beside it holds the length and the last hash, so that a cut-off end shows too; the seal
of each release carries both into public. Reference: docs/reference/ledger.md.
"""

from clerestory.ledger.chain import Ledger, Seals, copy_ledger, entries_of, ledger_entries, verify_ledger
from clerestory.ledger.entry import PROGRAM, START, Duty, Entry, Head

__all__ = [
    "PROGRAM",
    "START",
    "Duty",
    "Entry",
    "Head",
    "Ledger",
    "Seals",
    "copy_ledger",
    "entries_of",
    "ledger_entries",
    "verify_ledger",
]
