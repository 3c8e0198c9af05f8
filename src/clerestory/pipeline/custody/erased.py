"""What was erased of a study, as its ledger says: which inputs are gone since, and which erasure is not finished."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clerestory.errors import RetentionError
from clerestory.ledger import Entry, entries_of
from clerestory.model.retention import Dataset
from clerestory.model.versions import ReturnVersion
from clerestory.share.erasing import Scope
from clerestory.study import Study

BEGUN, ERASED = "erasure begun", "data erased"


@dataclass(frozen=True)
class Erasure:
    """One erasure: what, when, and the number of the entry that says so."""

    scope: Scope
    on: dt.date
    versions: tuple[ReturnVersion, ...]
    seq: int

    def __str__(self) -> str:
        return f"{self.scope.name}, erased on {self.on}"


@dataclass(frozen=True)
class ErasedVersions:
    """Versions of returns of which the files are erased, and those of which the rows are erased too."""

    files: Mapping[ReturnVersion, Erasure]
    rows: Mapping[ReturnVersion, Erasure]

    def check_stays_away(self, version: ReturnVersion) -> None:
        """Check that a version that is there is not one that was erased, or of a return whose cases were.

        Raises
        ------
        RetentionError
            If it is: what was erased does not come back.
        """
        by_return = {gone.name: erasure for gone, erasure in self.rows.items()}
        erasure = self.files.get(version) or by_return.get(version.name)
        if erasure:
            raise RetentionError(
                f"is here again, although it was erased (entry {erasure.seq} of the ledger, {erasure.on})",
                where=str(version),
                remedy="Remove it: what was erased does not come back. Cases shared anew come as a new return.",
            )


def read_erasures(study: Study) -> tuple[Erasure, ...]:
    """Give every erasure that was finished, in order."""
    return tuple(_erasure(entry) for entry in entries_of(study.ledger, ERASED))


def unfinished_erasure(study: Study) -> Entry | None:
    """Give the entry of an erasure that was begun and not finished; at most the last one can be."""
    last: Entry | None = None
    for entry in entries_of(study.ledger, BEGUN, ERASED):
        last = entry
    return last if last and last.event == BEGUN else None


def erased_since(study: Study) -> tuple[str, ...]:
    """Say which inputs were erased since they were there, a line for each."""
    return tuple(f"erased since: {one} (entry {one.seq} of the ledger)" for one in read_erasures(study))


def check_publishable(study: Study) -> None:
    """Check that a new release would not be made of what nobody has any more.

    Cases that were erased count no rows, and so are no input; a return of which only the files were erased is one.

    Raises
    ------
    RetentionError
        If it would: it could not be made again from what the seal says it was made of.
    """
    gone = erased_versions(study)
    lost = sorted({version.name for version in gone.files if version not in gone.rows})
    if lost:
        first = next(one for version, one in gone.files.items() if version.name == lost[0])
        more = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
        raise RetentionError(
            f"the files of {lost[0]}{more} were erased on {first.on} (entry {first.seq} of the ledger), and its rows "
            "still count: a release of them could never be made again",
            where="releases",
            remedy="Erase the cases of these returns too, then run from collect. What was released stays as it is.",
        )


def check_left_kept(study: Study) -> None:
    """Check that the copies of drafts that left the vault were not erased.

    Raises
    ------
    RetentionError
        If they were: nobody can say any more what readers have, so nothing new can be held against it.
    """
    for one in read_erasures(study):
        if one.scope.dataset is Dataset.LEFT:
            raise RetentionError(
                f"the copies of drafts that left the vault were erased on {one.on} (entry {one.seq} of the ledger), "
                "so nobody can say what readers have",
                where=str(study.left),
                remedy="Nothing more can be published from this study. What was released stays, and can be verified.",
            )


def check_no_erasure_waits(study: Study) -> None:
    """Check that no erasure was interrupted.

    Raises
    ------
    RetentionError
        If one was: nothing is done with the study until it is finished.
    """
    waiting = unfinished_erasure(study)
    if waiting:
        begun = _erasure(waiting)
        options = _command_options(begun.scope)
        raise RetentionError(
            f"the erasure of {begun.scope.name} was begun (entry {begun.seq} of the ledger) and is not finished",
            where=str(study.root),
            remedy=f"Finish it: `clerestory share erase STUDY {options} --why ... --on {begun.on}`.",
        )


def _command_options(scope: Scope) -> str:
    """Give the options by which the command names what is erased."""
    named = {"dataset": scope.dataset.value, "provider": scope.provider, "return": scope.return_id}
    return " ".join(f"--{name} {value}" for name, value in named.items() if value)


def erased_versions(study: Study) -> ErasedVersions:
    """Give the versions of returns that were erased."""
    files: dict[ReturnVersion, Erasure] = {}
    rows: dict[ReturnVersion, Erasure] = {}
    for erasure in read_erasures(study):
        for version in erasure.versions:
            if erasure.scope.dataset in (Dataset.RETURNS, Dataset.CASES):
                files[version] = erasure
            if erasure.scope.dataset is Dataset.CASES:
                rows[version] = erasure
    return ErasedVersions(files, rows)


def version_named(said: Mapping[str, Any]) -> ReturnVersion:
    """Read a version from an entry's detail."""
    provider, _, return_id = str(said["return"]).partition("/")
    return ReturnVersion(provider, return_id, int(said["version"]))


def scope_of(entry: Entry) -> Scope:
    """Read what is erased from an entry's detail."""
    return Scope(Dataset(entry.detail["dataset"]), entry.detail["provider"], entry.detail["return"])


def _erasure(entry: Entry) -> Erasure:
    return Erasure(
        scope=scope_of(entry),
        on=dt.date.fromisoformat(entry.detail["on"]),
        versions=tuple(version_named(said) for said in entry.detail["versions"]),
        seq=entry.seq,
    )
