"""The record of answers: every act in one hash chain, what lists have of each subject, and the files that are kept.

One SQLite file: writers wait for each other (BEGIN IMMEDIATE), readers never do (WAL), and what was acknowledged is on
disk (synchronous FULL). Names and texts of those who write lie among the kept files alone, so that they can be erased
while the chain stays whole.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from clerestory.errors import AnswerError
from clerestory.ledger import START, Head
from clerestory.ledger.acts import checked_chain
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.rows import Listed, Row
from clerestory.model.canonical import canonical_text
from clerestory.model.desk.links import Link
from clerestory.study.answers.schema import SCHEMA, VERSION, Kept, act_of, columns_of, listed_of
from clerestory.study.writing import make_secret

_WAIT_SECONDS = 30
_SALT_BYTES = 16  # without it a digest that is left would tell whether a guessed text is the one that was erased
_MOST_TERMS = 20
_MOST_ACTS = 2**63 - 1  # as many as SQLite counts
_OWNERS, _OTHERS = 0o700, 0o077  # rights
MOST_BYTES = 25_000_000  # of one kept file
_RESTORE = "Keep the file as evidence, and restore the last good backup."


@dataclass(frozen=True)
class Query:
    """What is asked of a list.

    Attributes
    ----------
    states : tuple of str
        Any of these; all if empty.
    is_open : bool, optional
        Only those that are not closed, or only those that are.
    due_before : date, optional
        Only what was to be done before this day.
    words : str
        Words that each stand in the subject's words or in what is kept of it, or begin one there; or a whole reference.
    skip, most : int
        Which part of the list.
    """

    states: tuple[str, ...] = ()
    owner: str = ""
    is_open: bool | None = None
    due_before: dt.date | None = None
    words: str = ""
    skip: int = 0
    most: int = 50


class AnswerRecord:
    """The record in one file; each call opens it anew, so that processes share nothing.

    Parameters
    ----------
    upto : int, optional
        The last act that is read, as if none came after it; lists and references are those of now all the same.

    Raises
    ------
    AnswerError
        If the file is none, is of a newer version, or is held by others for too long.
    """

    def __init__(self, path: Path, *, upto: int | None = None) -> None:
        self._path = path
        self._upto = _MOST_ACTS if upto is None else upto

    def acts(self, kind: Kind, subject: str) -> list[Link]:
        """Give every act about a subject, in order; none where there is no such subject."""
        with self._reading() as database:
            return _acts(database, kind, subject, upto=self._upto)

    def listed(self, kind: Kind, query: Query | None = None) -> Listed:
        """Give a part of the list of a kind: by the day that they are due, those without one last."""
        asked = query or Query()
        where, values = _where(kind, asked)
        with self._reading() as database:
            total = database.execute(f"SELECT count(*) FROM subject WHERE {where}", values).fetchone()[0]  # noqa: S608 - conditions are our own, values are bound
            rows = database.execute(
                f"SELECT * FROM subject WHERE {where} ORDER BY due IS NULL, due, id LIMIT ? OFFSET ?",  # noqa: S608
                (*values, asked.most, asked.skip),
            )
            return Listed(tuple(map(listed_of, rows)), total)

    def subjects(self, kind: Kind) -> tuple[str, ...]:
        """Give the ids of every subject of a kind, sorted."""
        with self._reading() as database:
            return _subjects(database, kind)

    def histories(self, kind: Kind) -> Iterator[tuple[str, list[Link]]]:
        """Yield every subject of a kind, sorted by id, with every act about it: all as they stood at one moment."""
        with self._reading() as database:
            found = database.execute(
                "SELECT * FROM act WHERE kind = ? AND seq <= ? ORDER BY subject, seq", (kind.value, self._upto)
            )
            for subject, rows in groupby(found, key=itemgetter("subject")):
                yield subject, [act_of(row) for row in rows]

    def found_by(self, kind: Kind, reference: str) -> tuple[str, ...]:
        """Give the ids of the subjects that have a reference, whole and whatever its capitals."""
        with self._reading() as database:
            found = database.execute(
                "SELECT id FROM reference JOIN subject USING (number)"
                " WHERE reference.kind = ? AND reference = ? ORDER BY id",
                (kind.value, reference),
            )
            return tuple(row["id"] for row in found)

    def content(self, digest: str) -> Kept | None:
        """Give a kept file; None once it was erased.

        Raises
        ------
        AnswerError
            If the record never had it, or it is no longer what was kept.
        """
        with self._reading() as database:
            row = database.execute("SELECT * FROM kept WHERE digest = ?", (digest,)).fetchone()
        if row is None:
            raise AnswerError("keeps no such file", where=str(self._path), remedy=_RESTORE)
        if row["data"] is None:
            return None
        if _digest(row["salt"], row["data"]) != digest:
            raise AnswerError("a kept file was changed", where=str(self._path), remedy=_RESTORE)
        return Kept(row["name"], row["media"], row["data"])

    @property
    def head(self) -> Head:
        """Where the chain ends."""
        with self._reading() as database:
            return _head(database)

    def verify(self) -> Head:
        """Check that the chain holds, and that each act stands under the subject that it is about.

        Raises
        ------
        ActsError
            At the first act that was changed, removed or moved.
        AnswerError
            If an act stands under another subject.
        """
        with self._reading() as database:
            rows = database.execute("SELECT * FROM act WHERE seq <= ? ORDER BY seq", (self._upto,)).fetchall()
        head = Head(0, START)
        for row, (link, said) in zip(rows, checked_chain((act_of(row), row["hash"]) for row in rows), strict=True):
            about = json.loads(link.body)
            if (about["kind"], about["subject"]) != (row["kind"], row["subject"]):
                raise AnswerError("stands under another subject", where=f"act {link.seq}", remedy=_RESTORE)
            head = Head(link.seq, said)
        return head

    @contextmanager
    def held(self) -> Iterator[Held]:
        """Hold the record alone until the block ends: everything in it is recorded, or on an error nothing."""
        with self._opened() as database:
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                raise self._fault(error) from error
            held = Held(database)
            try:
                yield held
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")
            if held.has_erased:  # then it stands no longer beside the database either
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def erase(self, *digests: str) -> None:
        """Erase kept files; their bytes are overwritten in the database, and the chain stays whole."""
        with self.held() as held:
            held.erase(*digests)

    def backup(self, target: Path) -> None:
        """Copy the record, whole at one moment, while others go on writing."""
        with self._opened() as database:
            copy = sqlite3.connect(target)
            try:
                database.backup(copy)
            finally:
                copy.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._opened() as database:
            database.execute("BEGIN")  # one moment for everything that is read
            yield database
            database.execute("ROLLBACK")

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self._close_folder()
        try:
            database = sqlite3.connect(self._path, timeout=_WAIT_SECONDS, isolation_level=None)
        except sqlite3.Error as error:
            raise self._fault(error) from error
        try:
            database.row_factory = sqlite3.Row
            self._prepare(database)
            yield database
        except sqlite3.DatabaseError as error:
            raise self._fault(error) from error
        finally:
            database.close()

    def _close_folder(self) -> None:
        """Let nobody but its owner into the folder; what lies in it comes and goes while others write."""
        folder = self._path.parent
        if not folder.is_dir():
            make_secret(folder)
        elif stat.S_IMODE(folder.stat().st_mode) & _OTHERS:
            folder.chmod(_OWNERS)

    def _prepare(self, database: sqlite3.Connection) -> None:
        database.execute("PRAGMA journal_mode = WAL")
        for setting in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            database.execute(f"PRAGMA {setting}")
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            _make(database)
        elif version != VERSION:
            raise AnswerError(
                "is of another version of the program", where=str(self._path), remedy="Use the version that wrote it."
            )

    def _fault(self, error: sqlite3.Error) -> AnswerError:
        what = "is held by another program" if "locked" in str(error) else "cannot be read or written"
        return AnswerError(what, where=str(self._path), remedy="Try again; if it stays so, restore the last backup.")


class Held:
    """The record, held alone."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.has_erased = False

    def acts(self, kind: Kind, subject: str) -> list[Link]:
        """Give every act about a subject so far."""
        return _acts(self._database, kind, subject)

    @property
    def began(self) -> dt.datetime | None:
        """When the first act was recorded; None where there is none."""
        row = self._database.execute("SELECT time FROM act ORDER BY seq LIMIT 1").fetchone()
        return dt.datetime.fromisoformat(row["time"]) if row else None

    def append(self, kind: Kind, subject: str, act: dict[str, Any], *, person: str, time: dt.datetime) -> Link:
        """Bind an act to all before it."""
        head = _head(self._database)
        body = canonical_text({"act": act, "kind": kind.value, "subject": subject})
        link = Link(head.length + 1, time, person, body, head.hash)
        said = (link.seq, time.astimezone(dt.UTC).isoformat(), person, kind.value, subject, body, link.prev, link.hash)
        self._database.execute("INSERT INTO act VALUES (?, ?, ?, ?, ?, ?, ?, ?)", said)
        return link

    def show(self, kind: Kind, subject: str, row: Row) -> None:
        """Put what lists and search have of a subject in the place of what they had."""
        columns = columns_of(row)
        number = self._database.execute(
            "INSERT INTO subject (kind, id, title, state, owner, opened, due, closed, refs)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET"
            " title = excluded.title, state = excluded.state, owner = excluded.owner, opened = excluded.opened,"
            " due = excluded.due, closed = excluded.closed, refs = excluded.refs RETURNING number",
            (kind.value, subject, *columns),
        ).fetchone()[0]
        self._database.execute("DELETE FROM reference WHERE number = ?", (number,))
        self._database.executemany(
            "INSERT OR IGNORE INTO reference VALUES (?, ?, ?)", [(kind.value, one, number) for one in row.references]
        )
        self._database.execute("DELETE FROM words WHERE rowid = ?", (number,))
        text = " ".join((row.title, *row.references, row.words))
        self._database.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, text))

    def subjects(self, kind: Kind) -> tuple[str, ...]:
        """Give the ids of every subject of a kind, sorted."""
        return _subjects(self._database, kind)

    def next_number(self, series: str) -> int:
        """Give the next number of a series: no two acts ever get the same, whoever else writes."""
        return int(
            self._database.execute(
                "INSERT INTO series VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last",
                (series,),
            ).fetchone()[0]
        )

    def keep(self, data: bytes, *, name: str, media: str) -> str:
        """Keep a file, and give the digest by which an act names it.

        Raises
        ------
        AnswerError
            If it is larger than a letter can be.
        """
        if len(data) > MOST_BYTES:
            raise AnswerError(
                f"has more than {MOST_BYTES // 1_000_000} MB", where="a file", remedy="Keep large files elsewhere."
            )
        salt = secrets.token_bytes(_SALT_BYTES)
        digest = _digest(salt, data)
        self._database.execute("INSERT INTO kept VALUES (?, ?, ?, ?, ?)", (digest, name, media, salt, data))
        return digest

    def is_kept(self, digest: str) -> bool:
        """Say whether a file of a digest is kept, or was until it was erased."""
        return self._database.execute("SELECT 1 FROM kept WHERE digest = ?", (digest,)).fetchone() is not None

    def find_by(self, kind: Kind, subject: str, digest: str, *, words: str) -> None:
        """Let a subject be found by words of what is kept of it, until that is erased."""
        number = self._database.execute(
            "INSERT INTO searched (kind, subject, digest) VALUES (?, ?, ?) RETURNING number",
            (kind.value, subject, digest),
        ).fetchone()[0]
        self._database.execute("INSERT INTO kept_words (rowid, text) VALUES (?, ?)", (number, words))

    def erase(self, *digests: str) -> None:
        """Erase kept files, and the words by which they are found; that they were kept stays known."""
        self.has_erased = True
        each = [(one,) for one in digests]
        self._database.executemany(
            "UPDATE kept SET data = NULL, salt = NULL, name = '', media = '' WHERE digest = ?", each
        )
        self._database.executemany(
            "DELETE FROM kept_words WHERE rowid IN (SELECT number FROM searched WHERE digest = ?)", each
        )
        self._database.executemany("DELETE FROM searched WHERE digest = ?", each)
        # The index notes a deletion beside the words that it is of; merged into one, it has neither.
        self._database.execute("INSERT INTO kept_words (kept_words) VALUES ('optimize')")


def _make(database: sqlite3.Connection) -> None:
    """Make the tables, once, however many begin at the same time."""
    database.execute("BEGIN IMMEDIATE")
    if database.execute("PRAGMA user_version").fetchone()[0] == 0:
        for statement in _statements(SCHEMA):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {VERSION}")
    database.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script: ``executescript`` would end the transaction that it begins in."""
    said = ""
    for line in script.splitlines():
        said += line + "\n"
        if sqlite3.complete_statement(said):
            yield said
            said = ""


def _acts(database: sqlite3.Connection, kind: Kind, subject: str, *, upto: int = _MOST_ACTS) -> list[Link]:
    found = database.execute(
        "SELECT * FROM act WHERE kind = ? AND subject = ? AND seq <= ? ORDER BY seq", (kind.value, subject, upto)
    )
    return [act_of(row) for row in found]


def _subjects(database: sqlite3.Connection, kind: Kind) -> tuple[str, ...]:
    found = database.execute("SELECT id FROM subject WHERE kind = ? ORDER BY id", (kind.value,))
    return tuple(row["id"] for row in found)


def _head(database: sqlite3.Connection) -> Head:
    row = database.execute("SELECT seq, hash FROM act ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(row["seq"], row["hash"]) if row else Head(0, START)


def _where(kind: Kind, asked: Query) -> tuple[str, list[str]]:
    """Give the conditions of a query, and the values that are bound to them."""
    conditions: list[tuple[str, list[str]]] = [("kind = ?", [kind.value])]
    if asked.states:
        conditions.append((f"state IN ({', '.join('?' * len(asked.states))})", list(asked.states)))
    if asked.owner:
        conditions.append(("owner = ?", [asked.owner]))
    if asked.is_open is not None:
        conditions.append((f"closed IS {'' if asked.is_open else 'NOT '}NULL", []))
    if asked.due_before:
        conditions.append(("due < ?", [asked.due_before.isoformat()]))
    if asked.words.strip():
        conditions.append(_searched(kind, asked.words))
    return " AND ".join(said for said, _ in conditions), [value for _, values in conditions for value in values]


def _searched(kind: Kind, words: str) -> tuple[str, list[str]]:
    """Give the condition that a subject has all words, or a reference that is all of them."""
    said = [word for word in words.split() if any(map(str.isalnum, word))]
    terms = ['"{}"*'.format(word.replace('"', '""')) for word in said[:_MOST_TERMS]]
    by_word = (
        "SELECT * FROM (SELECT rowid FROM words WHERE words MATCH ? UNION SELECT subject.number FROM searched"
        " JOIN subject ON subject.kind = searched.kind AND subject.id = searched.subject"
        " WHERE searched.number IN (SELECT rowid FROM kept_words WHERE kept_words MATCH ?))"
    )
    by_reference = "SELECT number FROM reference WHERE kind = ? AND reference = ?"
    every = f"SELECT * FROM ({' INTERSECT '.join([by_word] * len(terms))}) UNION " if terms else ""  # noqa: S608 - our own words, values are bound
    found = [*(value for term in terms for value in (term, term)), kind.value, words.strip()]
    return f"number IN ({every}{by_reference})", found


def _digest(salt: bytes, data: bytes) -> str:
    return "sha256:" + hashlib.sha256(salt + data).hexdigest()
