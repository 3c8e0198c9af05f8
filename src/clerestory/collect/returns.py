"""Taking returns in: every file of every giver, every row accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from clerestory.collect.checked import (
    NO_LINES,
    CheckedReturn,
    checked_folder,
    checked_workbook,
    is_unasked,
    no_rows,
    provider_code,
)
from clerestory.collect.faults import Fault, Receipt
from clerestory.collect.reading import LINE, is_workbook
from clerestory.collect.versions import ReturnFolder, check_versions, current, folder_of, withdrawal_in
from clerestory.errors import EmptyReturnError, PlaceReturnError
from clerestory.model.instrument import Instrument
from clerestory.model.versions import ReturnVersion
from clerestory.progress import SILENT, Progress


@dataclass(frozen=True)
class Collection:
    """What was taken in: a receipt for each return, and the accepted cases of all."""

    receipts: tuple[Receipt, ...]
    cases: Mapping[str, pl.DataFrame]
    quarantine: pl.DataFrame  # file, row, column, rule; never a value
    passed_over: int = 0  # files that a system left beside the folders of returns
    lines: Mapping[str, pl.Series] = field(default_factory=dict)  # of each accepted row, its line in the giver's file

    def placed(self, entity: str) -> pl.DataFrame:
        """Give the accepted rows of an entity with the line of each, as the column ``_line``."""
        return self.cases[entity].with_columns(self.lines[entity].alias(LINE))

    def __repr__(self) -> str:
        return f"Collection({len(self.receipts)} returns)"


@dataclass(frozen=True, repr=False)
class Taken:
    """What was taken in of one version of a return."""

    receipt: Receipt
    accepted: Mapping[str, pl.DataFrame]
    quarantine: pl.DataFrame
    lines: Mapping[str, pl.Series]  # of each accepted row


def take_return(folder: ReturnFolder, instrument: Instrument) -> Taken:
    """Read and check one version of a return; one that withdraws it has no rows."""
    if withdrawal_in(folder):
        frames = {entity: no_rows(instrument, entity) for entity in instrument.entities}
        none = dict.fromkeys(instrument.entities, 0)
        provider = provider_code(folder.path.parent.name, instrument)
        number = folder.version.number
        name = (provider, folder.version.return_id)
        receipt = Receipt(*name, none, none, none, (), {}, (), {}, version=number, withdrawn=True)
        return Taken(receipt, frames, _quarantine(()), dict.fromkeys(instrument.entities, NO_LINES))
    return _taken(checked_folder(folder.path, instrument))


def _taken(checked: CheckedReturn) -> Taken:
    return Taken(checked.receipt(), checked.accepted, _quarantine(checked.faults), checked.lines)


Take = Callable[[ReturnFolder, Instrument], Taken]


def collect_returns(returns: Path, instrument: Instrument, *, progress: Progress = SILENT) -> Collection:
    """Read and check every return of a study, of each the highest version.

    Parameters
    ----------
    returns : Path
        Holds ``<provider>/<return_id>/`` with the files of one form, and ``<return_id>.v2/`` and on of what replaces
        it; a colon in a provider's code is written ``-`` there.
    instrument : Instrument
        What a return may hold.

    Returns
    -------
    Collection
        Accepted rows as text columns (an empty value is null), in the order of folders and files.

    Raises
    ------
    EmptyReturnError
        If there is no return at all, or a giver's folder has none.
    PlaceReturnError
        If something lies beside the folders of returns where nobody would read it, or is a link or hidden.
    VersionError
        If a version is missing or misnamed, or a withdrawal is none.
    """
    return collect_folders(return_folders(returns), instrument, progress=progress)


def collect_folders(
    folders: Sequence[ReturnFolder], instrument: Instrument, *, take: Take = take_return, progress: Progress = SILENT
) -> Collection:
    """Do what ``collect_returns`` does for versions that were found.

    Parameters
    ----------
    take : callable
        Reads one version; by default from its files.
    """
    counted = current(folders)
    progress.begin("returns", len(counted))
    taken = []
    for folder in counted:
        taken.append(take(folder, instrument))
        progress.advance()
    places = {folder.path.parent for folder in folders} | {folder.path.parent.parent for folder in folders}
    passed_over = sum(is_unasked(path) for place in places for path in place.glob("*"))
    return _together(taken, instrument, passed_over)


def _together(taken: Sequence[Taken], instrument: Instrument, passed_over: int = 0) -> Collection:
    cases = {e: pl.concat([no_rows(instrument, e), *(one.accepted[e] for one in taken)]) for e in instrument.entities}
    lines = {e: pl.concat([NO_LINES, *(one.lines[e] for one in taken)]) for e in instrument.entities}
    quarantine = pl.concat([_quarantine(()), *(one.quarantine for one in taken)])
    return Collection(tuple(one.receipt for one in taken), cases, quarantine, passed_over, lines)


def return_folders(returns: Path, *, erased: Sequence[ReturnVersion] = ()) -> list[ReturnFolder]:
    """Give the folder of every version of every return, in the order of givers and returns.

    Raises
    ------
    EmptyReturnError, PlaceReturnError, VersionError
        As ``collect_returns`` does.
    """
    givers = _folders_in(returns, "the folder of a giver")
    if not givers and not erased:
        raise _no_return("there are no returns", returns)
    there = [folder_of(path) for giver in givers for path in _returns_of(giver)]
    check_versions(there, erased=erased)
    gone = [ReturnFolder(returns / one.provider / one.folder, one) for one in erased]
    return sorted([*there, *gone], key=lambda folder: folder.version)


def _folders_in(place: Path, what: str) -> list[Path]:
    """Give the folders of a place, in order; anything else there would be data that nobody reads, and so an error."""
    there = sorted(path for path in place.glob("*") if not is_unasked(path))
    files = sum(not path.is_dir() and not path.is_symlink() for path in there)
    if files:
        remedy = "Move them into returns/<provider>/<return_id>/, or out of returns/."
        raise PlaceReturnError(f"holds {files} file(s) that belong to no return", where=str(place), remedy=remedy)
    links = sum(path.is_symlink() for path in there)
    if links:
        # The seal binds a release to the bytes below returns/; a link would lead out of them.
        remedy = "Put the folders and files themselves there in place of the links."
        raise PlaceReturnError(f"holds {links} link(s)", where=str(place), remedy=remedy)
    hidden = sum(path.name.startswith(".") for path in there)
    if hidden:
        remedy = f"If it is {what}, name it without the dot in front; else move it out of returns/."
        raise PlaceReturnError(f"holds {hidden} hidden folder(s)", where=str(place), remedy=remedy)
    return there


def _returns_of(giver: Path) -> list[Path]:
    folders = _folders_in(giver, "a return")
    if not folders:
        raise _no_return("is a giver without a return", giver)
    return folders


def _no_return(what: str, place: Path) -> EmptyReturnError:
    remedy = "A return is a folder returns/<provider>/<return_id>/ with a file for each entity; add it"
    return EmptyReturnError(what, where=str(place), remedy=f"{remedy}, or remove the folder of a giver without one.")


def check_return(place: Path, instrument: Instrument) -> Receipt:
    """Check one return alone, as a study would, and give what became of it; errors as of ``collect_return``."""
    return collect_return(place, instrument).receipts[0]


def collect_return(place: Path, instrument: Instrument, *, progress: Progress = SILENT) -> Collection:
    """Read and check one return alone, as a study would.

    Parameters
    ----------
    place : Path
        The folder of the return, or one workbook that lies in no such folder yet; then the rules about the names of
        folders are left out, and a warning says so.
    instrument : Instrument
        What a return may hold.

    Raises
    ------
    EmptyReturnError
        If there is no such folder or workbook.
    PlaceReturnError
        If it is a file of which a return has several.
    VersionError
        If it says that it withdraws its return, and does not do so rightly.
    """
    if place.is_dir():
        folder = folder_of(place.resolve())
        if withdrawal_in(folder):
            return _together([take_return(folder, instrument)], instrument)
        return _together([_taken(checked_folder(folder.path, instrument, progress=progress))], instrument)
    if not place.exists():
        remedy = "Name the folder of one return, which holds its files, or a workbook."
        raise EmptyReturnError("there is no such folder", where=str(place), remedy=remedy)
    if not is_workbook(place):
        remedy = "Name the folder in which it lies with the files of the other entities."
        raise PlaceReturnError("is one file of a return, or none", where=str(place), remedy=remedy)
    return _together([_taken(checked_workbook(place, instrument, progress=progress))], instrument)


def _quarantine(faults: Iterable[Fault]) -> pl.DataFrame:
    rows = [(fault.file, fault.row, fault.column, fault.rule) for fault in faults]
    schema = {"file": pl.String, "row": pl.Int64, "column": pl.String, "rule": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
