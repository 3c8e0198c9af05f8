"""WordprocessingML of words and tables, written as text: python-docx takes seconds for what it builds cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls

from clerestory.publish.printed.sheets import INSET, Fitted, fitted, is_short, row_lines
from clerestory.publish.shown.values import Column, Grid, Kind, Row

SPACE = nsdecls("w", "r")
_NEVER_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CLOSE = '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>'
_LINE = '<w:{side} w:val="{how}" w:sz="4" w:space="0" w:color="8A9199"/>'
_SIDES = {"top": "nil", "left": "nil", "bottom": "single", "right": "nil", "insideH": "single", "insideV": "nil"}


def written(text: str) -> str:
    """Give a text as XML holds it; what no XML may hold is left out."""
    return escape(_NEVER_IN_XML.sub("", text))


def run_xml(text: str, *, bold: bool = False, italic: bool = False, size: float = 0, underlined: bool = False) -> str:
    """Give a run of words; ``size`` in points, 0 for that of its paragraph."""
    look = "<w:b/>" if bold else ""
    look += "<w:i/>" if italic else ""
    look += f'<w:sz w:val="{round(size * 2)}"/>' if size else ""
    look += '<w:u w:val="single"/>' if underlined else ""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{written(text)}</w:t></w:r>'


def table_xml(grid: Grid, title: str) -> str:
    """Give a table whose head rows repeat on every page, and whose title screen readers tell."""
    fit = fitted(grid)
    borders = "".join(_LINE.format(side=side, how=how) for side, how in _SIDES.items())
    margins = "".join(f'<w:{side} w:w="{_twips(INSET)}" w:type="dxa"/>' for side in ("left", "right"))
    properties = (
        f'<w:tblW w:w="{_twips(sum(fit.widths))}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val={quoteattr(_NEVER_IN_XML.sub("", title))}/>'
    )
    columns = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in fit.widths)
    rows = [*_head(grid, fit), *(line for row in grid.rows for line in _lines(row, grid.columns, fit))]
    if is_short(grid, fit, lines=row_lines(grid, fit)):  # it stays in one piece
        rows[:-1] = [row.replace("<w:pPr>", "<w:pPr><w:keepNext/>") for row in rows[:-1]]
    return f"<w:tbl {SPACE}><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _head(grid: Grid, fit: Fitted) -> Iterator[str]:
    """Yield the head: one row, or two where columns have groups."""
    groups = grid.groups
    if not groups:
        cells = (_cell(column.label, column, width, fit, bold=True) for column, width in _placed(grid, fit))
        yield _row("".join(cells), is_head=True)
        return
    upper, at = "", 0
    for column, span in groups:
        width = sum(fit.widths[at : at + span])
        at += span
        more = f'<w:gridSpan w:val="{span}"/>' if column.group else '<w:vMerge w:val="restart"/>'
        upper += _cell(column.group or column.label, column, width, fit, bold=True, more=more)
    yield _row(upper, is_head=True)
    lower = (
        _cell(column.label if column.group else "", column, width, fit, bold=True, more=_joined(column))
        for column, width in _placed(grid, fit)
    )
    yield _row("".join(lower), is_head=True)


def _joined(column: Column) -> str:
    return "" if column.group else "<w:vMerge/>"


def _placed(grid: Grid, fit: Fitted) -> Iterator[tuple[Column, float]]:
    return zip(grid.columns, fit.widths, strict=True)


def _lines(row: Row, columns: Sequence[Column], fit: Fitted) -> Iterator[str]:
    """Yield a row, and the one below it with the action suggested."""
    bold, spans = row.is_margin, '<w:vMerge w:val="restart"/>' if row.action else ""
    head = _cell(row.label, columns[0], fit.widths[0], fit, bold=bold, more=spans)
    rest = zip(row.values, columns[1:], fit.widths[1:], strict=True)
    yield _row(head + "".join(_cell(value, column, width, fit, bold=bold) for value, column, width in rest))
    if row.action:
        under = _cell("", columns[0], fit.widths[0], fit, more="<w:vMerge/>")
        across = f'<w:gridSpan w:val="{len(columns) - 1}"/>'
        action = f"Action suggested: {row.action}"
        yield _row(under + _cell(action, columns[0], sum(fit.widths[1:]), fit, more=across))


def _row(cells: str, *, is_head: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{cells}</w:tr>"


def _cell(text: str, column: Column, width: float, fit: Fitted, *, bold: bool = False, more: str = "") -> str:
    side = "right" if column.kind is Kind.NUMBER else "left"
    words = run_xml(text, bold=bold, size=fit.size) if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{more}</w:tcPr>'
        f'<w:p><w:pPr>{_CLOSE}<w:jc w:val="{side}"/></w:pPr>'
        f"{words}</w:p></w:tc>"
    )


def _twips(points: float) -> int:
    return round(points * 20)
