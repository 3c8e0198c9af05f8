"""Rules 20 to 23: lines, stripes and fills, and colours that carry a meaning or cannot be seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from clerestory.model.checklist.report import Finding
from clerestory.publish.checklist.contrast import contrast_ratio, least_contrast
from clerestory.publish.checklist.rules.findings import Place, failed, failed_at, joined, styled
from clerestory.publish.checklist.workbook import Cell, Sheet, Side, Style, Table, Workbook
from clerestory.spreadsheets.addresses import Area

_BLACK, _WHITE = "000000", "FFFFFF"
_FEWEST = 3  # cells of a column of which some can stand out
Lines = dict[int, set[Style]]


def dividers(book: Workbook) -> Iterator[Finding]:
    """Yield lines and stripes that part the data of a table."""
    for sheet, table in book.tables:
        if table.has_stripes:
            yield failed("stripes of the style of the table", sheet, table.area)
        rows, columns = _lines(sheet, table.body)
        yield from _ruled(sheet, table, rows, columns)
        if _is_banded(rows) or _is_banded(columns):
            yield failed("rows or columns that differ by their fill", sheet, table.body)


def _lines(sheet: Sheet, area: Area) -> tuple[Lines, Lines]:
    """Give the looks in every row and in every column of an area."""
    rows: Lines = {}
    columns: Lines = {}
    for row, column, cell in sheet.cells(area):
        rows.setdefault(row, set()).add(cell.style)
        columns.setdefault(column, set()).add(cell.style)
    return rows, columns


def _ruled(sheet: Sheet, table: Table, rows: Lines, columns: Lines) -> Iterator[Finding]:
    body = table.body
    for row in _some_ruled(rows, Side.TOP, Side.BOTTOM):
        yield failed("a line below some rows and not below others", sheet, Area(row, body.left, row, body.right))
    for column in _some_ruled(columns, Side.LEFT, Side.RIGHT):
        area = Area(body.top, column, body.bottom, column)
        yield failed("a line beside some columns and not beside others", sheet, area)


def _some_ruled(lines: Lines, before: Side, after: Side) -> list[int]:
    """Give the lines after which a border comes, where it comes after some and not after all; the last has no next."""
    numbers = sorted(lines)
    ruled = [
        one
        for one, following in pairwise(numbers)
        if any(after in style.borders for style in lines[one])
        or any(before in style.borders for style in lines[following])
    ]
    return ruled if len(ruled) < len(numbers) - 1 else []


def _is_banded(lines: Lines) -> bool:
    """Whether each line has one fill, and the lines have several."""
    fills = [{style.fill for style in styles} for styles in lines.values()]
    return all(len(one) == 1 for one in fills) and len(set().union(*fills)) > 1


def fills(book: Workbook) -> Iterator[Finding]:
    """Yield cells with a fill, white ones among them."""
    for sheet in book.sheets:
        if sheet.has_background:
            yield failed("a picture behind the cells", sheet)
        yield from failed_at("a fill", sheet, styled(sheet, lambda style: bool(style.fill)))
        empty = joined(area for area, style in sheet.looks if style.fill)
        yield from (failed("a fill of empty cells", sheet, area) for area in empty)
        styles = (table.area for table in sheet.marked if table.has_fill)
        yield from (failed("a style of the table that fills cells", sheet, area) for area in styles)


def by_colour_alone(book: Workbook) -> Iterator[Finding]:
    """Yield cells that stand out of their column by their colour and by nothing else."""
    for sheet in book.sheets:
        signalled = sheet.signalled
        yield from (failed("a rule that changes colours and nothing else", sheet, area) for area in signalled)
    for sheet, table in book.tables:
        yield from failed_at("unlike the rest of the column by colour alone", sheet, _standing_out(sheet, table))


def _standing_out(sheet: Sheet, table: Table) -> Iterator[Place]:
    rows, _ = _lines(sheet, table.body)
    heeds_fill = not _alternates(rows)
    columns: dict[int, list[tuple[int, Cell]]] = {}
    for row, column, cell in sheet.cells(table.body):
        if not sheet.text(row, table.area.left).casefold().startswith("total"):
            columns.setdefault(column, []).append((row, cell))
    for column, cells in columns.items():
        yield from ((row, column) for row in _unlike(cells, heeds_fill=heeds_fill))


def _alternates(rows: Lines) -> bool:
    """Whether rows of one fill each take turns, which is a stripe and no message."""
    fills = [{style.fill for style in rows[row]} for row in sorted(rows)]
    if any(len(one) != 1 for one in fills):
        return False
    return all(one != following for one, following in pairwise(fills))


def _unlike(cells: list[tuple[int, Cell]], *, heeds_fill: bool) -> Iterator[int]:
    def colours(cell: Cell) -> tuple[str, str]:
        return cell.style.colour or _BLACK, (cell.style.fill or _WHITE) if heeds_fill else ""

    counted = Counter(colours(cell) for _, cell in cells)
    if len(cells) < _FEWEST or len(counted) == 1:
        return
    usual = counted.most_common(1)[0][0]
    plain = {_weight(cell.style) for _, cell in cells if colours(cell) == usual}
    for row, cell in cells:
        if colours(cell) != usual and _weight(cell.style) in plain and "[" not in cell.text:
            yield row


def _weight(style: Style) -> tuple[bool, bool, bool]:
    return style.bold, style.italic, style.underlined


def weak_contrast(book: Workbook) -> Iterator[Finding]:
    """Yield text whose colour is too near to that of its ground."""
    for sheet in book.sheets:
        weak = {style for style in sheet.styles if _is_weak(style, style.colour)}
        places = [(row, column) for row, column, cell in sheet.cells() if cell.style in weak or _has_weak_run(cell)]
        yield from failed_at("too little contrast between text and ground", sheet, places)


def _is_weak(style: Style, colour: str) -> bool:
    ratio = contrast_ratio(colour or _BLACK, style.fill or _WHITE)
    return ratio < least_contrast(style.size, bold=style.bold)


def _has_weak_run(cell: Cell) -> bool:
    return any(run.colour and _is_weak(cell.style, run.colour) for run in cell.runs)
