"""What it costs to mend a return: which change of the export, or which rows one by one, bring how many rows back.

A row comes back when everything that holds it is mended: its own faults, and those of the rows that its keys name. So a
row that k changes hold is credited to each as one k-th. That is the Shapley value of the game in which a row is won by
exactly the set of changes that it needs (Shapley 1953): the credits add up to the rows in quarantine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from clerestory.collect.changes import Change, Way
from clerestory.collect.faults import Fault, entity_of
from clerestory.collect.rules import Broken
from clerestory.model.instrument import RETURN, Instrument

# A form is wrong in as many ways as there are shapes of it (31/12/2020 and 01/02/2021 are one); codes by their values.
_WAYS: Mapping[str, Way] = {
    "V1": Way.MAPPING, "F1": Way.MAPPING, "V2": Way.EXPORT, "K1": Way.EXPORT, "K3": Way.EXPORT, "K4": Way.EXPORT,
    "F0": Way.EXPORT, "F2": Way.ONE_BY_ONE,
}  # fmt: skip


@dataclass
class Mending:
    """Collects the faults of one return while its files are checked, parents before those that name them."""

    instrument: Instrument
    _changes: list[Change] = field(default_factory=list)
    _keys: dict[str, pl.DataFrame] = field(default_factory=dict)  # row, key of every row of a file that was read
    _held: dict[str, pl.DataFrame] = field(default_factory=dict)  # row, change
    _whole: dict[str, list[int]] = field(default_factory=dict)  # changes that hold every row of a file
    _all: list[int] = field(default_factory=list)  # changes that hold every row of the return

    def read(self, entity: str, frame: pl.DataFrame) -> None:
        """Note the rows of a file."""
        key = self.instrument.primary_key(entity)
        keys = frame[key.name] if key else pl.Series([""], dtype=pl.String).new_from_index(0, frame.height)
        self._keys[entity] = pl.DataFrame({"key": keys}).with_row_index("row")

    def broken(self, file: str, frame: pl.DataFrame, broken: Broken) -> None:
        """Note the rows that break a rule; rows that name one in quarantine come back with it."""
        entity, rows = entity_of(file), broken.rows
        if broken.rule == "K3":
            following = self._following(entity, frame, broken)
            self._hold(entity, following)
            there = self._keys.get(self._parent(entity, broken.column))
            rows = rows & (~frame[broken.column].is_in(there["key"].to_list()) if there is not None else False)
        number = int(rows.sum() or 0)
        if not number:
            return
        at = len(self._changes)
        place = (_last(file), broken.column, broken.rule, broken.what, broken.remedy)
        self._changes.append(_change(*place, values=frame[broken.column].filter(rows)))
        if broken.rule == "V13":  # refuses the file
            self._whole.setdefault(entity, []).append(at)
        else:
            self._hold(entity, pl.DataFrame({"row": rows.arg_true(), "change": at}))

    def fault(self, fault: Fault) -> None:
        """Note a fault of a file as a whole, or of the return where it is in no file."""
        entity = entity_of(fault.file)
        place = (_last(fault.file), fault.column, fault.rule)
        for at, change in enumerate(self._changes):
            if (change.file, change.column, change.rule, change.remedy) == (*place, fault.remedy):
                self._changes[at] = replace(change, rows=change.rows + 1)  # one way of exporting spoils many rows
                return
        at = len(self._changes)
        self._changes.append(Change(*place, fault.what, fault.remedy, Way.EXPORT, changes=1, rows=1))
        self._whole.setdefault(entity, []).append(at) if entity else self._all.append(at)

    def changes(self, rows_in: Mapping[str, int], *, refused: bool) -> tuple[Change, ...]:
        """Give the list of what to mend: what hides a file first, then what brings back the most rows for each change.

        Parameters
        ----------
        rows_in : mapping of str to int
            Rows by entity, of files that could not be read as well.
        refused : bool
            Whether nothing of the return is taken, since it does not say whose it is or holds strange files.
        """
        holders = [*self._all, *(self._at(RETURN) if refused else [])]
        parts = pl.concat([self._credits(entity, rows, holders) for entity, rows in rows_in.items()])
        total = {at: (held, credit) for at, held, credit in parts.group_by("change").sum().iter_rows()}
        hidden = {at for entity, rows in rows_in.items() if not rows for at in self._whole.get(entity, [])}
        made = []
        for at, change in enumerate(self._changes):
            held, credit = total.get(at, (0, 0.0))
            made.append(replace(change, held=held, credit=credit, unseen=at in hidden))
        order = {entity: at for at, entity in enumerate(rows_in)}
        return tuple(sorted(made, key=lambda change: _order(change, order)))

    def _at(self, entity: str) -> list[int]:
        own = self._held.get(entity, _NOTHING)["change"].unique().sort().to_list()
        return [*self._whole.get(entity, []), *own]

    def _credits(self, entity: str, rows: int, holders: list[int]) -> pl.DataFrame:
        """Give for each change how many rows of a file it holds, and what it is credited for them."""
        whole = [*self._whole.get(entity, []), *(at for at in holders if at not in self._whole.get(entity, []))]
        own = self._held.get(entity, _NOTHING).filter(~pl.col("change").is_in(whole)).unique()
        own = own.with_columns(share=1.0 / (pl.len().over("row") + len(whole)))
        parts = own.group_by("change").agg(held=pl.len().cast(pl.Int64), credit=pl.col("share").sum())
        held = own["row"].n_unique()
        shared = float(own.unique("row")["share"].sum()) + (rows - held) / len(whole) if whole else 0.0
        every = pl.DataFrame({"change": whole, "held": [rows] * len(whole), "credit": [shared] * len(whole)})
        return pl.concat([parts.select(*_TOTALS).cast(_TOTALS), every.cast(_TOTALS)])

    def _following(self, entity: str, frame: pl.DataFrame, broken: Broken) -> pl.DataFrame:
        """Give what holds the rows whose key names a row in quarantine: whatever holds that row."""
        parent = self._parent(entity, broken.column)
        named = pl.DataFrame({"row": broken.rows.arg_true(), "key": frame[broken.column].filter(broken.rows)})
        held = self._held.get(parent, _NOTHING)
        if parent in self._keys:
            named = named.join(self._keys[parent].rename({"row": "parent"}), on="key")
            found = named.join(held, left_on="parent", right_on="row").select("row", "change")
        else:
            found = _NOTHING
        whole = pl.DataFrame({"change": self._whole.get(parent, [])}, schema={"change": pl.Int64})
        return pl.concat([found.cast(_HELD), named.select("row").join(whole, how="cross").cast(_HELD)]).unique()

    def _parent(self, entity: str, column: str) -> str:
        return next(key.references for key in self.instrument.keys_of(entity) if key.name == column)

    def _hold(self, entity: str, rows: pl.DataFrame) -> None:
        self._held[entity] = pl.concat([self._held.get(entity, _NOTHING), rows.cast(_HELD)])


_HELD = pl.Schema({"row": pl.Int64, "change": pl.Int64})
_TOTALS = pl.Schema({"change": pl.Int64, "held": pl.Int64, "credit": pl.Float64})
_NOTHING = pl.DataFrame(schema=_HELD)


def _order(change: Change, files: Mapping[str, int]) -> tuple[bool, float, int, int, str, str]:
    """Sort what hides a file first: it may hold any number of rows; then by what each change brings back."""
    place = files.get(entity_of(change.file), -1)
    return not change.unseen, -round(change.per_change, 6), -change.held, place, change.column, change.rule


def _last(file: str) -> str:
    return file.rsplit("/", 1)[-1]


def _change(file: str, column: str, rule: str, what: str, remedy: str, *, values: pl.Series) -> Change:
    way = _WAYS.get(rule, Way.ONE_BY_ONE)
    number = {Way.EXPORT: 1, Way.ONE_BY_ONE: len(values)}.get(way) or _distinct(values, rule)
    return Change(file, column, rule, what, remedy, way, number, len(values))


def _distinct(values: pl.Series, rule: str) -> int:
    if rule == "F1":
        values = values.str.replace_all(r"\d", "9").str.replace_all(r"\p{L}", "a")
    return values.n_unique()
