"""The tables of the record, and what stands in one row of them."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass

from clerestory.model.answers.rows import ListedRow, Row
from clerestory.model.desk.links import Link

VERSION = 1
# An act is never changed or removed; triggers hold that against every program that opens the file by these means.
SCHEMA = """
CREATE TABLE act (
    seq INTEGER PRIMARY KEY CHECK (seq >= 1),
    time TEXT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    prev TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX act_of_subject ON act (kind, subject, seq);
CREATE TRIGGER act_stands BEFORE UPDATE ON act BEGIN SELECT RAISE(ABORT, 'acts are never changed'); END;
CREATE TRIGGER act_stays BEFORE DELETE ON act BEGIN SELECT RAISE(ABORT, 'acts are never removed'); END;
CREATE TABLE subject (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    owner TEXT NOT NULL,
    opened TEXT,
    due TEXT,
    closed TEXT,
    refs TEXT NOT NULL,
    UNIQUE (kind, id)
) STRICT;
CREATE INDEX subject_in_order ON subject (kind, due IS NULL, due, id);
CREATE INDEX subject_by_state ON subject (kind, state, due);
CREATE TABLE reference (
    kind TEXT NOT NULL,
    reference TEXT NOT NULL COLLATE NOCASE,
    number INTEGER NOT NULL REFERENCES subject (number),
    PRIMARY KEY (kind, reference, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_of_subject ON reference (number);
CREATE TABLE series (name TEXT PRIMARY KEY, last INTEGER NOT NULL CHECK (last >= 1)) STRICT, WITHOUT ROWID;
CREATE TABLE kept (
    digest TEXT PRIMARY KEY, name TEXT NOT NULL, media TEXT NOT NULL, salt BLOB, data BLOB
) STRICT, WITHOUT ROWID;
CREATE TABLE searched (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    digest TEXT NOT NULL REFERENCES kept (digest)
) STRICT;
CREATE INDEX searched_by_digest ON searched (digest);
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE kept_words USING fts5 (text, tokenize = "unicode61 remove_diacritics 2");
"""


@dataclass(frozen=True)
class Kept:
    """A file that the record keeps until it is erased."""

    name: str
    media: str
    data: bytes


def act_of(row: sqlite3.Row) -> Link:
    """Give an act as a link of the chain."""
    return Link(row["seq"], dt.datetime.fromisoformat(row["time"]), row["person"], row["body"], row["prev"])


def listed_of(row: sqlite3.Row) -> ListedRow:
    """Give a subject as lists show it."""
    return ListedRow(
        row["id"],
        Row(
            row["title"],
            row["state"],
            row["owner"],
            opened=_day(row["opened"]),
            due=_day(row["due"]),
            closed=_day(row["closed"]),
            references=tuple(filter(None, row["refs"].split("\n"))),
        ),
    )


def columns_of(row: Row) -> tuple[str | None, ...]:
    """Give what the table has of a row, in its order."""
    days = (day.isoformat() if day else None for day in (row.opened, row.due, row.closed))
    return row.title, row.state, row.owner, *days, "\n".join(row.references)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
