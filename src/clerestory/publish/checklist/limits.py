"""How large a workbook may be that is looked at. Whatever is larger ends in a message, never in a full memory."""

from __future__ import annotations

from pathlib import Path

from clerestory.errors import DocumentError
from clerestory.spreadsheets.package import PackageLimits, Refusals

PACKAGE = PackageLimits(workbook_bytes=128 * 2**20, unpacked_bytes=1024 * 2**20)
MOST_CELLS = 2_000_000  # filled ones, of all sheets together
MOST_CHARACTERS = 100_000_000  # of all texts together
LONGEST_TEXT = 32_767  # characters of one cell; Excel holds no more, and what is longer is looked at so far
MOST_TABLES = 1_000
MOST_NOTED = 500_000  # merged cells, links, comments, drawings, hidden rows and the like
MOST_WIDTHS = 5_000_000  # of columns, of all sheets together
MOST_SHEETS = 1_000
MOST_STYLES = 100_000
PART_BYTES = 32 * 2**20  # of a part that is held whole: styles, names, properties


def refusals_of(path: Path) -> Refusals:
    """Give the errors with which a workbook is refused; each is a DocumentError."""

    def refuse(remedy: str) -> Refuser:
        return Refuser(str(path), remedy)

    return Refusals(
        damaged=refuse("Open it in the program that made it, save it as .ods or .xlsx and try again."),
        locked=refuse("Save it without a password as .ods or .xlsx and try again."),
        too_large=refuse("Part the workbook into several; docs/reference/spreadsheet-rules.md has the limits."),
    )


class Refuser:
    """Makes the error of one file, for one kind of reason."""

    def __init__(self, where: str, remedy: str) -> None:
        self._where, self._remedy = where, remedy

    def __call__(self, what: str) -> DocumentError:
        """Give the error of a workbook that ``what``."""
        return DocumentError(f"the workbook {what}", where=self._where, remedy=self._remedy)
