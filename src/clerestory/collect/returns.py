"""Taking returns in: every file of every giver, every row accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from clerestory.collect.audit.form import FLAG_AUDIT
from clerestory.collect.checks.completeness import FieldCount, count_fields
from clerestory.collect.faults import KEPT, Fault, Receipt
from clerestory.collect.mending import Mending
from clerestory.collect.reading import LINE, ReadFile, RefusedFile, read_file
from clerestory.collect.rows import Broken, broken_rules, identifiers_in, warnings_in
from clerestory.errors import EmptyReturnError, PlaceReturnError, RuleReturnError
from clerestory.model.instrument import RETURN, Instrument, KeyKind, Need
from clerestory.progress import SILENT, Progress

# What systems leave in folders unasked. Nothing else is passed over, hidden or not: it might be data of somebody.
_UNASKED = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_NO_LINES = pl.Series(LINE, [], dtype=pl.Int64)
PROVIDER, RETURN_REF = "return_provider", "return_ref"  # the giver and return of each row, added to every entity


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


def collect_returns(returns: Path, instrument: Instrument, *, progress: Progress = SILENT) -> Collection:
    """Read and check every return of a study.

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
    """
    givers = _folders_in(returns, "the folder of a giver")
    if not givers:
        raise _no_return("there are no returns", returns)
    folders = [folder for giver in givers for folder in _returns_of(giver)]
    progress.begin("returns", len(folders))
    checked = []
    for folder in folders:
        checked.append(_Checked(folder, instrument))
        progress.advance()
    passed_over = sum(map(_is_unasked, [*returns.glob("*"), *returns.glob("*/*")]))
    return _together(checked, instrument, passed_over)


def _together(checked: Sequence[_Checked], instrument: Instrument, passed_over: int = 0) -> Collection:
    cases = {e: pl.concat([one.accepted[e] for one in checked], how="vertical") for e in instrument.entities}
    lines = {e: pl.concat([one.lines[e] for one in checked]) for e in instrument.entities}
    faults = [fault for one in checked for fault in one.faults]
    return Collection(tuple(one.receipt() for one in checked), cases, _quarantine(faults), passed_over, lines)


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


def check_return(folder: Path, instrument: Instrument) -> Receipt:
    """Check one return alone, as a study would, and give what became of it; errors as of ``collect_return``."""
    return collect_return(folder, instrument).receipts[0]


def collect_return(folder: Path, instrument: Instrument) -> Collection:
    """Read and check one return alone, as a study would.

    Raises
    ------
    EmptyReturnError
        If there is no such folder.
    """
    if not folder.is_dir():
        raise EmptyReturnError(
            "there is no such folder", where=str(folder), remedy="Name the folder of one return, which holds its files."
        )
    return _together([_Checked(folder.resolve(), instrument)], instrument)


class _Checked:
    """One return, checked file by file so that a row can be asked whether what it names was accepted."""

    def __init__(self, folder: Path, instrument: Instrument) -> None:
        self._instrument = instrument
        self._folder = folder
        self._name = f"{folder.parent.name}/{folder.name}"
        self.faults: list[Fault] = []
        self.accepted: dict[str, pl.DataFrame] = {}
        self._warnings: list[Fault] = []
        self._counts: dict[tuple[str, str, str], int] = {}
        self._rows_in: dict[str, int] = {}
        self._empty: dict[str, tuple[int, int]] = {}
        self._mending = Mending(instrument)
        self._key_fields: list[FieldCount] = []
        self.lines: dict[str, pl.Series] = dict.fromkeys(instrument.entities, _NO_LINES)
        self._provider = self._provider_code()
        order = [RETURN, *(e for e in instrument.in_dependency_order() if e != RETURN)]
        for entity in order:
            self.accepted[entity] = self._check(entity)
        whose, only = self._says_whose_it_is(), self._has_only_its_files()
        self._refused = not (whose and only)
        if self._refused:
            # Nothing of it can be trusted, so every row is quarantined.
            self.lines = dict.fromkeys(instrument.entities, _NO_LINES)
            self.accepted = {entity: self._empty_frame(entity) for entity in self.accepted}

    def receipt(self) -> Receipt:
        entities = self._instrument.entities
        kept = {e: self.accepted[e].height for e in entities}
        order = {f"{self._name}/{e}.csv": n for n, e in enumerate(entities)}
        in_order = sorted(self.faults, key=lambda f: (order.get(f.file, -1), f.row, not f.column, f.column, f.rule))
        return Receipt(
            provider=self._provider,
            return_id=self._folder.name,
            rows_in={e: self._rows_in[e] for e in entities},
            accepted=kept,
            quarantined={e: self._rows_in[e] - kept[e] for e in entities},
            faults=tuple(in_order),
            fault_counts=self._counts,
            warnings=tuple(self._warnings),
            empty_fields=self._empty,
            key_fields=tuple(self._key_fields),
            changes=self._mending.changes(self._rows_in, refused=self._refused),
            lacking=self._lacking(),
        )

    def _has_only_its_files(self) -> bool:
        """Note what is no file of the form: a misspelt or forgotten file would be data that nobody counts."""
        wanted = {f"{entity}.csv" for entity in self._instrument.entities}
        others = [path for path in self._folder.glob("*") if path.name not in {*wanted, FLAG_AUDIT}]
        unasked = sum(map(_is_unasked, others))
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

    def _provider_code(self) -> str:
        """Give the provider whose code the folder spells, or the folder's own name where there is none."""
        spelled = self._folder.parent.name
        codes = {c.replace(":", "-"): c for v in self._instrument.variables_of(RETURN) if v.name == "provider"
                 for c in self._instrument.codelists[v.codelist].by_code}  # fmt: skip
        return codes.get(spelled, spelled)

    def _check(self, entity: str) -> pl.DataFrame:
        name = f"{self._name}/{entity}.csv"
        needed, optional = self._instrument.columns_of(entity), self._instrument.optional_columns_of(entity)
        read = read_file(self._folder / f"{entity}.csv", name, needed=needed, optional=optional)
        if isinstance(read, RefusedFile):
            self._rows_in[entity] = read.records
            self._note(name, read.faults)
            return self._empty_frame(entity)
        return self._accept(entity, name, read)

    def _accept(self, entity: str, name: str, read: ReadFile) -> pl.DataFrame:
        frame = read.frame
        self._rows_in[entity] = frame.height
        self._count_empty(entity, frame)
        self._key_fields += count_fields(entity, frame, self._instrument)
        self._mending.read(entity, frame)
        refused = list(identifiers_in(frame, self._instrument, entity))
        if refused:
            self._broken(name, frame, refused)
            return self._empty_frame(entity)
        wrong = pl.repeat(value=False, n=frame.height, eager=True, dtype=pl.Boolean)
        for broken in [*broken_rules(frame, self._instrument, entity), *self._references(entity, frame)]:
            self._broken(name, frame, [broken])
            wrong = wrong | broken.rows
        for broken in warnings_in(frame, entity):
            self._warnings += _faults(name, frame, broken)
        kept = frame.filter(~wrong)
        self.lines[entity] = kept[LINE]
        return self._kept(entity, kept)

    def _references(self, entity: str, frame: pl.DataFrame) -> Iterable[Broken]:
        """Yield keys that name no accepted row of this return (K3), and a return that is not where it says (K4)."""
        for key in self._instrument.keys_of(entity):
            values = frame[key.name]
            if entity == RETURN and key.kind is KeyKind.PRIMARY:
                what, remedy = "is not the name of the folder", "Name the folder after the return, or mend the field."
                yield Broken(key.name, "K4", values != self._folder.name, what, remedy)
            if key.kind is KeyKind.FOREIGN:
                parent = self._instrument.primary_key(key.references)
                there = self.accepted[key.references][parent.name] if parent else values.clear()
                lost = (values != "") & ~values.is_in(there.to_list())
                what = f"names no accepted row of {key.references}.csv"
                remedy = f"Add that row, or mend its fault if {key.references}.csv has it."
                yield Broken(key.name, "K3", lost, what, remedy)
        if entity == RETURN and "provider" in frame.columns:
            wrong = frame["provider"].str.replace_all(":", "-", literal=True) != self._folder.parent.name
            remedy = "Name the folder after the provider, with - for a colon, or mend the field."
            yield Broken("provider", "K4", wrong, "is not the provider of the folder", remedy)

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
                self._mending.broken(name.rsplit("/", 1)[-1].removesuffix(".csv"), frame, broken)

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
            pl.lit(self._provider).alias(PROVIDER), pl.lit(self._folder.name).alias(RETURN_REF), *columns
        )

    def _empty_frame(self, entity: str) -> pl.DataFrame:
        every = (*self._instrument.columns_of(entity), *self._instrument.optional_columns_of(entity))
        return pl.DataFrame(schema=dict.fromkeys((PROVIDER, RETURN_REF, *every), pl.String))


def _faults(name: str, frame: pl.DataFrame, broken: Broken) -> list[Fault]:
    lines = frame[LINE].filter(broken.rows).head(KEPT).to_list()
    return [Fault(name, line, broken.column, broken.rule, broken.what, broken.remedy, broken.kind) for line in lines]


def _quarantine(faults: Iterable[Fault]) -> pl.DataFrame:
    rows = [(fault.file, fault.row, fault.column, fault.rule) for fault in faults]
    schema = {"file": pl.String, "row": pl.Int64, "column": pl.String, "rule": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
