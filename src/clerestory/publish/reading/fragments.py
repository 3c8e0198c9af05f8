"""What a reading copy shows of a document: a fragment of a page for each block or list, and the mark of the copy.

Every fragment is safe as it is: text is escaped, there is no script and no style, and links stay within the document.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain, zip_longest

from markupsafe import Markup

from clerestory.model.calendar import date_text
from clerestory.model.desk.documents import Block, BlockKind, Document, Look, Table
from clerestory.publish.pages import page_apart
from clerestory.publish.reading.pictures import picture_in_page
from clerestory.publish.shown.values import Column, Grid, Kind, Row

Beside = Callable[[str], Markup]  # what stands by a block or cell of an address, as a link to comment on it

_HOLE = secrets.token_hex(16)  # no document can have it in its text


def nothing_beside(_address: str) -> Markup:
    """Give nothing, where nobody comments."""
    return Markup("")


@dataclass(frozen=True)
class CopyMark:
    """Whose copy it is, which one, and when it was opened."""

    post: str
    copy_id: str
    opened: dt.datetime

    @property
    def words(self) -> str:
        """The mark as it is printed."""
        return f"Copy {self.copy_id}, {self.post}, {date_text(self.opened.date())} {self.opened:%H:%M} {self.opened:%Z}"


@dataclass(frozen=True)
class Fragment:
    """A block, or a list, as part of a page, and the addresses within."""

    addresses: tuple[str, ...]
    html: Markup


@dataclass(frozen=True)
class ReadSection:
    """A section of a document: its heading's address, empty before the first, its fragments, and all of it marked."""

    address: str
    fragments: tuple[Fragment, ...]
    html: Markup


@dataclass(frozen=True)
class _Item:
    block: Block
    further: list[Block] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)


def read_sections(
    document: Document, mark: CopyMark, *, beside: Beside = nothing_beside, beside_cell: Beside | None = None
) -> tuple[ReadSection, ...]:
    """Give the sections of a document as parts of a page whose heading of level 1 is the document's title.

    Parameters
    ----------
    mark : CopyMark
        Printed faintly in the margin of each section.
    beside, beside_cell : callable
        Give what stands by each block and by each cell, by their addresses.
    """
    made = []
    for address, drawn in _drawn_sections(_Drawing(document.appearance, beside_cell is not None, document)):
        fragments = tuple(one.filled(beside, beside_cell or nothing_beside) for one in drawn)
        html = page_apart("reading_section.html", address=address, fragments=fragments, mark=mark.words)
        made.append(ReadSection(address, fragments, Markup(html)))  # noqa: S704 - our own template
    return tuple(made)


def copy_notice(mark: CopyMark) -> Markup:
    """Give the mark of a copy as text, once for a page, and for the foot of each printed page."""
    return Markup(page_apart("reading_mark.html", mark=mark.words))  # noqa: S704 - our own template


@dataclass(frozen=True)
class _Drawing:
    """A document to be drawn, known again by what it shows; and whether something stands by its cells."""

    appearance: str
    has_cells: bool
    document: Document = field(compare=False)


@dataclass(frozen=True)
class _Drawn:
    """A fragment with holes for what stands beside: its text between them, and whose hole each is."""

    addresses: tuple[str, ...]
    texts: tuple[str, ...]
    holes: tuple[tuple[bool, str], ...]

    def filled(self, beside: Beside, beside_cell: Beside) -> Fragment:
        """Give the fragment with what stands beside for one reader."""
        said = (beside_cell(address) if is_cell else beside(address) for is_cell, address in self.holes)
        html = "".join(chain.from_iterable(zip_longest(self.texts, said, fillvalue="")))
        return Fragment(self.addresses, Markup(html))  # noqa: S704 - our own templates


@lru_cache(maxsize=32)
def _drawn_sections(drawing: _Drawing) -> tuple[tuple[str, tuple[_Drawn, ...]], ...]:
    """Draw the sections of a document once for all its readers: nothing of any of them is kept here."""
    sections = drawing.document.sections
    return tuple((at, tuple(_drawn(unit, drawing.has_cells) for unit in _units(blocks))) for at, blocks in sections)


def _drawn(unit: Block | list[_Item], has_cells: bool) -> _Drawn:  # noqa: FBT001 - as the document has it
    holes: list[tuple[bool, str]] = []

    def hole(address: str, *, is_cell: bool = False) -> Markup:
        holes.append((is_cell, address))
        return Markup(f"{_HOLE}{len(holes) - 1}.")  # noqa: S704 - digits

    template = "reading_list.html" if isinstance(unit, list) else "reading_block.html"
    cell = partial(hole, is_cell=True) if has_cells else None
    html = page_apart(template, unit=unit, beside=hole, beside_cell=cell, grid=_grid, ids=_ids, picture=picture_in_page)
    texts = re.split(rf"{_HOLE}(\d+)\.", html)  # in the order in which they stand, whatever that of the calls was
    return _Drawn(tuple(_addresses(unit)), tuple(texts[::2]), tuple(holes[int(at)] for at in texts[1::2]))


def _addresses(unit: Block | list[_Item]) -> Iterator[str]:
    if isinstance(unit, Block):
        yield unit.id
        yield from (cell.id for cell in unit.cells)
        return
    for item in unit:
        yield from (block.id for block in (item.block, *item.further))
        yield from _addresses(item.items)


def _units(blocks: Sequence[Block]) -> Iterator[Block | list[_Item]]:
    """Yield blocks, and lists of those that are points of one."""
    items: list[_Item] = []
    for block in blocks:
        within = block.kind is BlockKind.LIST_ITEM or (items and block.level and block.kind is BlockKind.PARAGRAPH)
        if items and (not within or _begins_another(items[0], block)):
            yield items
            items = []
        if within:
            _put(items, block)
        else:
            yield block
    if items:
        yield items


def _begins_another(first: _Item, block: Block) -> bool:
    return block.level == first.block.level and block.look not in (first.block.look, Look.PLAIN)


def _put(items: list[_Item], block: Block) -> None:
    """Put a point into the list at its depth, or a further paragraph behind the last point."""
    while items and items[-1].block.level < block.level:
        items = items[-1].items
    if block.kind is BlockKind.LIST_ITEM or not items:
        items.append(_Item(block))
    else:
        items[-1].further.append(block)


def _grid(table: Table) -> Grid:
    kinds = {True: Kind.NUMBER, False: Kind.TEXT}
    columns = (Column(head.label, kinds[head.is_number], head.is_margin, head.group) for head in table.heads)
    rows = (Row(line.label, tuple(cell.text for cell in line.cells), line.is_margin) for line in table.lines)
    return Grid(tuple(columns), tuple(rows))


def _ids(table: Table) -> list[list[str]]:
    return [[cell.id for cell in line.cells] for line in table.lines]
