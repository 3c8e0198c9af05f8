"""Why a file is refused as a whole, on its way from the reader that finds out to the fault that says so."""

from __future__ import annotations

from pathlib import Path

from clerestory.collect.faults import Fault
from clerestory.errors import ReturnError, TooLargeReturnError, WorkbookReturnError
from clerestory.spreadsheets.package import Refusals

WHOLE_FILE = "F0"  # the rule: a file is there, can be read, and has the shape of its form
NO_FILE = "is a folder, a link or a pipe, not a file"


class Refusal(Exception):  # noqa: N818 - it is no error of the program but a verdict that becomes a fault
    """A file that cannot be read; ``what`` and ``remedy`` are those of the fault and hold no value of the file."""

    def __init__(
        self, kind: type[ReturnError], what: str, remedy: str, *, row: int = 0, rule: str = WHOLE_FILE
    ) -> None:
        super().__init__(what)
        self.kind, self.what, self.remedy, self.row, self.rule = kind, what, remedy, row, rule

    def fault(self, name: str) -> Fault:
        """Give the fault of the file that messages call ``name``."""
        return Fault(name, self.row, "", self.rule, self.what, self.remedy, self.kind)


def damaged(what: str) -> Refusal:
    """Refuse a workbook or Parquet file that is not what it says it is."""
    remedy = "Open it in the program that made it and save it again; if it does not open there, export it anew."
    return Refusal(WorkbookReturnError, what, remedy)


def locked(what: str) -> Refusal:
    """Refuse a workbook with a password, or in the form that a password (or an old program) leaves."""
    return Refusal(WorkbookReturnError, what, "Save it without a password as .xlsx or .ods; protect it on its way.")


def too_large(what: str, remedy: str = "") -> Refusal:
    """Refuse a file above a limit."""
    split = "Split the return into several, each with an id of its own; docs/reference/returns.md has the limits."
    return Refusal(TooLargeReturnError, what, remedy or split)


REFUSALS = Refusals(damaged, locked, too_large)


def is_no_file(path: Path) -> bool:
    """Whether something is there that is never opened.

    A pipe would make the reader wait for ever, and what a link points at is not in the study.
    """
    return path.is_symlink() or (path.exists() and not path.is_file())


def check_size(path: Path, limit: int) -> None:
    """Refuse a file by its size, before a byte of it is read."""
    size = path.stat().st_size
    if size > limit:
        raise too_large(f"has {size:,} bytes where at most {limit:,} are read")
