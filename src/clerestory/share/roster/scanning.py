"""Searching the texts of a release for names on a blind roster; at the giver, and every search is logged.

A person who holds roster and key could ask for names one by one. So each search is an entry of an append-only,
hash-chained log beside the roster, with how many phrases were asked for, and each result says how many came before.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from clerestory.clock import Clock, SystemClock
from clerestory.errors import CustodyError, RosterError
from clerestory.ledger import Duty, Ledger, ledger_entries
from clerestory.model.blind_roster import Roster, phrase_hash
from clerestory.model.custody import CustodyKey
from clerestory.progress import SILENT, Progress
from clerestory.share.roster.words import Word, words_in, words_of

SEARCHED = "roster searched"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Hit:
    """Names of the roster on one line; ``words`` are shown to the giver alone, on request."""

    file: str
    line: int  # 0 for the name of the file itself
    count: int
    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Scan:
    """What a search found, and how often this roster was asked before."""

    hits: tuple[Hit, ...]
    files: int
    unread: tuple[str, ...]  # files of a kind that is not searched
    phrases: int  # distinct phrases that were looked up
    searches_before: int
    searches_last_day: int

    @property
    def clear(self) -> bool:
        """Whether every file was searched and none has a name."""
        return not self.hits and not self.unread


def scan_texts(
    folder: Path,
    roster: Roster,
    key: CustodyKey,
    *,
    log: Path,
    clock: Clock | None = None,
    progress: Progress = SILENT,
) -> Scan:
    """Search every file of a folder, and its name, for names on a roster.

    Parameters
    ----------
    log : Path
        The log of searches, a hash-chained ledger; an entry is written before anything is looked up.

    Raises
    ------
    CustodyError
        If the key is not the roster's.
    RosterError
        If there is nothing to search.
    LedgerError
        If the log was tampered with.
    """
    if roster.key_id != key.id:
        raise CustodyError("is not the key of this roster", where=key.id, remedy=f"Give the key {roster.key_id}.")
    files = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    if not files:
        raise RosterError("holds no files", where=str(folder), remedy="Name the folder of a release.")
    before, last_day = _log(log, roster, clock or SystemClock(), files=len(files))
    search = _Search(roster, key.derived("roster"))
    unread = []
    progress.begin("files", len(files))
    for path in files:
        name = path.relative_to(folder).as_posix()
        runs = words_of(path)
        if runs is None:
            unread.append(name)
        search.add(name, [*(runs or []), list(words_in(name, 0))])
        progress.advance()
    return Scan(search.hits(), len(files), tuple(unread), search.phrases, before, last_day)


class _Search:
    """Looks phrases up, each distinct one once."""

    def __init__(self, roster: Roster, secret: bytes) -> None:
        self._roster, self._secret = roster, secret
        self._known: dict[tuple[str, ...], bool] = {}
        self._found: dict[tuple[str, int], list[str]] = {}

    @property
    def phrases(self) -> int:
        return len(self._known)

    def add(self, file: str, runs: list[list[Word]]) -> None:
        for run in runs:
            covered = -1  # a name is counted once, as its longest spelling that begins first
            for start in range(len(run) - 1):
                length = self._longest(run, start)
                if length and start + length - 1 > covered:
                    covered = start + length - 1
                    written = " ".join(word[1] for word in run[start : start + length])
                    self._found.setdefault((file, run[start][2]), []).append(written)

    def hits(self) -> tuple[Hit, ...]:
        return tuple(Hit(file, line, len(words), tuple(words)) for (file, line), words in sorted(self._found.items()))

    def _longest(self, run: list[Word], start: int) -> int:
        most = min(self._roster.most_words, len(run) - start)
        return next((n for n in range(most, 1, -1) if self._is_on(run[start : start + n])), 0)

    def _is_on(self, run: list[Word]) -> bool:
        """Look a phrase up; one with an initial counts only in capitals, since "a" and "i" are words."""
        if any(len(word) == 1 for word, _, _ in run) and not all(written[0].isupper() for _, written, _ in run):
            return False
        phrase = tuple(word for word, _, _ in run)
        if phrase not in self._known:
            self._known[phrase] = phrase_hash(self._secret, phrase) in self._roster.hashes
        return self._known[phrase]


def _log(path: Path, roster: Roster, clock: Clock, *, files: int) -> tuple[int, int]:
    """Write the search into the log, and give how many came before it, in all and within a day."""
    ledger = Ledger(path, clock)
    ledger.check()
    earlier = [entry.time for entry in ledger_entries(path) if entry.event == SEARCHED] if path.exists() else []
    now = clock.now()
    detail = {"roster": roster.key_id, "people": roster.people, "files": files}
    ledger.append(SEARCHED, why="texts of a release", actor="giver", duty=Duty.CONSULTATION, detail=detail)
    return len(earlier), sum(now - time < _DAY for time in earlier)
