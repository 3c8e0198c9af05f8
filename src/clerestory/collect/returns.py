"""Taking returns in: every file of every giver, every row accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from clerestory.collect.faults import KEPT, Fault, Receipt
from clerestory.collect.reading import LINE, ReadFile, RefusedFile, read_file
from clerestory.collect.rules import Broken, Mapped, Sent, Severity, broken_rules, in_current_codes
from clerestory.collect.rules.cases import INVESTIGATION
from clerestory.collect.rules.identifiers import identifiers_in
from clerestory.collect.rules.references import lost_parents, misplaced
from clerestory.collect.versions import ReturnFolder, check_versions, current, folder_of, withdrawal_in
from clerestory.errors import EmptyReturnError, PlaceReturnError, RuleReturnError
from clerestory.model.instrument import RETURN, Instrument, Need
from clerestory.model.versions import ReturnVersion
from clerestory.progress import SILENT, Progress

# What systems leave in folders unasked. Nothing else is passed over, hidden or not: it might be data of somebody.
_UNASKED = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
PROVIDER, RETURN_REF = "return_provider", "return_ref"  # the giver and return of each row, added to every entity
# Fewer investigations than this say too much of each, so a return of fewer is never published alone (rule V14).
FEWEST_INVESTIGATIONS = 3


@dataclass(frozen=True)
class Collection:
    """What was taken in: a receipt for each return, and the accepted cases of all."""

    receipts: tuple[Receipt, ...]
    cases: Mapping[str, pl.DataFrame]
    quarantine: pl.DataFrame  # file, row, column, rule; never a value
    passed_over: int = 0  # files that a system left beside the folders of returns

    def __repr__(self) -> str:
        return f"Collection({len(self.receipts)} returns)"


@dataclass(frozen=True, repr=False)
class Taken:
    """What was taken in of one version of a return."""

    receipt: Receipt
    accepted: Mapping[str, pl.DataFrame]
    quarantine: pl.DataFrame


def take_return(folder: ReturnFolder, instrument: Instrument) -> Taken:
    """Read and check one version of a return; one that withdraws it has no rows."""
    if withdrawal_in(folder):
        frames = {entity: _no_rows(instrument, entity) for entity in instrument.entities}
        none = dict.fromkeys(instrument.entities, 0)
        provider = _provider_code(folder.path, instrument)
        number = folder.version.number
        receipt = Receipt(provider, folder.version.return_id, none, none, none, (), {}, (), {}, version=number)
        return Taken(receipt, frames, _quarantine(()))
    checked = _Checked(folder.path, instrument)
    return Taken(checked.receipt(), checked.accepted, _quarantine(checked.faults))


Take = Callable[[ReturnFolder, Instrument], Taken]


def collect_returns(returns: Path, instrument: Instrument, *, progress: Progress = SILENT) -> Collection:
    """Read and check every return of a study, of each the highest version.

    Parameters
    ----------
    returns : Path
        Holds ``<provider>/<return_id>/<entity>.csv``; a colon in a provider's code is written ``-`` there.
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
    cases = {e: pl.concat([_no_rows(instrument, e), *(one.accepted[e] for one in taken)]) for e in instrument.entities}
    quarantine = pl.concat([_quarantine(()), *(one.quarantine for one in taken)])
    places = {folder.path.parent for folder in folders} | {folder.path.parent.parent for folder in folders}
    passed_over = sum(is_unasked(path) for place in places for path in place.glob("*"))
    return Collection(tuple(one.receipt for one in taken), cases, quarantine, passed_over)


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


def is_unasked(path: Path) -> bool:
    """Whether a system left this file in a folder unasked."""
    return path.name.lower() in _UNASKED and path.is_file() and not path.is_symlink()


def check_return(folder: Path, instrument: Instrument) -> Receipt:
    """Check one return alone, as a study would.

    Raises
    ------
    EmptyReturnError
        If there is no such folder.
    VersionError
        If it says that it withdraws its return, and does not do so rightly.
    """
    if not folder.is_dir():
        raise EmptyReturnError(
            "there is no such folder", where=str(folder), remedy="Name the folder of one return, which holds its files."
        )
    return take_return(folder_of(folder.resolve()), instrument).receipt


class _Checked:
    """One return: first all its files are read, since some rules look at several.

    Then they are checked file by file, so that a row can be asked whether what it names was accepted.
    """

    def __init__(self, folder: Path, instrument: Instrument) -> None:
        self._instrument = instrument
        self._folder = folder
        self._version = folder_of(folder).version
        self._name = f"{folder.parent.name}/{folder.name}"
        self.faults: list[Fault] = []
        self.accepted: dict[str, pl.DataFrame] = {}
        self._warnings: list[Fault] = []
        self._queries: list[Fault] = []
        self._query_counts: dict[tuple[str, str, str], int] = {}
        self._mapped: list[Mapped] = []
        self._counts: dict[tuple[str, str, str], int] = {}
        self._rows_in: dict[str, int] = {}
        self._empty: dict[str, tuple[int, int]] = {}
        self._provider = _provider_code(folder, instrument)
        order = [RETURN, *(e for e in instrument.in_dependency_order() if e != RETURN)]
        readable = {entity: frame for entity in order if (frame := self._read(entity)) is not None}
        sent = Sent(instrument, readable)
        for entity in order:
            self.accepted[entity] = (
                self._accept(sent, entity) if entity in readable else _no_rows(self._instrument, entity)
            )
        if not self._says_whose_it_is() or not self._has_only_its_files():
            # Nothing of it can be trusted, so every row is quarantined.
            self.accepted = {entity: _no_rows(instrument, entity) for entity in self.accepted}

    def receipt(self) -> Receipt:
        entities = self._instrument.entities
        kept = {e: self.accepted[e].height for e in entities}
        order = {f"{self._name}/{e}.csv": n for n, e in enumerate(entities)}
        in_order = sorted(self.faults, key=lambda f: (order.get(f.file, -1), f.row, not f.column, f.column, f.rule))
        return Receipt(
            provider=self._provider,
            return_id=self._version.return_id,
            rows_in={e: self._rows_in[e] for e in entities},
            accepted=kept,
            quarantined={e: self._rows_in[e] - kept[e] for e in entities},
            faults=tuple(in_order),
            fault_counts=self._counts,
            warnings=tuple(self._warnings),
            empty_fields=self._empty,
            queries=tuple(self._queries),
            query_counts={place: number for place, number in self._query_counts.items() if number},
            mapped=tuple(self._mapped),
            never_alone=kept.get(INVESTIGATION, FEWEST_INVESTIGATIONS) < FEWEST_INVESTIGATIONS,
            version=self._version.number,
        )

    def _has_only_its_files(self) -> bool:
        """Note what is no file of the form: a misspelt or forgotten file would be data that nobody counts."""
        wanted = {f"{entity}.csv" for entity in self._instrument.entities}
        others = [path for path in self._folder.glob("*") if path.name not in wanted]
        unasked = sum(map(is_unasked, others))
        strays, hidden = len(others) - unasked, sum(path.name.startswith(".") for path in others)
        name = f"{self._name}/"
        if unasked:
            what = f"holds {unasked} file(s) that a system left there, as .DS_Store or Thumbs.db; they were passed over"
            self._warnings.append(Fault(name, 0, "", "F0", what, "Remove them.", PlaceReturnError))
        if strays:
            seen = " (the names of some begin with a dot, so that folders do not show them)" if hidden else ""
            what = f"holds {strays} file(s) or folder(s) of other names than those of the form{seen}"
            remedy = "Rename or remove them; only these belong here: " + ", ".join(sorted(wanted)) + "."
            self._note(name, [Fault(name, 0, "", "F0", what, remedy, PlaceReturnError)])
        return not strays

    def _name_of(self, entity: str) -> str:
        return f"{self._name}/{entity}.csv"

    def _read(self, entity: str) -> pl.DataFrame | None:
        """Read one file in current codes; None where it is refused."""
        name = self._name_of(entity)
        needed, optional = self._instrument.columns_of(entity), self._instrument.optional_columns_of(entity)
        read = read_file(self._folder / f"{entity}.csv", name, needed=needed, optional=optional)
        if isinstance(read, RefusedFile):
            self._rows_in[entity] = read.records
            self._note(name, read.faults)
            return None
        return self._without_identifiers(entity, name, read)

    def _without_identifiers(self, entity: str, name: str, read: ReadFile) -> pl.DataFrame | None:
        self._rows_in[entity] = read.frame.height
        self._count_empty(entity, read.frame)
        refused = list(identifiers_in(read.frame, self._instrument, entity))
        if refused:
            self._broken(name, read.frame, refused)
            return None
        frame, mapped = in_current_codes(read.frame, self._instrument, entity)
        self._mapped += mapped
        return frame

    def _accept(self, sent: Sent, entity: str) -> pl.DataFrame:
        frame, name = sent.frames[entity], self._name_of(entity)
        wrong = pl.repeat(value=False, n=frame.height, eager=True, dtype=pl.Boolean)
        for broken in [*broken_rules(sent, entity), *self._references(entity, frame)]:
            if broken.severity is Severity.ERROR:
                self._broken(name, frame, [broken])
                wrong = wrong | broken.rows
            elif broken.severity is Severity.QUERY:
                self._queries += _faults(name, frame, broken)
                self._query_counts[name, broken.column, broken.rule] = int(broken.rows.sum() or 0)
            else:
                self._warnings += _faults(name, frame, broken)
        return self._kept(entity, frame.filter(~wrong))

    def _references(self, entity: str, frame: pl.DataFrame) -> Iterable[Broken]:
        """Yield keys that name no accepted row of this return (K3), and a return that is not where it says (K4)."""
        yield from lost_parents(frame, self._instrument, entity, accepted=self.accepted)
        if entity == RETURN:
            yield from misplaced(
                frame, self._instrument, provider=self._folder.parent.name, name=self._version.return_id
            )

    def _says_whose_it_is(self) -> bool:
        """Note a return that does not say, once and rightly, whose it is."""
        name = f"{self._name}/{RETURN}.csv"
        once = self._rows_in[RETURN] == self.accepted[RETURN].height == 1
        if not once and all(fault.file != name for fault in self.faults):
            what = "must have exactly one row: this return"
            self._note(name, [Fault(name, 0, "", "K4", what, "Give one row.", RuleReturnError)])
        return once

    def _broken(self, name: str, frame: pl.DataFrame, rules: Iterable[Broken]) -> None:
        for broken in rules:
            number = int(broken.rows.sum() or 0)
            if number:
                place = (name, broken.column, broken.rule)
                self._counts[place] = self._counts.get(place, 0) + number
                self.faults += _faults(name, frame, broken)

    def _note(self, name: str, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.faults.append(fault)
            place = (name, fault.column, fault.rule)
            self._counts[place] = self._counts.get(place, 0) + 1

    def _count_empty(self, entity: str, frame: pl.DataFrame) -> None:
        for variable in self._instrument.variables_of(entity):
            if variable.need is Need.YES and variable.name in frame.columns:
                self._empty[variable.path] = (int((frame[variable.name] == "").sum()), frame.height)

    def _kept(self, entity: str, frame: pl.DataFrame) -> pl.DataFrame:
        """Give the accepted rows with every column that the entity may have; nothing is null, not empty."""
        every = (*self._instrument.columns_of(entity), *self._instrument.optional_columns_of(entity))
        columns = [
            pl.col(c).replace("", None) if c in frame.columns else pl.lit(None, dtype=pl.String).alias(c) for c in every
        ]
        return frame.select(
            pl.lit(self._provider).alias(PROVIDER), pl.lit(self._version.return_id).alias(RETURN_REF), *columns
        )


def _no_rows(instrument: Instrument, entity: str) -> pl.DataFrame:
    every = (*instrument.columns_of(entity), *instrument.optional_columns_of(entity))
    return pl.DataFrame(schema=dict.fromkeys((PROVIDER, RETURN_REF, *every), pl.String))


def _provider_code(folder: Path, instrument: Instrument) -> str:
    """Give the provider whose code the folder spells, or the folder's own name where there is none."""
    spelled = folder.parent.name
    lists = [v.codelist for v in instrument.variables_of(RETURN) if v.name == "provider"]
    codes = {code.replace(":", "-"): code for name in lists for code in instrument.codelists[name].by_code}
    return codes.get(spelled, spelled)


def _faults(name: str, frame: pl.DataFrame, broken: Broken) -> list[Fault]:
    lines = frame[LINE].filter(broken.rows).head(KEPT).to_list()
    return [Fault(name, line, broken.column, broken.rule, broken.what, broken.remedy, broken.kind) for line in lines]


def _quarantine(faults: Iterable[Fault]) -> pl.DataFrame:
    rows = [(fault.file, fault.row, fault.column, fault.rule) for fault in faults]
    schema = {"file": pl.String, "row": pl.Int64, "column": pl.String, "rule": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
