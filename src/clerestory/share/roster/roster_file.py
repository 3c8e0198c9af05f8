"""The file of a blind roster: keyed hashes in their own order, which tells of no person."""

from __future__ import annotations

import re
from pathlib import Path

from clerestory.errors import RosterError
from clerestory.model.blind_roster import HASH_BYTES, Roster
from clerestory.study.writing import write_secret

FORM = "clerestory-roster/2"  # the first form held no short forms and no spellings from other alphabets
_HEAD = re.compile(r"clerestory-roster/[12] (key-[0-9a-f]{16}) people=(\d{1,9}) words=([2-9])")


def write_roster(path: Path, roster: Roster) -> None:
    """Write a roster that its owner alone can read."""
    head = f"{FORM} {roster.key_id} people={roster.people} words={roster.most_words}"
    write_secret(path, "\n".join([head, *sorted(value.hex() for value in roster.hashes)]) + "\n")


def read_roster(path: Path) -> Roster:
    """Read a roster.

    Raises
    ------
    RosterError
        If it is not a file of the form.
    """
    try:
        head, *lines = path.read_text(encoding="ascii").splitlines()
        found = _HEAD.fullmatch(head)
        hashes = frozenset(bytes.fromhex(line) for line in lines)
    except (OSError, ValueError):
        found, hashes = None, frozenset()
    if found is None or not hashes or {len(value) for value in hashes} != {HASH_BYTES}:
        raise RosterError("is not a blind roster", where=str(path), remedy="Make one: `clerestory share roster make`.")
    return Roster(found[1], int(found[2]), int(found[3]), hashes)
