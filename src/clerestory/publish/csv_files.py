"""Tables, shares and claims as CSV: long form, an empty count and a status where a cell is suppressed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from clerestory.model.commission import DataKind
from clerestory.model.shares import Completeness, NoShare, share_of
from clerestory.model.tables import KNOWN, ROUNDED_TO, SUPPRESSED, TOTAL, ProtectedTable
from clerestory.model.wording.claims import Claim
from clerestory.publish.numbers import percent_number
from clerestory.publish.open_data.columns import (
    STATUS,
    WHOLE,
    Column,
    code,
    count,
    data_column,
    header,
    percent,
    text,
)
from clerestory.spreadsheets import defused

SEVERAL = "; "  # between the values of a cell
_ROUNDED_TO = Column(ROUNDED_TO, "Rounded to", "The count is a multiple of it, each by itself.", WHOLE, required=True)


def table_columns(table: ProtectedTable) -> tuple[Column, ...]:
    """Give the columns of a table's file but the last, which says what kind of data it is."""
    shape = table.shape
    rows, columns = shape.row_heading or "Row", shape.column_heading or "Column"
    return (
        code("row_key", f"{rows}: code", key=True),
        text("row_label", rows, required=True),
        code("column_key", f"{columns}: code", key=True),
        text("column_label", columns, required=True),
        count("count", "Count", "Empty where it is withheld; the status says so.", unit=shape.unit),
        STATUS,
        code("unit", "Unit", "What is counted.", list_of="unit"),
        *([_ROUNDED_TO] if table.rounding else []),
    )


def table_csv(table: ProtectedTable, data: DataKind) -> str:
    """Give a table, one cell a row; where counts are rounded, each says to what."""
    rows: list[list[object]] = []
    for row, position in enumerate(table.shape.rows):
        for column, other in enumerate(table.shape.columns):
            number = table.counts[row][column]
            shown: list[object] = ["", SUPPRESSED] if number is None else [number, ""]
            base = [table.rounding[row][column]] if table.rounding else []
            rows.append(
                [position.key, position.label, other.key, other.label, *shown, table.shape.unit, *base, data.value]
            )
    return csv_text(header((*table_columns(table), data_column(data))), rows)


SHARES_COLUMNS = (
    code("key", "Category: code", key=True),
    text("label", "Category", required=True),
    count("count", "Count", "Empty where it is withheld."),
    percent("of_known_pct", "Of those known", "Count of all cases in which it is known."),
    percent("not_known_pct", "Not known", "Of all cases."),
    percent("at_least_pct", "At least", "Of all cases: if nobody of whom it is not known belongs here."),
    percent("at_most_pct", "At most", "Of all cases: if everybody of whom it is not known belongs here."),
    STATUS,
)


def shares_csv(table: ProtectedTable, row: int, data: DataKind) -> str:
    """Give the shares of a row with what is not known and the worst-case bounds, in percent.

    Where too little is known the share of the known cases is left out, and its sign is the status.
    """
    rows: list[list[object]] = []
    for row_at, column_at, key, label in share_cells(table, row):
        number = table.counts[row_at][column_at]
        share = share_of(table, row_at, column_at)
        if isinstance(share, NoShare):
            rows.append([key, label, "" if number is None else number, "", "", "", "", share.sign, data.value])
        else:
            numbers = [
                percent_number(prop)
                for prop in (share.of_known_prop, share.unknown_prop, share.lower_prop, share.upper_prop)
            ]
            if share.completeness is Completeness.TOO_LOW:
                numbers[0] = ""
            rows.append([key, label, number, *numbers, share.completeness.sign, data.value])
    return csv_text(header((*SHARES_COLUMNS, data_column(data))), rows)


def share_cells(table: ProtectedTable, row: int) -> list[tuple[int, int, str, str]]:
    """Give place, key and label of each known category along a row (down the column, in a table of one column)."""
    down = len(table.shape.columns) == 1
    positions = table.shape.rows if down else table.shape.columns
    known = next((codes for p in positions if p.key == KNOWN for _, codes in p.where), None)
    cells = []
    for at, position in enumerate(positions):
        codes = frozenset().union(*(codes for _, codes in position.where))
        if position.key not in (TOTAL, KNOWN) and (known is None or codes <= known):
            cells.append((at if down else row, 0 if down else at, position.key, position.label))
    return cells


CLAIMS_COLUMNS = (
    code("id", "Claim", key=True),
    Column("line", "Line", "Of the source of the paper.", WHOLE, required=True),
    text("sentence", "Sentence", "As the paper prints it.", required=True),
    text("says", "Says", "What its claim words say."),
    text("source", "Source", "The table, finding or fact that is cited."),
    text("citation", "Citation"),
    code("verdict", "Verdict", "Whether it holds at both ends of what is possible.", list_of="verdict"),
    text("evidence", "Evidence", "The bounds in words."),
)


def claims_csv(claims: Sequence[Claim], data: DataKind) -> str:
    """Give the register of claims, one citation or mark a row."""
    rows = [
        [f"C{number}", c.line, c.sentence, c.meaning, c.source, c.citation, c.verdict.value, c.evidence, data.value]
        for number, c in enumerate(claims, start=1)
    ]
    return csv_text(header((*CLAIMS_COLUMNS, data_column(data))), rows)


def csv_text(first: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give rows below a header, with whatever a spreadsheet would take for a formula made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(first)
    writer.writerows(
        map(defused, row) for row in rows
    )  # labels come from settings and code lists; people open the file
    return out.getvalue()
