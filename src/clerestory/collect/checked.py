"""One return, checked: every row of it is accepted or quarantined, in whatever form its files came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import polars as pl

from clerestory.collect.audit.form import FLAG_AUDIT
from clerestory.collect.checks.completeness import FieldCount, count_fields
from clerestory.collect.faults import KEPT, Fault, Receipt
from clerestory.collect.mending import Mending
from clerestory.collect.reading import LINE, ReadFile, RefusedFile, SentFiles, belonging, open_sent, open_workbook
from clerestory.collect.rules import Broken, Mapped, Sent, Severity, broken_rules, in_current_codes
from clerestory.collect.rules.identifiers import identifiers_in
from clerestory.collect.rules.references import lost_parents, misplaced
from clerestory.collect.rules.remains import RETYPED
from clerestory.collect.versions import folder_of
from clerestory.errors import PlaceReturnError, RuleReturnError
from clerestory.model.instrument import (
    FEWEST_INVESTIGATIONS,
    INVESTIGATION,
    PROVIDER,
    RETURN,
    RETURN_REF,
    Instrument,
    Need,
)
from clerestory.progress import SILENT, Progress

# What systems leave in folders unasked. Nothing else is passed over, hidden or not: it might be data of somebody.
_UNASKED = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
NO_LINES = pl.Series(LINE, [], dtype=pl.Int64)


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
        return folder_of(self.folder).version.return_id

    @property
    def version(self) -> int:
        return folder_of(self.folder).version.number


@dataclass(frozen=True)
class _Alone:
    """A workbook in no folder of a return: nothing says whose it is but itself, and its words are not repeated."""

    strays: tuple[Path, ...] = ()
    name: str = "workbook"
    provider: str = "a giver whose folder is not made yet"
    return_id: str = "in one workbook"
    version: int = 1

    @property
    def warnings(self) -> tuple[Fault, ...]:
        what = "lies in no folder of a return, so that whose it is could not be compared with the folder's name"
        remedy = "Put it into returns/<provider>/<return_id>/, alone."
        return (Fault(self.name, 0, "", "K4", what, remedy, PlaceReturnError),)


def checked_folder(folder: Path, instrument: Instrument, *, progress: Progress = SILENT) -> CheckedReturn:
    """Check the return that lies in a folder of its own."""
    files, strays = open_sent(folder, f"{folder.parent.name}/{folder.name}", instrument)
    strays = [path for path in strays if path.name != FLAG_AUDIT]  # it may lie beside the rows, and costs none
    return CheckedReturn(_InFolder(folder, tuple(strays)), files, instrument, progress=progress)


def checked_workbook(path: Path, instrument: Instrument, *, progress: Progress = SILENT) -> CheckedReturn:
    """Check the return in a workbook that lies in no folder of a return."""
    return CheckedReturn(_Alone(), open_workbook(path, "", instrument), instrument, progress=progress)


class CheckedReturn:
    """One return: first all its files are read, since some rules look at several.

    Then they are checked file by file, so that a row can be asked whether what it names was accepted.
    """

    def __init__(
        self, place: _InFolder | _Alone, files: SentFiles, instrument: Instrument, *, progress: Progress = SILENT
    ) -> None:
        self._instrument = instrument
        self._place, self._files = place, files
        self.faults: list[Fault] = []
        self.accepted: dict[str, pl.DataFrame] = {}
        self._warnings: list[Fault] = [*place.warnings, *files.warnings]
        self._retyped: dict[str, Collection[str]] = {}
        self._mending = Mending(instrument)
        self._key_fields: list[FieldCount] = []
        self.lines: dict[str, pl.Series] = dict.fromkeys(instrument.entities, NO_LINES)
        self._queries: list[Fault] = []
        self._query_counts: dict[tuple[str, str, str], int] = {}
        self._warning_counts: dict[tuple[str, str, str], int] = {}
        self._mapped: list[Mapped] = []
        self._counts: dict[tuple[str, str, str], int] = {}
        self._rows_in: dict[str, int] = {}
        self._empty: dict[str, tuple[int, int]] = {}
        self._provider = provider_code(place.provider, instrument)
        for fault in files.faults:
            self._note(fault.file, [fault])
        order = [RETURN, *(e for e in instrument.in_dependency_order() if e != RETURN)]
        readable: dict[str, pl.DataFrame] = {}
        progress.begin("files read", len(order))
        for entity in order:
            if (frame := self._read(entity)) is not None:
                readable[entity] = frame
            progress.advance()
        sent = Sent(instrument, readable)
        progress.begin("files checked", len(order))
        for entity in order:
            self.accepted[entity] = self._accept(sent, entity) if entity in readable else no_rows(instrument, entity)
            progress.advance()
        whose, only = self._says_whose_it_is(), self._has_only_its_files()
        self._refused = not (whose and only)
        if self._refused:
            # Nothing of it can be trusted, so every row is quarantined.
            self.lines = dict.fromkeys(instrument.entities, NO_LINES)
            self.accepted = {entity: no_rows(instrument, entity) for entity in self.accepted}

    def receipt(self) -> Receipt:
        """Give the account of all its rows."""
        entities = self._instrument.entities
        kept = {e: self.accepted[e].height for e in entities}
        order = {self._files.place(e): n for n, e in enumerate(entities)}
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
            queries=tuple(self._queries),
            query_counts={place: number for place, number in self._query_counts.items() if number},
            warning_counts={place: number for place, number in self._warning_counts.items() if number},
            mapped=tuple(self._mapped),
            never_alone=kept.get(INVESTIGATION, FEWEST_INVESTIGATIONS) < FEWEST_INVESTIGATIONS,
            version=self._place.version,
            key_fields=tuple(self._key_fields),
            changes=self._mending.changes(self._rows_in, refused=self._refused),
            lacking=self._lacking(),
        )

    def _has_only_its_files(self) -> bool:
        """Note what is no file of the form: a misspelt or forgotten file would be data that nobody counts."""
        others = self._place.strays
        unasked = sum(map(is_unasked, others))
        strays, hidden = len(others) - unasked, sum(path.name.startswith(".") for path in others)
        name = f"{self._place.name}/"
        if unasked:
            what = f"holds {unasked} file(s) that a system left there, as .DS_Store or Thumbs.db; they were passed over"
            self._warnings.append(Fault(name, 0, "", "F0", what, "Remove them.", PlaceReturnError))
        if strays:
            seen = " (the names of some begin with a dot, so that folders do not show them)" if hidden else ""
            what = f"holds {strays} file(s) or folder(s) of other names than those of the form{seen}"
            remedy = f"Rename or remove them, also files of a second form; {belonging(self._files, self._instrument)}."
            self._note(name, [Fault(name, 0, "", "F0", what, remedy, PlaceReturnError)])
        return not strays

    def _name_of(self, entity: str) -> str:
        return self._files.place(entity)

    def _read(self, entity: str) -> pl.DataFrame | None:
        """Read one file in current codes; None where it is refused."""
        name = self._name_of(entity)
        needed, optional = self._instrument.columns_of(entity), self._instrument.optional_columns_of(entity)
        read = self._files.read(entity, needed=needed, optional=optional)
        if isinstance(read, RefusedFile):
            self._rows_in[entity] = read.records
            self._note(name, read.faults)
            return None
        return self._without_identifiers(entity, name, read)

    def _without_identifiers(self, entity: str, name: str, read: ReadFile) -> pl.DataFrame | None:
        self._rows_in[entity] = read.frame.height
        self._retyped[entity] = read.retyped
        self._count_empty(entity, read.frame)
        self._key_fields += count_fields(entity, read.frame, self._instrument)
        self._mending.read(entity, read.frame)
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
        for broken in chain(broken_rules(sent, entity), self._references(entity, frame)):
            if broken.severity is Severity.ERROR:
                self._broken(name, frame, [_with_cause(broken, self._retyped[entity])])
                wrong = wrong | broken.rows
            elif broken.severity is Severity.QUERY:
                self._queries += _faults(name, frame, broken)
                self._query_counts[name, broken.column, broken.rule] = int(broken.rows.sum() or 0)
            else:
                self._warnings += _faults(name, frame, broken)
                self._warning_counts[name, broken.column, broken.rule] = int(broken.rows.sum() or 0)
        kept = frame.filter(~wrong)
        self.lines[entity] = kept[LINE]
        return self._kept(entity, kept)

    def _references(self, entity: str, frame: pl.DataFrame) -> Iterable[Broken]:
        """Yield keys that name no accepted row of this return (K3), and a return that is not where it says (K4)."""
        yield from lost_parents(frame, self._instrument, entity, accepted=self.accepted)
        if entity == RETURN and isinstance(self._place, _InFolder):
            yield from misplaced(frame, self._instrument, provider=self._place.provider, name=self._place.return_id)

    def _says_whose_it_is(self) -> bool:
        """Note a return that does not say, once and rightly, whose it is."""
        name = self._files.place(RETURN)
        once = self._rows_in[RETURN] == self.accepted[RETURN].height == 1
        if not once and not self._files.faults and all(fault.file != name for fault in self.faults):
            what = "must have exactly one row: this return"
            self._note(name, [Fault(name, 0, "", "K4", what, "Give one row.", RuleReturnError)])
        return once and not self._files.faults

    def _broken(self, name: str, frame: pl.DataFrame, rules: Iterable[Broken]) -> None:
        for broken in rules:
            number = int(broken.rows.sum() or 0)
            if number:
                place = (name, broken.column, broken.rule)
                self._counts[place] = self._counts.get(place, 0) + number
                self.faults += _faults(name, frame, broken)
                self._mending.broken(name, frame, broken)

    def _note(self, name: str, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.faults.append(fault)
            self._mending.fault(fault)
            place = (name, fault.column, fault.rule)
            self._counts[place] = self._counts.get(place, 0) + 1

    def _lacking(self) -> Mapping[str, str]:
        """Give what the return says that its system cannot supply; rule V1 has checked fields and codes."""
        frame = self.accepted[RETURN]
        maps = [v.name for v in self._instrument.variables_of(RETURN) if v.name == "fields_unavailable"]
        said = [pair for name in maps for value in frame[name].drop_nulls() for pair in value.split(";")]
        return {path: code for path, _, code in (pair.partition("=") for pair in said)}

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


def no_rows(instrument: Instrument, entity: str) -> pl.DataFrame:
    """Give the columns of accepted rows, without a row."""
    every = (*instrument.columns_of(entity), *instrument.optional_columns_of(entity))
    return pl.DataFrame(schema=dict.fromkeys((PROVIDER, RETURN_REF, *every), pl.String))


def provider_code(spelled: str, instrument: Instrument) -> str:
    """Give the provider whose code the folder spells, or the folder's own name where there is none."""
    lists = [v.codelist for v in instrument.variables_of(RETURN) if v.name == "provider"]
    codes = {code.replace(":", "-"): code for name in lists for code in instrument.codelists[name].by_code}
    return codes.get(spelled, spelled)


def is_unasked(path: Path) -> bool:
    """Whether a system left this file in a folder unasked."""
    return path.name.lower() in _UNASKED and path.is_file() and not path.is_symlink()


def _with_cause(broken: Broken, retyped: Collection[str]) -> Broken:
    """Say what a spreadsheet may have done where a code is not found in a column that holds more than text."""
    is_code = broken.rule == "V1" and broken.column in retyped
    return replace(broken, remedy=broken.remedy + RETYPED) if is_code else broken


def _faults(name: str, frame: pl.DataFrame, broken: Broken) -> list[Fault]:
    lines = frame[LINE].filter(broken.rows).head(KEPT).to_list()
    return [Fault(name, line, broken.column, broken.rule, broken.what, broken.remedy, broken.kind) for line in lines]
