"""A line of the ledger: how it is written, and whether it is the whole, unchanged entry that must follow.

A line is read twice over: in full, as the one that decides; and before that by its spelling, which is several times as
fast and accepts nothing that the full reading would not. What the quick reading does not know goes to the full one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re

from clerestory.ledger.entry import Duty, Entry, Head
from clerestory.model.canonical import canonical_json, canonical_text

_BEFORE, _BETWEEN, END = b'{"entry":', b',"hash":"', b"\n"
NO_ENTRY = "the line is not an entry (cut off or overwritten)"
# A text that is written as it is read: no quote, no backslash, no control character. Others take the full reading.
_PLAIN = r'[^"\\\x00-\x1f]*'
_SECOND = r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d\+00:00"  # as isoformat writes a second of UTC
_DECODER = json.JSONDecoder()
_SPELLED = re.compile(
    rf'{{"entry":({{"actor":"{_PLAIN}","detail":({{.*}}),"duty":"(?:{"|".join(duty.value for duty in Duty)})"'
    rf',"event":"{_PLAIN}","prev":"(sha256:[0-9a-f]{{64}})","seq":([1-9][0-9]*),"time":"({_SECOND})"'
    rf',"why":"{_PLAIN}"}}),"hash":"(sha256:[0-9a-f]{{64}})"}}\n',
    re.ASCII,
)


def digest(raw: bytes) -> str:
    """Give the hash of the bytes of an entry."""
    return "sha256:" + hashlib.sha256(raw).hexdigest()


def line_of(raw: bytes, said: str) -> bytes:
    """Give the line of an entry, with its hash."""
    return _BEFORE + raw + _BETWEEN + said.encode() + b'"}\n'


def following(line: bytes, head: Head) -> Head | None:
    """Give the head after ``line``, or None where it is not the whole, unchanged entry after ``head``."""
    return following_as_spelled(line, head) or following_in_full(line, head)


def following_as_spelled(line: bytes, head: Head) -> Head | None:
    """Do what ``following_in_full`` does for a line in the common spelling; None says nothing."""
    try:
        found = _SPELLED.fullmatch(line.decode())
    except UnicodeDecodeError:
        return None
    if found is None:
        return None
    raw, detail, prev, seq, time, said = found.groups()
    length = head.length + 1
    if prev != head.hash or seq != str(length) or said != digest(raw.encode()):
        return None
    return Head(length, said, head.size + len(line)) if _is_spelled(detail, time) else None


def _is_spelled(detail: str, time: str) -> bool:
    """Whether the two parts that the pattern cannot judge are as canonical JSON writes them."""
    try:
        dt.datetime.fromisoformat(time)
        value, _ = _DECODER.raw_decode(detail)  # what stood behind it would be missing in its canonical text
        return canonical_text(value) == detail
    except (ValueError, RecursionError):
        return False


def following_in_full(line: bytes, head: Head) -> Head | None:
    """Give the head after ``line`` by reading it whole, or None where it does not follow."""
    raw = raw_of(line)
    said, entry = digest(raw), entry_of(raw)
    if entry is None or line != line_of(raw, said) or (entry.seq, entry.prev) != (head.length + 1, head.hash):
        return None
    return Head(entry.seq, said, head.size + len(line))


def raw_of(line: bytes) -> bytes:
    """Give what stands in a line where the bytes of its entry do."""
    return line.removeprefix(_BEFORE).rpartition(_BETWEEN)[0]


def entry_of(raw: bytes) -> Entry | None:
    """Read an entry from its bytes; None where it has not the form of one, or is not spelled as one is written."""
    try:
        value = json.loads(raw)
        entry = Entry(**value | {"time": dt.datetime.fromisoformat(value["time"]), "duty": Duty(value["duty"])})
        spelled = entry.canonical() == raw
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    words = (entry.actor, entry.event, entry.why, entry.prev)
    formed = type(entry.seq) is int and isinstance(entry.detail, dict) and all(isinstance(word, str) for word in words)
    return entry if formed and spelled else None


def why_not(line: bytes, head: Head) -> str:
    """Say what is wrong with a line that does not follow."""
    try:
        stored = json.loads(line)
        edited = digest(canonical_json(stored["entry"])) != stored["hash"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return NO_ENTRY
    if edited:
        return "the entry was edited: its hash does not match"
    entry = entry_of(canonical_json(stored["entry"]))
    if entry is None:
        return "the entry has not the form of one: no program of ours wrote it"
    if entry.seq != head.length + 1:
        return f"entry {entry.seq} stands here: an entry before it was removed or moved"
    return "the entry does not follow the one before it: its chain was rewritten"
