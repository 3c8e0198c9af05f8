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
from clerestory.spreadsheets import defused


def table_csv(table: ProtectedTable, data: DataKind) -> str:
    """Give a table, one cell a row; where counts are rounded, each says to what."""
    rounded = [ROUNDED_TO] if table.rounding else []
    header = ["row_key", "row_label", "column_key", "column_label", "count", "status", "unit", *rounded, "data"]
    rows: list[list[object]] = []
    for row, position in enumerate(table.shape.rows):
        for column, other in enumerate(table.shape.columns):
            count = table.counts[row][column]
            shown: list[object] = ["", SUPPRESSED] if count is None else [count, ""]
            base = [table.rounding[row][column]] if table.rounding else []
            rows.append(
                [position.key, position.label, other.key, other.label, *shown, table.shape.unit, *base, data.value]
            )
    return csv_text(header, rows)


def shares_csv(table: ProtectedTable, row: int, data: DataKind) -> str:
    """Give the shares of a row with what is not known and the worst-case bounds, in percent.

    Where too little is known the share of the known cases is left out, and its sign is the status.
    """
    header = ["key", "label", "count", "of_known_pct", "not_known_pct", "at_least_pct", "at_most_pct", "status", "data"]
    rows: list[list[object]] = []
    for row_at, column_at, key, label in share_cells(table, row):
        count = table.counts[row_at][column_at]
        share = share_of(table, row_at, column_at)
        if isinstance(share, NoShare):
            rows.append([key, label, "" if count is None else count, "", "", "", "", share.sign, data.value])
        else:
            numbers = [
                percent_number(prop)
                for prop in (share.of_known_prop, share.unknown_prop, share.lower_prop, share.upper_prop)
            ]
            if share.completeness is Completeness.TOO_LOW:
                numbers[0] = ""
            rows.append([key, label, count, *numbers, share.completeness.sign, data.value])
    return csv_text(header, rows)


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


def claims_csv(claims: Sequence[Claim], data: DataKind) -> str:
    """Give the register of claims, one citation or mark a row."""
    header = ["id", "line", "sentence", "says", "source", "citation", "verdict", "evidence", "data"]
    rows = [
        [f"C{number}", c.line, c.sentence, c.meaning, c.source, c.citation, c.verdict.value, c.evidence, data.value]
        for number, c in enumerate(claims, start=1)
    ]
    return csv_text(header, rows)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give rows below a header, with whatever a spreadsheet would take for a formula made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(
        map(defused, row) for row in rows
    )  # labels come from settings and code lists; people open the file
    return out.getvalue()
