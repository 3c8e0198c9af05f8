"""Blocks to XLSX, from nothing: every cell a text of its own, so that there is no list of strings to leave any in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from clerestory.errors import DocumentError
from clerestory.model.redaction.documents import Block, Document, Role
from clerestory.protect.documents.markup import HEAD, clean, escaped
from clerestory.protect.documents.packages import packed
from clerestory.protect.documents.workbook.fixed import KIND, MAIN, OFFICE, PACKAGE, PACKAGE_RELS, RELATIONS, STYLES
from clerestory.spreadsheets.addresses import column_letters

_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_WIDEST, _NARROWEST = 60, 10  # characters of a column
_LONGEST_CELL = 32_767
_LIKE_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, repr=False)
class _Sheet:
    name: str
    cells: Sequence[Block]


def write_xlsx(document: Document) -> bytes:
    """Give a new XLSX of the blocks of a document; the same blocks give the same bytes.

    Blocks that are no cells, of a document that was no workbook, stand on a sheet of their own, one a row.
    """
    sheets = _sheets(document)
    return packed(
        {
            "[Content_Types].xml": _content_types(len(sheets)),
            "_rels/.rels": PACKAGE_RELS,
            "xl/workbook.xml": _workbook(sheets),
            "xl/_rels/workbook.xml.rels": _relations(len(sheets)),
            "xl/styles.xml": STYLES,
            **{f"xl/worksheets/sheet{n}.xml": _sheet(sheet) for n, sheet in enumerate(sheets, start=1)},
        }
    )


def _sheets(document: Document) -> list[_Sheet]:
    sheets: list[_Sheet] = []
    for table, group in groupby(document.blocks, key=lambda block: block.table):
        blocks = list(group)
        heading = blocks[0].text if table and blocks[0].role is Role.HEADING else ""
        cells = [block for block in blocks if block.role is Role.CELL]
        loose = [block for block in blocks if block.role is not Role.CELL and not block.table]
        cells += [Block(b.text, Role.CELL, row=row, column=1) for row, b in enumerate(loose, start=1)]
        sheets.append(_Sheet(_name(heading, [sheet.name for sheet in sheets]), cells))
    return sheets or [_Sheet("Sheet 1", ())]


def _name(heading: str, taken: Sequence[str]) -> str:
    """Give a name that the form allows and no other sheet has."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", clean(heading)).split()).strip("'")[:_LONGEST_NAME].strip()
    name, number = plain or "Sheet", len(taken) + 1
    if not plain or name.casefold() in {each.casefold() for each in taken} or name.casefold() == "history":
        name = f"{name[: _LONGEST_NAME - 1 - len(str(number))]} {number}"
    return name


def _content_types(n: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for number in range(1, n + 1)
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{RELATIONS}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>{sheets}</Types>'
    )


def _relations(n: int) -> str:
    made = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, n + 1)
    )
    styles = f'<Relationship Id="rId{n + 1}" Type="{OFFICE}/styles" Target="styles.xml"/>'
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{made}{styles}</Relationships>'


def _workbook(sheets: Sequence[_Sheet]) -> str:
    made = "".join(
        f'<sheet name="{_spelled(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{made}</sheets></workbook>'


def _sheet(sheet: _Sheet) -> str:
    rows = "".join(_rows(sheet.cells))
    return f'{HEAD}<worksheet xmlns="{MAIN}">{_columns(sheet.cells)}<sheetData>{rows}</sheetData></worksheet>'


def _columns(cells: Sequence[Block]) -> str:
    widths: dict[int, int] = {}
    for cell in cells:
        widths[cell.column] = max(widths.get(cell.column, _NARROWEST), min(len(cell.text) + 2, _WIDEST))
    made = "".join(
        f'<col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
        for column, width in sorted(widths.items())
    )
    return f"<cols>{made}</cols>" if made else ""


def _rows(cells: Sequence[Block]) -> Iterator[str]:
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    for row, group in groupby(ordered, key=lambda cell: cell.row):
        yield f'<row r="{row}">{"".join(map(_cell, group))}</row>'


def _spelled(text: str) -> str:
    """Give a text for a string, in which a reader would take some runs of plain signs for a sign by its number."""
    return escaped(_LIKE_ESCAPE.sub("_x005F_", text))


def _cell(block: Block) -> str:
    if len(block.text) > _LONGEST_CELL:
        raise DocumentError(
            f"a cell of it has more than {_LONGEST_CELL:,} signs",
            where=f"row {block.row}, column {block.column}",
            remedy="Write it as .txt, which has no such limit.",
        )
    text = _spelled(block.text)
    place = f"{column_letters(block.column)}{block.row}"
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
