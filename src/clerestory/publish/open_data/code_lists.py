"""Code lists of a release: every code that may stand in a column of its CSV files, with what it means.

A list of the program is given whole, and a list of a variable has the rows and columns of the published tables and no
others: that a code is listed, or is not, tells nothing of a case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from clerestory.model.answers.commitments import CommitmentState
from clerestory.model.commission import DataKind, StudySettings
from clerestory.model.commission.comparisons import ComparisonTable
from clerestory.model.commission.tables import OverlapTable, TableRequest
from clerestory.model.comparisons.differences import Reading
from clerestory.model.lessons.study import Agency, Audience, LessonStatus
from clerestory.model.releases import Withheld
from clerestory.model.tables import (
    KNOWN,
    LOW_RELIABILITY,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    ROUNDS_TO_ZERO,
    SUPPRESSED,
    TOTAL,
    Position,
    ProtectedTable,
)
from clerestory.model.wording.claims import Verdict
from clerestory.publish.csv_files import csv_text
from clerestory.publish.notes import WITHHELD, unit_note
from clerestory.publish.open_data.columns import Column, data_column, header, text
from clerestory.publish.register import MEANINGS

CODE_COLUMNS = (Column("code", "Code", key=True, blank=True), text("label", "Meaning", required=True))
_EVERYWHERE = {TOTAL: "Total", KNOWN: "Known"}  # a table may call them otherwise
SYMBOLS = {
    "": "No symbol: what stands in the row stands as it is",
    SUPPRESSED: f"Confidential: {WITHHELD[1]}",
    NOT_AVAILABLE: "Not available: the base is too small, too little is known, or nothing may be given",
    NOT_APPLICABLE: "Not applicable: the row has no such number",
    ROUNDS_TO_ZERO: "Low: rounds to zero, and is not zero",
    LOW_RELIABILITY: "Low reliability: known for too few",
}


@dataclass(frozen=True)
class CodeList:
    """Codes with their meaning, in order."""

    name: str
    title: str
    codes: Mapping[str, str]


def fixed_lists(tables: Iterable[ProtectedTable]) -> Iterator[CodeList]:
    """Yield the lists that are the same in every release, and the units of its tables."""
    yield CodeList("status", "Symbols in place of a number, or beside one", SYMBOLS)
    units = sorted({table.shape.unit for table in tables})
    yield CodeList("unit", "What is counted", {unit: unit_note(unit) for unit in units})
    yield CodeList("reason", "Reasons why something is withheld", MEANINGS)
    extents = get_args(Withheld.model_fields["extent"].annotation)
    yield CodeList("extent", "How much is withheld", {extent: extent.capitalize() for extent in extents})
    yield CodeList(
        "reading",
        "What a difference says at its bounds",
        {"": "Nothing is said; the status says why", **_values(Reading)},
    )
    yield CodeList("verdict", "Whether a claim holds", _values(Verdict))
    yield CodeList("agency", "Bodies and sectors", {agency.value: agency.label for agency in Agency})
    yield CodeList("audience", "For whom lessons are", {one.value: one.label.capitalize() for one in Audience})
    yield CodeList("lesson_status", "What became of a lesson", _values(LessonStatus))
    states = {one.value: one.label for one in CommitmentState if one.value}
    yield CodeList("commitment_state", "What became of a commitment", states)


def _values(choices: Iterable[Reading] | Iterable[Verdict] | Iterable[LessonStatus]) -> dict[str, str]:
    return {one.value: one.value.capitalize() for one in choices}


class Dimensions:
    """The code lists of rows and columns, one for each variable, shared by all tables that show it.

    Where two tables give a code different meanings each has a list of its own.
    """

    def __init__(
        self, tables: Sequence[ProtectedTable], settings: StudySettings, *, reserved: Collection[str] = ()
    ) -> None:
        self._lists: dict[str, CodeList] = {}
        self._reserved = reserved  # names of other lists
        self._of: dict[tuple[str, str], str] = {}
        requests = {request.id: request for request in settings.tables}
        for table in tables:
            shape = table.shape
            rows, columns = _variables(shape.id, requests.get(shape.id))
            self._add(shape.id, "rows", CodeList(rows, shape.row_heading, _codes(shape.rows)))
            self._add(shape.id, "columns", CodeList(columns, shape.column_heading, _codes(shape.columns)))

    @property
    def lists(self) -> tuple[CodeList, ...]:
        """All lists, in the order of the tables."""
        return tuple(self._lists.values())

    def of(self, table: str, axis: str) -> str:
        """Give the name of the list of a table's rows or columns."""
        return self._of[table, axis]

    def _add(self, table: str, axis: str, codes: CodeList) -> None:
        name = codes.name if self._agrees(codes) else f"{codes.name}-{table}-{axis}"
        known = self._lists.get(name)
        title = (known.title if known else codes.title) or name.replace("_", " ").capitalize()
        self._lists[name] = CodeList(name, title, {**known.codes, **codes.codes} if known else codes.codes)
        self._of[table, axis] = name

    def _agrees(self, codes: CodeList) -> bool:
        if codes.name in self._reserved:
            return False
        known = self._lists.get(codes.name)
        return known is None or all(known.codes.get(code, label) == label for code, label in codes.codes.items())


def _codes(positions: Iterable[Position]) -> dict[str, str]:
    return {position.key: _EVERYWHERE.get(position.key, position.label) for position in positions}


def _variables(table: str, request: TableRequest | None) -> tuple[str, str]:
    """Name the variables of rows and columns, or the code lists under which they are shown."""
    if request is None:
        return f"{table}_rows", f"{table}_columns"

    def shown(path: str) -> str:
        return request.groups.get(path) or path.partition(".")[2]

    if isinstance(request, OverlapTable):
        return shown(request.lists), shown(request.lists)
    if isinstance(request, ComparisonTable):
        return "population", shown(request.characteristic)
    return shown(request.rows), shown(request.columns) if request.columns else "number"


def list_csv(codes: CodeList, data: DataKind) -> str:
    """Give a code list as CSV."""
    rows = ([one, meaning, data.value] for one, meaning in codes.codes.items())
    return csv_text(header((*CODE_COLUMNS, data_column(data))), rows)
