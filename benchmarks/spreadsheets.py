"""Time and memory of workbooks: a million cells of ODS, and 100,000 beside odfpy and bare XlsxWriter, in one run.

``python benchmarks/spreadsheets.py [CELLS]``. Each work is a process of its own, so that its peak memory is its own;
seconds are of the processor as well as of the wall, as other work may run on the machine. odfpy and XlsxWriter write
the bare cells and nothing around them, so that a ratio says what headings, tables, widths and checks cost, or save.
"""

from __future__ import annotations

import importlib.util
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from processes import asked_for, asked_sizes, measured
from xlsxwriter import Workbook

from clerestory.publish.workbooks.book import Cell, Column, Kind, PublishedWorkbook, TableSheet
from clerestory.publish.workbooks.ods import write_ods
from clerestory.publish.workbooks.xlsx import write_xlsx

COLUMNS = 10
SIZES = (1_000_000, 100_000)
PEERS_UP_TO = 100_000  # cells; odfpy needs minutes for more


class Rows:
    """Rows of labels, counts, shares and symbols, made as they are asked for."""

    def __init__(self, cells: int) -> None:
        self._rows = cells // COLUMNS

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        numbers = random.Random(1)  # noqa: S311 - made-up cells
        for at in range(self._rows):
            counts = [numbers.randrange(100_000) for _ in range(6)]
            yield f"Area {at}", *counts, numbers.randrange(1_000) / 10, "[c]", numbers.random()


def book(cells: int) -> PublishedWorkbook:
    counts = (Column(f"Count {n}", Kind.NUMBER) for n in range(6))
    more = (Column("Share, %", Kind.NUMBER, decimals=1), Column("Cell", Kind.NUMBER), Column("Part", Kind.PERCENT, 1))
    sheet = TableSheet("Table 1", "Made-up cells", "Table_1_cells", (Column("Area"), *counts, *more), Rows(cells))
    return PublishedWorkbook("Made-up cells", (sheet,))


def ods(cells: str) -> int:
    with tempfile.TemporaryFile() as out:
        write_ods(book(int(cells)), out)
        return int(cells)


def xlsx(cells: str) -> int:
    with tempfile.TemporaryFile() as out:
        write_xlsx(book(int(cells)), out)
        return int(cells)


def odfpy(cells: str) -> int:
    from odf.opendocument import OpenDocumentSpreadsheet  # noqa: PLC0415 - the bench lock alone has it
    from odf.table import Table, TableCell, TableRow  # noqa: PLC0415
    from odf.text import P  # noqa: PLC0415

    document = OpenDocumentSpreadsheet()
    table = Table(name="Table 1")
    for row in Rows(int(cells)):
        line = TableRow()
        for value in row:
            kind = {"valuetype": "string"} if isinstance(value, str) else {"valuetype": "float", "value": value}
            cell = TableCell(**kind)
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    with tempfile.TemporaryDirectory() as folder:
        document.save(str(Path(folder) / "bare.ods"))
    return int(cells)


def xlsxwriter(cells: str) -> int:
    with tempfile.TemporaryDirectory() as folder, Workbook(Path(folder) / "bare.xlsx") as made:
        sheet = made.add_worksheet("Table 1")
        for at, row in enumerate(Rows(int(cells))):
            sheet.write_row(at, 0, row)
    return int(cells)


WORKS = {"ods": ods, "xlsx": xlsx, "odfpy": odfpy, "xlsxwriter": xlsxwriter}
LABELS = {"ods": "ours, ODS", "xlsx": "ours, XLSX", "odfpy": "odfpy, bare", "xlsxwriter": "XlsxWriter, bare"}
PEER_OF = {"odfpy": "ods", "xlsxwriter": "xlsx"}


def main() -> None:
    print(f"{'':18}{'cells':>10}{'seconds':>9}{'of the processor':>18}{'peak MB':>9}{'times ours':>12}")
    for cells in asked_sizes(__doc__, SIZES):
        own: dict[str, float] = {}
        for work, label in LABELS.items():
            is_peer = work in PEER_OF
            if is_peer and (cells > PEERS_UP_TO or (work == "odfpy" and importlib.util.find_spec("odf") is None)):
                continue
            told = measured(__file__, work, cells)
            own[work] = told["cpu_seconds"]
            ratio = f"{own[work] / own[PEER_OF[work]]:.1f}" if is_peer else ""
            print(f"{label:18}{cells:>10,}{told['seconds']:>9.2f}{own[work]:>18.2f}{told['peak_mb']:>9.0f}{ratio:>12}")


if __name__ == "__main__":
    asked_for(WORKS) or main()
