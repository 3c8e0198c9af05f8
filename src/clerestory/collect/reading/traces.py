"""What a workbook may carry beside the values of its cells, and what is done about each kind.

A reader of values sees none of it, so none may pass in silence: what could hold data of somebody, or change what a
person sees, refuses the workbook; what programs add unasked is a warning. docs/reference/returns.md has the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from clerestory.collect.faults import Fault
from clerestory.collect.identifying import kinds_in
from clerestory.collect.reading.refusal import WHOLE_FILE
from clerestory.errors import IdentifierReturnError, WorkbookReturnError

_ROWS_TOLD = 5


class Verdict(Enum):
    """What a trace does to the return."""

    REFUSE = "refuses the return"
    WARN = "is a warning"


class Trace(Enum):
    """A kind of thing beside the values: its words, its verdict, and how to mend it."""

    HIDDEN_SHEET = ("a hidden sheet", Verdict.REFUSE, "Show all sheets and remove what does not belong.")
    HIDDEN_ROWS = (
        "hidden rows or columns",
        Verdict.REFUSE,
        "Clear filters, show all rows and columns, and save again.",
    )
    OTHER_SHEET = (
        "a sheet that is not of the instrument",
        Verdict.REFUSE,
        "Name sheets exactly as the entities, in lower case; only notes and codes may stand beside them.",
    )
    DOUBLED_SHEET = ("two sheets of one name", Verdict.REFUSE, "Keep one of them.")
    FORMULA = ("formulas", Verdict.REFUSE, "Copy the sheet and paste it as values only.")
    ERROR_CELL = ("error values such as #N/A", Verdict.REFUSE, "Empty these cells, or fill in what belongs there.")
    LONG_NUMBER = (
        "numbers of which a spreadsheet keeps only 15 digits",
        Verdict.REFUSE,
        "Format the column as text and fill it from the source again.",
    )
    MERGED = ("merged cells", Verdict.REFUSE, "Unmerge all cells; each row stands alone.")
    COMMENT = ("comments or notes on cells", Verdict.REFUSE, "Delete all comments and notes.")
    LINK = ("links out of the workbook", Verdict.REFUSE, "Break all links and remove hyperlinks.")
    OBJECT = ("pictures, charts, controls or embedded files", Verdict.REFUSE, "Delete them; a return is values alone.")
    MACRO = ("macros or scripts", Verdict.REFUSE, "Save it as a workbook without macros.")
    CONNECTION = (
        "data connections, queries or pivot tables, which keep copies of their source",
        Verdict.REFUSE,
        "Copy the values into a new workbook.",
    )
    NAME = ("defined names that hold more than a place", Verdict.REFUSE, "Delete them in the manager of names.")
    HIDDEN_TEXT = ("text that no cell shows", Verdict.REFUSE, "Copy the values into a new workbook.")
    CHANGES = ("tracked changes or scenarios", Verdict.REFUSE, "Accept all changes, stop tracking, and save again.")
    UNKNOWN = ("parts that no return needs", Verdict.REFUSE, "Copy the values into a new workbook.")
    PROPERTIES = (
        "document properties such as the author's name, which is personal data",
        Verdict.WARN,
        "They are not kept. Remove them: File, Info, Inspect Document; in LibreOffice File, Properties, Reset.",
    )
    CUSTOM_XML = (
        "XML that a document server added",
        Verdict.WARN,
        "It is not kept. Remove it: File, Info, Inspect Document.",
    )

    def __init__(self, what: str, verdict: Verdict, remedy: str) -> None:
        self.what, self.verdict, self.remedy = what, verdict, remedy


@dataclass
class Traces:
    """What an inspection has found so far: traces by sheet (empty for the workbook), and loose texts."""

    counts: Counter[tuple[Trace, str]] = field(default_factory=Counter)
    rows: dict[tuple[Trace, str], list[int]] = field(default_factory=dict)
    texts: list[tuple[str, str]] = field(default_factory=list)  # (sheet, text): whatever is written beside the cells
    has_blank_text: bool = False  # whether a filled cell may hold a text of no characters

    def note(self, trace: Trace, sheet: str = "", row: int = 0) -> None:
        """Note a trace; of its rows the first few are kept."""
        self.counts[trace, sheet] += 1
        rows = self.rows.setdefault((trace, sheet), [])
        if row and len(rows) < _ROWS_TOLD and row not in rows:
            rows.append(row)

    def note_parts(self, names: Iterable[str], kinds: Sequence[tuple[str, Trace | None]]) -> None:
        """Note the parts of a package by their names; the first pattern counts, and what none knows is UNKNOWN."""
        for name in names:
            if not name.endswith("/"):
                trace = next((t for pattern, t in kinds if re.fullmatch(pattern, name.lower())), Trace.UNKNOWN)
                if trace is not None:
                    self.note(trace)

    def note_text(self, text: str, sheet: str = "") -> None:
        """Keep a text that stands beside the cells, to be looked at by the patterns of rule V13."""
        if text.strip():
            self.texts.append((sheet, text))

    def faults(self, name: str) -> list[Fault]:
        """Give what refuses the workbook that messages call ``name``."""
        made = [self._fault(name, *key) for key in self.counts if key[0].verdict is Verdict.REFUSE]
        return made + self._identifiers(name)

    def warnings(self, name: str) -> list[Fault]:
        """Give what should be looked at."""
        return [self._fault(name, *key) for key in self.counts if key[0].verdict is Verdict.WARN]

    def _fault(self, name: str, trace: Trace, sheet: str) -> Fault:
        rows = self.rows[trace, sheet]
        more = "; rows " + ", ".join(map(str, rows)) if len(rows) > 1 else ""
        what = f"holds {trace.what}{more}"
        place = place_of(name, sheet)
        return Fault(place, rows[0] if rows else 0, "", WHOLE_FILE, what, trace.remedy, WorkbookReturnError)

    def _identifiers(self, name: str) -> list[Fault]:
        faults = []
        for sheet in dict.fromkeys(sheet for sheet, _ in self.texts):
            for kind in kinds_in(text for place, text in self.texts if place == sheet):
                what = f"holds what looks like {kind} beside its cells or in its names; the workbook is refused"
                remedy = "Take it out of comments, names, headers and properties, and send the workbook again."
                faults.append(Fault(place_of(name, sheet), 0, "", "V13", what, remedy, IdentifierReturnError))
        return faults


def place_of(name: str, sheet: str) -> str:
    """Give how messages call a sheet of a workbook, or the workbook itself."""
    return f"{name}, sheet {sheet}" if sheet else name
