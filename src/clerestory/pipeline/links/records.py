"""Linking plain records, outside any study, for those who may hold them."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from clerestory.errors import RecordsError
from clerestory.link.identities import NOBODY, Identities, kept_identities
from clerestory.link.linkage import Linkage, link
from clerestory.link.outcome import (
    CLUSTERS,
    KEY,
    Delivery,
    FrameForm,
    changes_frame,
    clusters_frame,
    frame_bytes,
    model_json,
    pairs_frame,
    read_delivery,
)
from clerestory.link.preparing.comparable import ACROSS, ALSO_WITHIN, SOURCE, Within
from clerestory.link.preparing.plain import comparable_values
from clerestory.link.records.description import read_description
from clerestory.link.records.reading import ID, Records, read_records
from clerestory.link.report import (
    About,
    LinkReport,
    Measured,
    held_against,
    link_report,
    read_truth,
    report_json,
    report_page,
)
from clerestory.link.review import Naming, decisions_on, read_verdicts, review_queue
from clerestory.link.training import Ints
from clerestory.model.links.settings import LinkSettings
from clerestory.pages import Look
from clerestory.progress import SILENT, Progress
from clerestory.publish import style_sheet
from clerestory.study.writing import partial_folder, write_secret

_SECRET_BYTES = 32
_READERS = "those who may hold the records, and whoever they may tell how many there are."


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
    truth : Path or None
        Who is who in truth, for those who hold it; it changes no link.
    form : FrameForm
        Of pairs, persons and changes.
    """

    files: Sequence[Path]
    out: Path
    columns: Path | None = None
    within: Within | None = None
    before: Path | None = None
    decided: Path | None = None
    truth: Path | None = None
    form: FrameForm = FrameForm.CSV
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
    report: LinkReport

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
    truth = read_truth(asked.truth) if asked.truth else None
    before = read_delivery(asked.before) if asked.before else Delivery(NOBODY, secrets.token_bytes(_SECRET_BYTES))
    if verdicts and not asked.before:
        raise RecordsError(
            "needs the folder that the queue came from", where="--decided", remedy="Name it with --before."
        )
    records = read_records(asked.files, description)
    if truth is not None:
        _held_against(records, truth, asked)  # a truth of other records is said before minutes of linking
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
    about = About(
        "records",
        _sources(records),
        asked.settings.threshold,
        queue.height,
        len(verdicts),
        len(identities.merges),
        len(identities.splits),
    )
    measured = () if truth is None else _held_against(records, truth, asked, person=linkage.person)
    found = LinkedRecords(
        records=records.frame.height,
        persons=int(linkage.person.max()) + 1,
        linkage=linkage,
        identities=identities,
        to_review=queue.height,
        decided=len(verdicts),
        ignored=records.ignored,
        report=link_report(linkage, about, measured),
    )
    with _new_folder(asked.out) as folder:
        _write(folder, records, found, queue=queue, form=asked.form)
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


def _sources(records: Records) -> dict[str, int]:
    """Count records by file; a file's own name may say who is in it, so its number stands for it."""
    return {f"file {source + 1}": n for source, n in records.frame[SOURCE].value_counts(sort=False).sort(SOURCE).rows()}


def _held_against(
    records: Records, truth: pl.DataFrame, asked: LinkAsked, *, person: Ints | None = None
) -> tuple[Measured, ...]:
    if SOURCE not in truth.columns and records.frame[ID].is_duplicated().any():
        raise RecordsError(
            "cannot tell records of the two files apart that have the same id",
            where=str(asked.truth),
            remedy="Add the column source: 0 for the first file, 1 for the second.",
        )
    rows = records.frame.select(
        ID,
        SOURCE,
        pl.format("file {}", pl.col(SOURCE) + 1).alias("kind"),
        pl.Series("person", np.arange(records.frame.height) if person is None else person),
    )
    return held_against(rows, truth, where=str(asked.truth), across=_within(asked) is ACROSS)


def _write(folder: Path, records: Records, found: LinkedRecords, *, queue: pl.DataFrame, form: FrameForm) -> None:
    frames = {
        "pairs": pairs_frame(found.linkage, records.frame),
        CLUSTERS: clusters_frame(records.frame, records.names, found.identities),
        "changes": changes_frame(found.identities),
    }
    for name, frame in frames.items():
        write_secret(folder / f"{name}.{form.value}", frame_bytes(frame, form))
    write_secret(folder / "review.csv", frame_bytes(queue, FrameForm.CSV))  # a person fills it in
    write_secret(folder / "report.html", report_page([found.report], Look(style_sheet()), readers=_READERS))
    write_secret(folder / "report.json", json.dumps(report_json([found.report]), indent=2) + "\n")
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
