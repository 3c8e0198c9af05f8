"""Reading a workbook: its raw package is looked into first, its values are read afterwards, and the two must agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import polars as pl
import python_calamine

from clerestory.collect.faults import KEPT, Fault
from clerestory.collect.guidance import BESIDE
from clerestory.collect.identifying import kinds_in
from clerestory.collect.reading.limits import LIMITS
from clerestory.collect.reading.ods_inspection import inspect_ods
from clerestory.collect.reading.refusal import NO_FILE, REFUSALS, Refusal, damaged, is_no_file
from clerestory.collect.reading.shape import HEADER_ONLY, LINE, Raw, ReadFile, RefusedFile, Wanted, shaped, text_frame
from clerestory.collect.reading.sheet_facts import SheetFacts
from clerestory.collect.reading.traces import Trace, Traces, place_of
from clerestory.collect.reading.values import MOST_DIGITS, text_of
from clerestory.collect.reading.xlsx_inspection import inspect_xlsx
from clerestory.errors import (
    EmptyReturnError,
    IdentifierReturnError,
    PlaceReturnError,
    ShapeReturnError,
    WorkbookReturnError,
)
from clerestory.spreadsheets.package import open_package

_INSPECTORS = {".xlsx": inspect_xlsx, ".ods": inspect_ods}
READABLE = tuple(_INSPECTORS)
# Forms that are known and not read: of an old kind, with macros, or of one program alone.
NOT_READ = (".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".xlam", ".fods", ".ots", ".numbers", ".sxc")
_BATCH = 10_000  # rows turned into columns in one go


class Workbook:
    """A workbook of a return, opened and inspected; its sheets are read one by one."""

    def __init__(self, path: Path, name: str, *, entities: Sequence[str], known_texts: frozenset[str]) -> None:
        self.name = name
        self._entities, self._known_texts = entities, known_texts
        self._sheets: dict[str, SheetFacts] = {}
        self._records: Counter[str] = Counter()  # of two sheets of one name, those of both
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self._values: python_calamine.CalamineWorkbook | None = None
        try:
            self._open(path)
        except Refusal as refusal:
            self.faults.append(refusal.fault(name))

    def place(self, entity: str) -> str:
        """Give how messages call the sheet of an entity."""
        return place_of(self.name, entity)

    def read(self, entity: str, *, needed: Sequence[str], optional: Sequence[str]) -> ReadFile | RefusedFile:
        """Read the sheet of an entity; nothing of a workbook with a fault is taken, but its rows are counted."""
        facts = self._sheets.get(entity)
        if self.faults or facts is None or self._values is None:
            missing = () if self.faults else (self._missing(entity),)
            return RefusedFile(missing, self._records[entity])
        wanted = Wanted(self.place(entity), needed, optional)
        try:
            return shaped(self._raw(facts), wanted)
        except Refusal as refusal:
            return RefusedFile((refusal.fault(wanted.name),), facts.records)

    def _open(self, path: Path) -> None:
        suffix = path.suffix.lower()
        if is_no_file(path):
            raise Refusal(PlaceReturnError, NO_FILE, "Put the workbook itself there.")
        if suffix not in _INSPECTORS:
            remedy = "Save it as .xlsx or .ods, without macros; `clerestory collect template` writes an empty one."
            raise Refusal(WorkbookReturnError, "is a workbook of a form that is not read", remedy)
        traces = Traces()
        traces.note_text(path.stem.replace("_", " "))
        with open_package(path, LIMITS, refusals=REFUSALS) as package:
            sheets = _INSPECTORS[suffix](package, traces, self._label)
        self._name_sheets(sheets, traces)
        self.warnings = traces.warnings(self.name)
        self.faults = traces.faults(self.name)
        if not self.faults:
            with _foreign_words():
                self._values = python_calamine.CalamineWorkbook.from_path(str(path))
            self._check_sheets(sheets)
            self._look_beside(sheets)

    def _label(self, name: str, number: int) -> str:
        return name if name in self._entities or name in BESIDE else str(number)

    def _name_sheets(self, sheets: list[SheetFacts], traces: Traces) -> None:
        names = [facts.name for facts in sheets]
        for facts in sheets:
            traces.note_text(facts.name)
            if facts.label != facts.name:
                traces.note(Trace.OTHER_SHEET, facts.label)
            if sum(name.lower() == facts.name.lower() for name in names) > 1:
                traces.note(Trace.DOUBLED_SHEET, facts.label)
            self._sheets[facts.name] = facts
            self._records[facts.name] += facts.records

    def _check_sheets(self, sheets: list[SheetFacts]) -> None:
        if self._values is None or list(self._values.sheet_names) != [facts.name for facts in sheets]:
            raise damaged("is read differently by two readers: its sheets are not the same")

    def _look_beside(self, sheets: list[SheetFacts]) -> None:
        """Look at the sheets of guidance: what a template wrote there is known, anything else could be data."""
        for facts in sheets:
            if facts.name in BESIDE:
                texts = {text for text in self._texts(facts) if text not in self._known_texts}
                for kind in kinds_in(texts):
                    what, remedy = f"holds what looks like {kind}", "Remove it; this sheet is for guidance alone."
                    place = self.place(facts.label)
                    self.faults.append(Fault(place, 0, "", "V13", what, remedy, IdentifierReturnError))

    def _texts(self, facts: SheetFacts) -> Iterator[str]:
        assert self._values is not None, "a workbook with a fault is not read"
        with _foreign_words():
            for row in self._values.get_sheet_by_name(facts.name).iter_rows():
                yield from map(text_of, row)

    def _raw(self, facts: SheetFacts) -> Raw:
        assert self._values is not None, "a workbook with a fault is not read"
        if not facts.filled_rows:
            raise Refusal(EmptyReturnError, "is empty, without even a header", HEADER_ONLY)
        with _foreign_words():
            sheet = self._values.get_sheet_by_name(facts.name)
            if sheet.start != (0, 0):
                what = "has a table that does not begin in its first cell, A1"
                raise Refusal(ShapeReturnError, what, "Remove titles and empty rows above and columns before it.")
            found = _Table(sheet)
        agree = found.rows <= facts.filled_rows if facts.may_be_blank else found.rows == facts.filled_rows
        if not agree:
            raise damaged("is read differently by two readers: its rows are not as many")
        return found.raw()

    def _missing(self, entity: str) -> Fault:
        what, remedy = "the sheet is missing", "Add it; a sheet with only its header says that there is none."
        return Fault(self.place(entity), 0, "", "F0", what, remedy, EmptyReturnError)


class _Table:
    """The values of one sheet as text columns; blank rows are passed over and keep their numbers."""

    def __init__(self, sheet: python_calamine.CalamineSheet) -> None:
        rows = iter(sheet.iter_rows())
        first = next(rows, [])
        self.header = [text_of(value) for value in first]
        while self.header and not self.header[-1]:
            self.header.pop()
        self.rows = int(any(text != "" for text in self.header))
        self._width = len(first)
        self._frames: list[pl.DataFrame] = []
        self._retyped: set[int] = set()
        self._ragged: list[tuple[int, int]] = []
        place = 2
        while batch := list(islice(rows, _BATCH)):
            self._add(batch, place)
            place += len(batch)

    def raw(self) -> Raw:
        """Give what was read, as wide as the header."""
        empty = text_frame([pl.Series(dtype=pl.String)] * self._width, pl.Series(dtype=pl.Int64))
        frame = pl.concat([empty, *self._frames])
        beyond = [str(n) for n in range(len(self.header), self._width)]
        return Raw(self.header, frame.drop(beyond), frozenset(self._retyped), tuple(self._ragged[:KEPT]))

    def _add(self, batch: Sequence[Sequence[object]], place: int) -> None:
        columns = [self._column(n, values, place) for n, values in enumerate(zip(*batch, strict=True))]
        frame = text_frame(columns, pl.int_range(place, place + len(batch), eager=True))
        filled = frame.filter(pl.any_horizontal(pl.all().exclude(LINE) != "")) if columns else frame.clear()
        self.rows += filled.height
        self._frames.append(filled)
        for n in range(len(self.header), self._width):
            outside = filled.filter(pl.col(str(n)) != "")[LINE].head(KEPT).to_list()
            self._ragged += [(line, n + 1) for line in outside]

    def _column(self, n: int, values: tuple[object, ...], place: int) -> pl.Series:
        if all(type(value) is str for value in values):
            return pl.Series(values, dtype=pl.String)
        for row, value in enumerate(values):
            if isinstance(value, float) and not abs(value) < MOST_DIGITS:
                what, remedy = "holds a number of which only 15 digits are kept", Trace.LONG_NUMBER.remedy
                raise Refusal(WorkbookReturnError, what, remedy, row=place + row)
        if n < len(self.header):
            self._retyped.add(n)
        return pl.Series([text_of(value) for value in values], dtype=pl.String)


@contextmanager
def _foreign_words() -> Iterator[None]:
    """Turn what the reader of values says about a file that it cannot read into words of our own."""
    try:
        yield
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        if isinstance(error, Refusal):
            raise
        raise damaged("cannot be read by the reader of values") from None
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":  # a panic of the reader, which Python has no name for
            raise
        raise damaged("cannot be read by the reader of values") from None
