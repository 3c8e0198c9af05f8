"""A workbook as the rules see it, whatever its form: cells that hold something, how they look, and what lies around."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from clerestory.publish.checklist.blocks import unmarked_areas
from clerestory.spreadsheets.addresses import MOST_ROWS, Area


class Side(Enum):
    """A side of a cell that may have a border."""

    LEFT = "left"
    RIGHT = "right"
    TOP = "top"
    BOTTOM = "bottom"


class Drawn(Enum):
    """What floats over the cells."""

    PICTURE = "picture"
    CHART = "chart"
    TEXT_BOX = "text box"
    SHAPE = "shape"
    CONTROL = "control or embedded object"


@dataclass(frozen=True, eq=False)  # one object a format: a million cells are told apart by it, and not by what it holds
class Style:
    """How a cell looks.

    Attributes
    ----------
    font : str
        Empty where none is named.
    size : float
        In points.
    raised : bool
        Whether it is written above or below the line.
    colour, fill : str
        As six hexadecimal digits; empty where they are automatic or none.
    heading : int
        1 for a heading of the first level, and so on; 0 for none.
    """

    font: str = ""
    size: float = 10
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    raised: bool = False
    colour: str = ""
    fill: str = ""
    wraps: bool = False
    turned: bool = False
    borders: frozenset[Side] = frozenset()
    heading: int = 0


@dataclass(frozen=True)
class Run:
    """A stretch of the text of a cell that looks unlike the cell."""

    text: str
    raised: bool = False
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something; a number's text is empty where only its value is known."""

    text: str
    style: Style
    is_number: bool = False
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Table:
    """Cells that belong together as a table.

    Attributes
    ----------
    name : str
        Empty where it has none.
    is_marked : bool
        Whether the file says that it is a table.
    has_header : bool
        Whether the file says that its first row is a header.
    has_stripes, has_fill : bool
        Whether the style of the table brings stripes, or fills of its own.
    has_totals : bool
        Whether the file says that its last row holds totals.
    """

    area: Area
    name: str = ""
    is_marked: bool = True
    has_header: bool = True
    has_stripes: bool = False
    has_fill: bool = False
    has_totals: bool = False

    @property
    def body(self) -> Area:
        """Its cells below the header."""
        top = min(self.area.top + 1, self.area.bottom)
        return Area(top, self.area.left, self.area.bottom, self.area.right)


@dataclass(frozen=True)
class Link:
    """A link of a cell: the words that it shows, and where it leads."""

    row: int
    column: int
    text: str
    target: str


@dataclass(frozen=True)
class Drawing:
    """Something that floats over the cells, at the cell of its upper left corner (0, 0 where that is not known)."""

    kind: Drawn
    row: int
    column: int
    has_alternative: bool


@dataclass
class Sheet:
    """A sheet, filled by a reader; rows and columns are counted from 1.

    Attributes
    ----------
    rows : dict of int to dict of int to Cell
        The cells that hold something, by row and column.
    widths : dict of int to float
        Of columns that have one of their own, in points.
    looks : list of (Area, Style)
        Cells that hold nothing and have a fill or a border.
    hidden_rows, hidden_columns : list of (int, int)
        The first and last of each run.
    signalled : list of Area
        Cells whose colour a rule of the workbook changes, and nothing but their colour.
    page_texts : bool
        Whether the printed head or foot of a page has words of its own.
    cursor : Area or None
        Where the cursor stands; None where the file does not say.
    """

    name: str
    is_hidden: bool = False
    default_width: float = 64.0
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    looks: list[tuple[Area, Style]] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    nested: list[Area] = field(default_factory=list)
    marked: list[Table] = field(default_factory=list)
    filters: list[Area] = field(default_factory=list)
    signalled: list[Area] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    comments: list[Area] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    is_frozen: bool = False
    page_texts: bool = False
    has_background: bool = False
    cursor: Area | None = None

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the sheet from above, those that are marked and those that only look like some."""
        areas = [table.area for table in self.marked]
        found = [Table(area, is_marked=False, has_header=False) for area in unmarked_areas(self.rows, areas)]
        return tuple(sorted([*self.marked, *found], key=lambda table: table.area))

    @cached_property
    def texts(self) -> tuple[tuple[int, int, Cell], ...]:
        """The cells that hold a text, with their rows and columns."""
        return tuple(place for place in self.cells() if not place[2].is_number)

    @cached_property
    def styles(self) -> frozenset[Style]:
        """Every look of a cell that holds something."""
        return frozenset(cell.style for row in self.rows.values() for cell in row.values())

    def cells(self, within: Area | None = None) -> Iterator[tuple[int, int, Cell]]:
        """Yield the cells that hold something, with their rows and columns, from above."""
        for row in self.held_rows(within.top, within.bottom) if within else self.held_rows():
            for column, cell in sorted(self.rows[row].items()):
                if within is None or within.left <= column <= within.right:
                    yield row, column, cell

    def held_rows(self, first: int = 1, last: int = MOST_ROWS) -> Sequence[int]:
        """Give the rows of a run that hold something, from above."""
        return self._numbers[bisect_left(self._numbers, first) : bisect_right(self._numbers, last)]

    @cached_property
    def _numbers(self) -> Sequence[int]:
        return sorted(self.rows)

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell, without space around it; empty where it holds none."""
        cell = self.rows.get(row, {}).get(column)
        return cell.text.strip() if cell else ""

    def width(self, column: int) -> float:
        """Give the width of a column in points."""
        return self.widths.get(column, self.default_width)

    def above(self, table: Table) -> str:
        """Give the words of column A above a table, where a reader comes by before it."""
        return "\n".join(self.text(row, 1) for row in self.held_rows(last=table.area.top - 1))

    @property
    def noted(self) -> int:
        """How much was noted of it beside its cells."""
        lines: list[Sized] = [self.hidden_rows, self.hidden_columns, self.merged, self.nested, self.filters]
        others: list[Sized] = [self.marked, self.signalled, self.drawings, self.comments, self.links]
        return sum(len(one) for one in [*lines, *others])

    @property
    def is_blank(self) -> bool:
        """Whether it has neither a cell that holds something nor anything drawn."""
        return not self.rows and not self.drawings


@dataclass(frozen=True)
class Workbook:
    """A workbook.

    Attributes
    ----------
    form : str
        ``ods`` or ``xlsx``.
    active : int
        The number of the sheet that is shown first, from 0.
    properties : mapping of str to str
        ``title``, ``creator`` and ``language``, where they are filled.
    macros : tuple of str
        What could run, in words.
    toolbars : bool
        Whether it brings toolbars of its own.
    """

    form: str
    sheets: tuple[Sheet, ...]
    active: int = 0
    properties: Mapping[str, str] = field(default_factory=dict)
    macros: tuple[str, ...] = ()
    toolbars: bool = False

    @cached_property
    def tables(self) -> tuple[tuple[Sheet, Table], ...]:
        """Every table, with its sheet."""
        return tuple((sheet, table) for sheet in self.sheets for table in sheet.tables)
