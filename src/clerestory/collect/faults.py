"""Faults of a return, and the receipt that accounts for every row; neither ever holds a value of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clerestory.collect.changes import Change
from clerestory.collect.checks.completeness import FieldCount
from clerestory.collect.rules import Mapped
from clerestory.errors import ReturnError

KEPT = 100  # faults of one kind in one column that are named; the rest are counted


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where, by which rule, and how to mend it.

    ``row`` is the line of a CSV file at which the record begins (the header is line 1), the row of a sheet, the number
    of a Parquet record (the first is 1), or 0 for the file as a whole. ``file`` may be a sheet of a workbook.
    """

    file: str
    row: int
    column: str
    rule: str
    what: str
    remedy: str
    kind: type[ReturnError]

    @property
    def where(self) -> str:
        """The place as a person writes it."""
        row = f", row {self.row}" if self.row else ""
        return f"{self.file}{row}" + (f", column {self.column}" if self.column else "")


@dataclass(frozen=True)
class Receipt:
    """What became of one return: for each entity, rows in = accepted + quarantined.

    Attributes
    ----------
    rows_in, accepted, quarantined : mapping of str to int
        Rows by entity.
    faults : tuple of Fault
        In file order; of each (file, column, rule) the first hundred.
    fault_counts : mapping of (str, str, str) to int
        How many there are of each (file, column, rule).
    warnings : tuple of Fault
        What may be right but should be looked at; its rows are accepted. Of each (file, column, rule) the first
        hundred.
    empty_fields : mapping of str to (int, int)
        For each mandatory field, how many of how many read rows hold no value.
    queries : tuple of Fault
        Questions to the giver; their rows are accepted. Of each (file, column, rule) the first hundred.
    query_counts, warning_counts : mapping of (str, str, str) to int
        How many there are of each (file, column, rule); warnings of a file as a whole are not among them.
    mapped : tuple of Mapped
        Values in codes of older lists that were mapped into current ones (rule V12).
    never_alone : bool
        Whether it has so few investigations that it is never published alone (rule V14).
    version : int
        Which version of the return it is.
    withdrawn : bool
        Whether this version takes the return back, so that it has no rows.
    key_fields : tuple of FieldCount
        How much is known of each key field in the rows that could be read.
    changes : tuple of Change
        What to mend, what brings back the most rows for each change first.
    lacking : mapping of str to str
        The fields that the giver's system cannot supply, each with a code of ``missing_reason``.
    """

    provider: str
    return_id: str
    rows_in: Mapping[str, int]
    accepted: Mapping[str, int]
    quarantined: Mapping[str, int]
    faults: tuple[Fault, ...]
    fault_counts: Mapping[tuple[str, str, str], int]
    warnings: tuple[Fault, ...]
    empty_fields: Mapping[str, tuple[int, int]]
    queries: tuple[Fault, ...] = ()
    query_counts: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    warning_counts: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    mapped: tuple[Mapped, ...] = ()
    never_alone: bool = False
    version: int = 1
    withdrawn: bool = False
    key_fields: tuple[FieldCount, ...] = ()
    changes: tuple[Change, ...] = ()
    lacking: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entity, rows in self.rows_in.items():
            assert rows == self.accepted[entity] + self.quarantined[entity], f"a row of {entity} was lost"

    @property
    def quarantined_pct(self) -> float:
        """Share of all rows that is quarantined, in percent; a fault that costs no row counts as all of them.

        Nobody knows how many rows a file would have had that is missing, empty or no file at all.
        """
        if any(self._costs_no_row(fault) for fault in self.faults):
            return 100.0
        rows, lost = sum(self.rows_in.values()), sum(self.quarantined.values())
        return 100.0 * lost / rows if lost else 0.0

    @property
    def report_name(self) -> str:
        """The file of the feedback report."""
        return f"{self.provider.replace(':', '-')}--{self.return_id}.html"

    def _costs_no_row(self, fault: Fault) -> bool:
        return not self.quarantined.get(entity_of(fault.file))


def entity_of(file: str) -> str:
    """Give the entity of a file or sheet as messages call it; of a whole workbook or folder none."""
    name = file.rsplit("/", 1)[-1].rpartition(", sheet ")[2]
    return name.removesuffix(".csv").removesuffix(".parquet")


def fault_of(receipt: Receipt) -> ReturnError | None:
    """Give the gravest fault of a return as an error, or None; the others are counted in its message."""
    return _error([receipt], "Every fault stands in the report above.")


def check_quarantine(receipts: Sequence[Receipt], limit_pct: float, *, reports: Path) -> None:
    """Raise the gravest fault of the returns in which more than ``limit_pct`` of the rows are quarantined.

    Parameters
    ----------
    limit_pct : float
        How much a study accepts to lose of any one return.
    reports : Path
        The folder of the feedback reports; the message says which of them to read.

    Raises
    ------
    ReturnError
        Of the kind with the lowest exit code among them.
    """
    over = [receipt for receipt in receipts if receipt.quarantined_pct > limit_pct]
    if over:
        worst = min(over, key=lambda receipt: _gravest(receipt.faults).kind.exit_code)
        beside = f"; those of {len(over) - 1} more return(s) lie beside it" if len(over) > 1 else ""
        error = _error(over, f"Every fault stands in the feedback report {reports / worst.report_name}{beside}.")
        assert error is not None, "a return lost rows without a fault"
        raise error


def _error(receipts: Sequence[Receipt], where_all: str) -> ReturnError | None:
    faults = [fault for receipt in receipts for fault in receipt.faults]
    if not faults:
        return None
    first = _gravest(faults)
    total = sum(sum(receipt.fault_counts.values()) for receipt in receipts)
    more = f" ({total - 1:,} more fault(s) in {len(receipts)} return(s))" if total > 1 else ""
    return first.kind(first.what + more, where=first.where, remedy=f"{first.remedy} {where_all}")


def _gravest(faults: Sequence[Fault]) -> Fault:
    return min(faults, key=lambda fault: fault.kind.exit_code)
