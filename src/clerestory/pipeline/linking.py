"""Linking plain records, outside any study, for those who may hold them."""

from __future__ import annotations

import io
import json
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from clerestory.errors import RecordsError
from clerestory.link.identities import NOBODY, Identities, kept_identities
from clerestory.link.linkage import Linkage, link
from clerestory.link.outcome import (
    CLUSTERS,
    KEY,
    Delivery,
    changes_frame,
    clusters_frame,
    model_json,
    pairs_frame,
    read_delivery,
)
from clerestory.link.preparing.comparable import ACROSS, ALSO_WITHIN, Within
from clerestory.link.preparing.plain import comparable_values
from clerestory.link.records.description import read_description
from clerestory.link.records.reading import Records, read_records
from clerestory.link.review import Naming, decisions_on, read_verdicts, review_queue
from clerestory.model.linking import LinkSettings
from clerestory.progress import SILENT, Progress
from clerestory.study.writing import partial_folder, write_secret

_SECRET_BYTES = 32


@dataclass(frozen=True)
class LinkAsked:
    """What a linkage of plain records is asked for.

    Attributes
    ----------
    files : sequence of Path
        One file, in which records are linked with each other, or two, between which they are.
    out : Path
        A new folder for what is found.
    columns : Path or None
        What the columns hold; None guesses.
    within : Within or None
        Whether two records of one file may be one person; None says so of one file and denies it of two.
    before : Path or None
        The folder of the delivery before, whose ids are kept.
    decided : Path or None
        A queue with verdicts.
    """

    files: Sequence[Path]
    out: Path
    columns: Path | None = None
    within: Within | None = None
    before: Path | None = None
    decided: Path | None = None
    settings: LinkSettings = field(default_factory=LinkSettings)


@dataclass(frozen=True)
class LinkedRecords:
    """What a linkage of plain records found, in numbers."""

    records: int
    persons: int
    linkage: Linkage
    identities: Identities
    to_review: int
    decided: int
    ignored: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Give the figures for machines."""
        return {
            "records": self.records,
            "persons": self.persons,
            **self.linkage.error.as_json(),
            "to_review": self.to_review,
            "decided": self.decided,
            "merged": len(self.identities.merges),
            "split": len(self.identities.splits),
            "ignored_columns": self.ignored,
        }


def link_records(asked: LinkAsked, progress: Progress = SILENT) -> LinkedRecords:
    """Link records, and write pairs, persons, changes, the queue for review and the model into a new folder.

    Raises
    ------
    RecordsError
        If a file cannot be read as it stands, or the folder is not new, or lies in a study; nothing is written then.
    """
    _check_place(asked.out)
    for path in asked.files:
        _check_outside(path)
    description = read_description(asked.columns) if asked.columns else None
    verdicts = read_verdicts(asked.decided) if asked.decided else {}
    before = read_delivery(asked.before) if asked.before else Delivery(NOBODY, secrets.token_bytes(_SECRET_BYTES))
    if verdicts and not asked.before:
        raise RecordsError(
            "needs the folder that the queue came from", where="--decided", remedy="Name it with --before."
        )
    records = read_records(asked.files, description)
    naming = Naming(records.names, before.secret)
    linkage = link(
        comparable_values(records.frame, records.description.columns, _within(asked)),
        threshold=asked.settings.threshold,
        decide=decisions_on(verdicts, naming),
        progress=progress,
    )
    identities = kept_identities(before.identities, _clusters(linkage, naming), secret=before.secret)
    band = (asked.settings.review_from, asked.settings.review_to)
    queue = review_queue(linkage, naming, band, frozenset(verdicts))
    found = LinkedRecords(
        records=records.frame.height,
        persons=int(linkage.person.max()) + 1,
        linkage=linkage,
        identities=identities,
        to_review=queue.height,
        decided=len(verdicts),
        ignored=records.ignored,
    )
    with _new_folder(asked.out) as folder:
        _write(folder, records, found, queue)
        write_secret(folder / KEY, before.secret)
    return found


def _within(asked: LinkAsked) -> Within:
    if asked.within is not None:
        return asked.within
    return ALSO_WITHIN if len(asked.files) == 1 else ACROSS


def _clusters(linkage: Linkage, naming: Naming) -> list[list[str]]:
    clusters: list[list[str]] = [[] for _ in range(int(linkage.person.max()) + 1)]
    for name, person in zip(naming.records, linkage.person.tolist(), strict=True):
        clusters[person].append(name)
    return clusters


def _write(folder: Path, records: Records, found: LinkedRecords, queue: pl.DataFrame) -> None:
    frames = {
        "pairs.csv": pairs_frame(found.linkage, records.frame),
        CLUSTERS: clusters_frame(records.frame, records.names, found.identities),
        "changes.csv": changes_frame(found.identities),
        "review.csv": queue,
    }
    for name, frame in frames.items():
        text = io.BytesIO()
        frame.write_csv(text)
        write_secret(folder / name, text.getvalue())
    write_secret(folder / "model.json", model_json(found.linkage))
    write_secret(folder / "summary.json", json.dumps(found.as_json(), indent=2) + "\n")


@contextmanager
def _new_folder(path: Path) -> Iterator[Path]:
    """Give a folder of its owner's alone, which takes its place whole when the block ends without an error."""
    new = partial_folder(path, mode=0o700)
    try:
        yield new
        new.rename(path)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _check_place(out: Path) -> None:
    _check_outside(out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise RecordsError(
            "is there already, and not empty", where=str(out), remedy="Name a new folder; an earlier one is kept."
        )


def _check_outside(path: Path) -> None:
    """Refuse a study: plain names have no place in one."""
    if any((root / "study.toml").exists() for root in path.resolve().parents):
        raise RecordsError(
            "lies inside a study, where no plain record of people belongs",
            where=str(path),
            remedy="Link plain records elsewhere; a study links keyed encodings (`clerestory share encode`).",
        )
