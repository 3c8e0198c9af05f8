"""The certificate of an erasure: what was erased, by whom, when and why, and how it was shown to be gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ErasedPlace:
    """A folder or file that was erased, relative to the study, and the keyed hash of its files."""

    name: str
    files: int
    hash: str


@dataclass(frozen=True)
class Certificate:
    """What an erasure did.

    Attributes
    ----------
    looked_through : int or None
        Files that were looked through for pseudonyms; None where pseudonyms lawfully remain.
    entries : (int, int)
        Numbers of the ledger's entries at its beginning and end.
    """

    study: str
    what: str
    who: str
    why: str
    on: dt.date
    written: dt.datetime
    places: tuple[ErasedPlace, ...]
    looked_through: int | None
    entries: tuple[int, int]
    head: str
    mark: str = ""


def certificate_text(done: Certificate) -> str:
    """Write the certificate as Markdown; it holds keyed hashes and names of folders, and nothing of a case."""
    return "\n".join(_lines(done)) + "\n"


def _lines(done: Certificate) -> Iterator[str]:
    yield f"# Certificate of erasure: {done.what}"
    yield ""
    if done.mark:
        yield f"**{done.mark}**"
        yield ""
    yield from _table(
        [
            ("Study", done.study),
            ("Erased", done.what),
            ("By", done.who),
            ("Why", done.why),
            ("On", str(done.on)),
            ("Finished, by the clock", done.written.isoformat()),
            ("Files erased", f"{sum(place.files for place in done.places):,}"),
            ("Entries of the ledger", f"{done.entries[0]} (begun) and {done.entries[1]} (done)"),
            ("Hash of the last entry", f"`{done.head}`"),
        ]
    )
    yield ""
    yield "## What was erased"
    yield ""
    yield "Each file was overwritten and removed. The keyed hash binds to names and bytes, and says nothing of them."
    yield ""
    yield "| place | files | keyed hash |"
    yield "| --- | ---: | --- |"
    yield from (f"| `{place.name}` | {place.files:,} | `{place.hash}` |" for place in done.places)
    yield ""
    yield "## How it was shown"
    yield ""
    yield "- None of the places above holds any of it any more."
    if done.looked_through is not None:
        yield (
            f"- {done.looked_through:,} files of vault, desk, reports and releases were looked through, Parquet files "
            "column by column; none holds a pseudonym that only the erased returns had."
        )
    yield ""
    yield "## What this cannot show"
    yield ""
    yield (
        "Copies elsewhere: backups, snapshots, the giver's own files, and what a disk keeps of bytes that were "
        "overwritten. Whoever keeps these erases them by their own schedule. What was published stays published."
    )


def _table(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield "| | |"
    yield "| --- | --- |"
    yield from (f"| {name} | {value.replace('|', '/')} |" for name, value in rows)
