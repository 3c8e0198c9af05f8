"""The chain of entries in ``ledger.jsonl``: written, checked, and read again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from clerestory.clock import Clock
from clerestory.errors import LedgerError
from clerestory.ledger.entry import PROGRAM, START, Duty, Entry, Head
from clerestory.ledger.lines import END, NO_ENTRY, digest, entry_of, following, line_of, raw_of, why_not
from clerestory.model.canonical import canonical_json, canonical_text

Seals = Sequence[tuple[str, Head]]  # heads that were carried elsewhere, each with a name for a message


class Ledger:
    """The ledger of one study; the caller holds the study's lock while it writes.

    Parameters
    ----------
    actor : str
        Who acts where an entry does not say: an id or post of study.toml, or the program.
    """

    def __init__(self, path: Path, clock: Clock, *, actor: str = PROGRAM) -> None:
        self._path, self._clock, self._actor = path, clock, actor
        self._head_path = path.with_suffix(".head")

    @property
    def head(self) -> Head:
        """The last entry's number and hash; of an empty ledger, nothing and zeros."""
        if not _is_there(self._path) and not _is_there(self._head_path):
            return Head(0, START)
        return _read_head(self._head_path)

    def check(self, *, sealed: Seals = ()) -> None:
        """Check all that was written before anything is written on.

        What an interrupted run leaves holds here: whole entries behind the head, a fragment as the last line, which
        the next entry takes the place of, and a head of length 0 without a ledger. A ledger that is not there is new,
        unless a seal or the head names an entry of it.

        Parameters
        ----------
        sealed : sequence of (str, Head)
            As ``verify_ledger`` takes them.

        Raises
        ------
        LedgerError
            As ``verify_ledger`` does.
        """
        if not sealed and not _is_there(self._path):
            head = self.head
            if (head, head.size) == (Head(0, START), 0):
                return
        _verify(self._path, _whole_lines(self._path), sealed)

    def recover(self) -> Head:
        """Take in the whole entry that an interrupted run left behind the head, drop a fragment, and give the head."""
        head = self._recovered_head()
        return head if head == self.head else self._write_head(head)

    def append(
        self,
        event: str,
        *,
        why: str,
        actor: str = "",
        duty: Duty = Duty.NONE,
        detail: dict[str, Any] | None = None,
    ) -> Head:
        """Write one entry, on disk before this returns.

        An entry that an interrupted run left behind the head is kept where it is whole and follows, and dropped where
        it is a fragment: it had not been acknowledged.
        """
        head = self._recovered_head()
        if head.length == 0:
            self._write_head(head)  # so that an interrupted first entry is not mistaken for a lost head
        who = actor or self._actor
        entry = Entry(head.length + 1, self._clock.now(), who, event, duty, why, detail or {}, head.hash)
        raw = entry.canonical()
        said = digest(raw)
        line = line_of(raw, said)
        with self._path.open("ab") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        return self._write_head(Head(entry.seq, said, head.size + len(line)))

    def _recovered_head(self) -> Head:
        head = self.head
        if head.length == 0 and not _is_there(self._path):
            return head
        if _hash_before(self._path, head.size) != head.hash:
            raise _fault(self._path, head.length, "the entry at the head is not the one that ledger.head names")
        for line in _lines_from(self._path, head.size):
            follows = following(line, head)
            if follows is None and line.endswith(END):
                raise _fault(self._path, head.length + 1, why_not(line, head))
            if follows is None:
                with self._path.open("r+b") as file:
                    file.truncate(head.size)
                break
            head = follows
        return head

    def _write_head(self, head: Head) -> Head:
        return _write_head(self._head_path, head)


def copy_ledger(path: Path, target: Path, *, length: int) -> None:
    """Write the first entries of a ledger that was verified as a ledger of its own.

    Raises
    ------
    LedgerError
        If an entry does not follow.
    """
    head = Head(0, START)
    with target.open("wb") as file:
        for line in islice(_whole_lines(path), length):
            follows = following(line, head)
            if follows is None:
                raise _fault(path, head.length + 1, why_not(line, head))
            file.write(line)
            head = follows
    _write_head(target.with_suffix(".head"), head)


def verify_ledger(path: Path, *, sealed: Seals = ()) -> Head:
    """Check every entry, the chain, the head and each sealed head.

    Parameters
    ----------
    path : Path
        ``ledger.jsonl``; ``ledger.head`` lies beside it.
    sealed : sequence of (str, Head)
        Heads that were carried elsewhere (the seals of releases), each with a name for the message. Entries
        behind ``ledger.head`` that follow are those of an interrupted run, and hold.

    Returns
    -------
    Head
        Length and last hash.

    Raises
    ------
    LedgerError
        At the first entry that was edited, removed, moved or cut off, naming its line; or if it cannot be read.
    """
    return _verify(path, _lines_from(path, 0), sealed)


def ledger_entries(path: Path) -> Iterator[Entry]:
    """Give the entries of a ledger that was verified, without the fragment that an interrupted run may have left."""
    for number, line in enumerate(_whole_lines(path), 1):
        entry = entry_of(raw_of(line))
        if entry is None:
            raise _fault(path, number, NO_ENTRY)
        yield entry


def entries_of(path: Path, *events: str) -> Iterator[Entry]:
    """Give the entries of some events, in order, of a ledger that was verified; of one that is not there, none.

    Of the other lines only the spelling of their event is looked at, so that a long ledger is read quickly.
    """
    wanted = [f'"event":{canonical_text(event)}'.encode() for event in events]
    lines = _whole_lines(path) if _is_there(path) else ()
    for number, line in enumerate(lines, 1):
        if any(words in line for words in wanted):
            entry = entry_of(raw_of(line))
            if entry is None:
                raise _fault(path, number, NO_ENTRY)
            if entry.event in events:
                yield entry


def _verify(path: Path, lines: Iterable[bytes], sealed: Seals) -> Head:
    if not _is_there(path):
        raise LedgerError(
            "there is no ledger",
            where=str(path),
            remedy="Name a study that was run, or restore the file from a backup.",
        )
    stored = _read_head(path.with_suffix(".head"))
    wanted: dict[int, list[tuple[str, Head]]] = {}
    for name, named in (*sealed, ("ledger.head", stored)):
        wanted.setdefault(named.length, []).append((name, named))
    head = Head(0, START)
    _check_named(path, head, wanted.pop(0, []), stored)
    for line in lines:
        follows = following(line, head)
        if follows is None:
            raise _fault(path, head.length + 1, why_not(line, head))
        head = follows
        if head.length in wanted:
            _check_named(path, head, wanted.pop(head.length), stored)
    if wanted:
        length, [(name, _), *_] = max(wanted.items())
        raise _fault(path, head.length + 1, f"the end is cut off: {name} names an entry {length}")
    return head


def _check_named(path: Path, head: Head, named: list[tuple[str, Head]], stored: Head) -> None:
    """Check every head that names this entry; a seal says nothing of bytes, ``ledger.head`` does."""
    for name, other in named:
        if other.hash != head.hash:
            raise _fault(path, max(head.length, 1), f"the entry is not the one that {name} names")
        if other is stored and other.size != head.size:
            raise _fault(path, max(head.length, 1), f"the entry ends at another byte than {name} says")


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)  # also a link that leads nowhere: something stands in the ledger's place


def _lines_from(path: Path, offset: int) -> Iterator[bytes]:
    with _opened(path) as file:
        file.seek(offset)
        yield from file


def _whole_lines(path: Path) -> Iterator[bytes]:
    return (line for line in _lines_from(path, 0) if line.endswith(END))


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise LedgerError(
            f"cannot be read: {(error.strerror or type(error).__name__).lower()}",
            where=str(path),
            remedy="Keep what is there as evidence, restore ledger.jsonl and ledger.head from a backup, and run again.",
        ) from None


def _hash_before(path: Path, size: int) -> str:
    """Give the hash of the line that ends at ``size`` bytes; of the beginning, zeros."""
    if size == 0:
        return START
    with _opened(path) as file:
        file.seek(max(0, size - len(START) - len(b'"}\n')))
        return file.read(len(START) + len(b'"}\n')).removesuffix(b'"}\n').decode(errors="replace")


def _write_head(path: Path, head: Head) -> Head:
    temporary = path.with_suffix(".head.new")
    with temporary.open("wb") as file:
        file.write(canonical_json({"hash": head.hash, "length": head.length, "size": head.size}) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    return head


def _read_head(path: Path) -> Head:
    try:
        data = json.loads(path.read_bytes())
        return Head(int(data["length"]), str(data["hash"]), int(data["size"]))
    except FileNotFoundError:
        raise LedgerError(
            "ledger.head is missing, so a cut-off end could not be seen",
            where=str(path),
            remedy="Restore it from a backup, or from the seal of the last release.",
        ) from None
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise LedgerError("ledger.head cannot be read", where=str(path), remedy="Restore it from a backup.") from error


def _fault(path: Path, line: int, what: str) -> LedgerError:
    return LedgerError(
        what,
        where=f"{path}, line {line}",
        remedy="Keep the file as evidence, restore the last good copy and find out who wrote here.",
    )
