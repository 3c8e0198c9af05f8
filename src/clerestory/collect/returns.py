"""Taking returns in: every file of every giver, every row accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import polars as pl

from clerestory.collect.faults import KEPT, Fault, Receipt
from clerestory.collect.reading import (
    LINE,
    ReadFile,
    RefusedFile,
    Sent,
    belonging,
    is_workbook,
    open_sent,
    open_workbook,
)
from clerestory.collect.remains import RETYPED, remains_in
from clerestory.collect.rows import Broken, broken_rules, identifiers_in, warnings_in
from clerestory.errors import EmptyReturnError, PlaceReturnError, RuleReturnError
from clerestory.model.instrument import RETURN, Instrument, KeyKind, Need
from clerestory.progress import SILENT, Progress

# What systems leave in folders unasked. Nothing else is passed over, hidden or not: it might be data of somebody.
_UNASKED = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
PROVIDER, RETURN_REF = "return_provider", "return_ref"  # the giver and return of each row, added to every entity


@dataclass(frozen=True)
class Collection:
    """What was taken in: a receipt for each return, and the accepted cases of all."""

    receipts: tuple[Receipt, ...]
    cases: Mapping[str, pl.DataFrame]
    quarantine: pl.DataFrame  # file, row, column, rule; never a value
    passed_over: int = 0  # files that a system left beside the folders of returns

    def __repr__(self) -> str:
        return f"Collection({len(self.receipts)} returns)"


def collect_returns(returns: Path, instrument: Instrument, *, progress: Progress = SILENT) -> Collection:
    """Read and check every return of a study.

    Parameters
    ----------
    returns : Path
        Holds ``<provider>/<return_id>/`` with files of one form; a colon in a provider's code is written ``-`` there.
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
    """
    givers = _folders_in(returns, "the folder of a giver")
    if not givers:
        raise _no_return("there are no returns", returns)
    folders = [folder for giver in givers for folder in _returns_of(giver)]
    progress.begin("returns", len(folders))
    receipts, accepted, faults = [], [], []
    for folder in folders:
        checked = _checked_folder(folder, instrument)
        receipts.append(checked.receipt())
        accepted.append(checked.accepted)
        faults += checked.faults
        progress.advance()
    cases = {e: pl.concat([a[e] for a in accepted], how="vertical") for e in instrument.entities}
    passed_over = sum(map(_is_unasked, [*returns.glob("*"), *returns.glob("*/*")]))
    return Collection(tuple(receipts), cases, _quarantine(faults), passed_over)


def _folders_in(place: Path, what: str) -> list[Path]:
    """Give the folders of a place, in order; anything else there would be data that nobody reads, and so an error."""
    there = sorted(path for path in place.glob("*") if not _is_unasked(path))
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


def _is_unasked(path: Path) -> bool:
    return path.name.lower() in _UNASKED and path.is_file() and not path.is_symlink()


def check_return(place: Path, instrument: Instrument, *, progress: Progress = SILENT) -> Receipt:
    """Check one return alone, as a study would.

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
    """
    if place.is_dir():
        return _checked_folder(place.resolve(), instrument, progress).receipt()
    if not place.exists():
        remedy = "Name the folder of one return, which holds its files, or a workbook."
        raise EmptyReturnError("there is no such folder", where=str(place), remedy=remedy)
    if not is_workbook(place):
        remedy = "Name the folder in which it lies with the files of the other entities."
        raise PlaceReturnError("is one file of a return, or none", where=str(place), remedy=remedy)
    return _Checked(_Alone(), open_workbook(place, "", instrument), instrument, progress=progress).receipt()


@dataclass(frozen=True)
class _InFolder:
    """Where a return lies: the names of its folders say whose it is."""

    folder: Path
    strays: tuple[Path, ...]

    warnings: tuple[Fault, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def provider(self) -> str:
        return self.folder.parent.name

    @property
    def return_id(self) -> str:
        return self.folder.name


@dataclass(frozen=True)
class _Alone:
    """A workbook in no folder of a return: nothing says whose it is but itself, and its words are not repeated."""

    strays: tuple[Path, ...] = ()
    name: str = "workbook"
    provider: str = "a giver whose folder is not made yet"
    return_id: str = "in one workbook"

    @property
    def warnings(self) -> tuple[Fault, ...]:
        what = "lies in no folder of a return, so that whose it is could not be compared with the folder's name"
        remedy = "Put it into returns/<provider>/<return_id>/, alone."
        return (Fault(self.name, 0, "", "K4", what, remedy, PlaceReturnError),)


def _checked_folder(folder: Path, instrument: Instrument, progress: Progress = SILENT) -> _Checked:
    sent, strays = open_sent(folder, f"{folder.parent.name}/{folder.name}", instrument)
    return _Checked(_InFolder(folder, tuple(strays)), sent, instrument, progress=progress)


class _Checked:
    """One return, checked file by file so that a row can be asked whether what it names was accepted."""

    def __init__(
        self, place: _InFolder | _Alone, sent: Sent, instrument: Instrument, *, progress: Progress = SILENT
    ) -> None:
        self._instrument = instrument
        self._place, self._sent = place, sent
        self._name = place.name
        self.faults: list[Fault] = []
        self.accepted: dict[str, pl.DataFrame] = {}
        self._warnings: list[Fault] = []
        self._counts: dict[tuple[str, str, str], int] = {}
        self._rows_in: dict[str, int] = {}
        self._empty: dict[str, tuple[int, int]] = {}
        self._provider = self._provider_code()
        self._warnings += [*place.warnings, *sent.warnings]
        for fault in sent.faults:
            self._note(fault.file, [fault])
        order = [RETURN, *(e for e in instrument.in_dependency_order() if e != RETURN)]
        if progress is not SILENT:
            progress.begin("entities", len(order))
        for entity in order:
            self.accepted[entity] = self._check(entity)
            progress.advance()
        if not self._says_whose_it_is() or not self._has_only_its_files():
            # Nothing of it can be trusted, so every row is quarantined.
            self.accepted = {entity: self._empty_frame(entity) for entity in self.accepted}

    def receipt(self) -> Receipt:
        entities = self._instrument.entities
        kept = {e: self.accepted[e].height for e in entities}
        order = {self._sent.place(e): n for n, e in enumerate(entities)}
        in_order = sorted(self.faults, key=lambda f: (order.get(f.file, -1), f.row, not f.column, f.column, f.rule))
        return Receipt(
            provider=self._provider,
            return_id=self._place.return_id,
            rows_in={e: self._rows_in[e] for e in entities},
            accepted=kept,
            quarantined={e: self._rows_in[e] - kept[e] for e in entities},
            faults=tuple(in_order),
            fault_counts=self._counts,
            warnings=tuple(self._warnings),
            empty_fields=self._empty,
        )

    def _has_only_its_files(self) -> bool:
        """Note what is no file of the form: a misspelt or forgotten file would be data that nobody counts."""
        others = self._place.strays
        unasked = sum(map(_is_unasked, others))
        strays, hidden = len(others) - unasked, sum(path.name.startswith(".") for path in others)
        name = f"{self._name}/"
        if unasked:
            what = f"holds {unasked} file(s) that a system left there, as .DS_Store or Thumbs.db; they were passed over"
            self._warnings.append(Fault(name, 0, "", "F0", what, "Remove them.", PlaceReturnError))
        if strays:
            seen = " (the names of some begin with a dot, so that folders do not show them)" if hidden else ""
            what = f"holds {strays} file(s) or folder(s) of other names than those of the form{seen}"
            remedy = f"Rename or remove them, also files of a second form; {belonging(self._sent, self._instrument)}."
            self._note(name, [Fault(name, 0, "", "F0", what, remedy, PlaceReturnError)])
        return not strays

    def _provider_code(self) -> str:
        """Give the provider whose code the folder spells, or the folder's own name where there is none."""
        spelled = self._place.provider
        codes = {c.replace(":", "-"): c for v in self._instrument.variables_of(RETURN) if v.name == "provider"
                 for c in self._instrument.codelists[v.codelist].by_code}  # fmt: skip
        return codes.get(spelled, spelled)

    def _check(self, entity: str) -> pl.DataFrame:
        name = self._sent.place(entity)
        needed, optional = self._instrument.columns_of(entity), self._instrument.optional_columns_of(entity)
        read = self._sent.read(entity, needed=needed, optional=optional)
        if isinstance(read, RefusedFile):
            self._rows_in[entity] = read.records
            self._note(name, read.faults)
            return self._empty_frame(entity)
        return self._accept(entity, name, read)

    def _accept(self, entity: str, name: str, read: ReadFile) -> pl.DataFrame:
        frame = read.frame
        self._rows_in[entity] = frame.height
        self._count_empty(entity, frame)
        refused = list(identifiers_in(frame, self._instrument, entity))
        if refused:
            self._broken(name, frame, refused)
            return self._empty_frame(entity)
        wrong = pl.repeat(value=False, n=frame.height, eager=True, dtype=pl.Boolean)
        rules = (broken_rules(frame, self._instrument, entity), remains_in(frame, self._instrument, entity))
        for broken in [*chain(*rules), *self._references(entity, frame)]:
            self._broken(name, frame, [_with_cause(broken, read)])
            wrong = wrong | broken.rows
        for broken in warnings_in(frame, entity):
            self._warnings += _faults(name, frame, broken)
        return self._kept(entity, frame.filter(~wrong))

    def _references(self, entity: str, frame: pl.DataFrame) -> Iterable[Broken]:
        """Yield keys that name no accepted row of this return (K3), and a return that is not where it says (K4)."""
        for key in self._instrument.keys_of(entity):
            values = frame[key.name]
            if entity == RETURN and key.kind is KeyKind.PRIMARY and isinstance(self._place, _InFolder):
                what, remedy = "is not the name of the folder", "Name the folder after the return, or mend the field."
                yield Broken(key.name, "K4", values != self._place.return_id, what, remedy)
            if key.kind is KeyKind.FOREIGN:
                parent = self._instrument.primary_key(key.references)
                there = self.accepted[key.references][parent.name] if parent else values.clear()
                lost = (values != "") & ~values.is_in(there.implode())
                what = f"names no accepted row of {key.references}"
                remedy = f"Add that row, or mend its fault if {key.references} has it."
                yield Broken(key.name, "K3", lost, what, remedy)
        if entity == RETURN and "provider" in frame.columns and isinstance(self._place, _InFolder):
            wrong = frame["provider"].str.replace_all(":", "-", literal=True) != self._place.provider
            remedy = "Name the folder after the provider, with - for a colon, or mend the field."
            yield Broken("provider", "K4", wrong, "is not the provider of the folder", remedy)

    def _says_whose_it_is(self) -> bool:
        """Note a return that does not say, once and rightly, whose it is."""
        name = self._sent.place(RETURN)
        once = self._rows_in[RETURN] == self.accepted[RETURN].height == 1
        if not once and not self._sent.faults and all(fault.file != name for fault in self.faults):
            what = "must have exactly one row: this return"
            self._note(name, [Fault(name, 0, "", "K4", what, "Give one row.", RuleReturnError)])
        return once and not self._sent.faults

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
            pl.lit(self._provider).alias(PROVIDER), pl.lit(self._place.return_id).alias(RETURN_REF), *columns
        )

    def _empty_frame(self, entity: str) -> pl.DataFrame:
        every = (*self._instrument.columns_of(entity), *self._instrument.optional_columns_of(entity))
        return pl.DataFrame(schema=dict.fromkeys((PROVIDER, RETURN_REF, *every), pl.String))


def _with_cause(broken: Broken, read: ReadFile) -> Broken:
    """Say what a spreadsheet may have done where a code is not found in a column that holds more than text."""
    return replace(broken, remedy=broken.remedy + RETYPED) if _is_code_of(broken, read) else broken


def _is_code_of(broken: Broken, read: ReadFile) -> bool:
    return broken.rule == "V1" and broken.column in read.retyped


def _faults(name: str, frame: pl.DataFrame, broken: Broken) -> list[Fault]:
    lines = frame[LINE].filter(broken.rows).head(KEPT).to_list()
    return [Fault(name, line, broken.column, broken.rule, broken.what, broken.remedy, broken.kind) for line in lines]


def _quarantine(faults: Iterable[Fault]) -> pl.DataFrame:
    rows = [(fault.file, fault.row, fault.column, fault.rule) for fault in faults]
    schema = {"file": pl.String, "row": pl.Int64, "column": pl.String, "rule": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
