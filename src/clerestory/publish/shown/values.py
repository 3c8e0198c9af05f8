"""What each kind of block shows: words, tables of text, notes and links; no number is made after this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from clerestory.model.redaction.marks import Part
from clerestory.model.replies import Reply


class Kind(Enum):
    """What stands in the cells of a column."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """The head of a column; ``group`` stands above neighbours that share it."""

    label: str
    kind: Kind = Kind.NUMBER
    is_margin: bool = False
    group: str = ""


@dataclass(frozen=True)
class Row:
    """A row: its head, a value for each further column, and an action suggested, which has a line of its own."""

    label: str
    values: tuple[str, ...]
    is_margin: bool = False
    action: str = ""


@dataclass(frozen=True)
class Grid:
    """The cells of a table as text; the first column heads the rows.

    Raises
    ------
    ValueError
        If a row has more or fewer values than there are columns.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        """Check that every row fills every column."""
        if any(len(row.values) != len(self.columns) - 1 for row in self.rows):
            raise ValueError("a row of a shown table has another number of values than there are columns")

    @property
    def groups(self) -> tuple[tuple[Column, int], ...]:
        """The upper line of the head, where columns have groups: the first column of each cell, and its span."""
        if not any(column.group for column in self.columns):
            return ()
        found: list[tuple[Column, int]] = []
        for column in self.columns:
            if column.group and found and found[-1][0].group == column.group:
                found[-1] = (found[-1][0], found[-1][1] + 1)
            else:
                found.append((column, 1))
        return tuple(found)


@dataclass(frozen=True)
class Link:
    """A file of the release, by its name below the release's folder, and the words that lead to it."""

    words: str
    file: str


@dataclass(frozen=True)
class Note:
    """A line below a table or chart: a sign and its meaning, or a sentence, with files after it."""

    text: str
    sign: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class ShownTable:
    """A table, the shares of a row or a comparison; without a grid where all of it is withheld."""

    number: int
    title: str
    about: tuple[str, ...]
    grid: Grid | None
    under: tuple[Note, ...]
    replies: tuple[Reply, ...] = ()

    @property
    def anchor(self) -> str:
        """Where links lead that a paper has to the table."""
        return f"table-{self.number}"


@dataclass(frozen=True)
class ShownChart:
    """A chart, drawn, described and in numbers."""

    number: int
    title: str
    about: tuple[str, ...]
    description: str
    svg: str
    file: str
    narrow: str
    grid: Grid
    under: tuple[Note, ...]

    @property
    def anchor(self) -> str:
        """Where links lead that a paper has to the chart."""
        return f"chart-{self.number}"


@dataclass(frozen=True)
class Folded:
    """A further table of a finding, which a page folds."""

    summary: str
    about: str
    grid: Grid


@dataclass(frozen=True)
class ShownFinding:
    """A finding: its sentences, its chart and its further tables."""

    title: str
    sentences: tuple[str, ...]
    chart: ShownChart | None
    details: tuple[Folded, ...]
    under: tuple[Note, ...]


@dataclass(frozen=True)
class ShownCase:
    """A text about a case: paragraphs of words and marks, and what each mark means."""

    title: str
    paragraphs: tuple[tuple[Part, ...], ...]
    told: str
    marks: tuple[tuple[str, str], ...]
    place: str


@dataclass(frozen=True)
class RegisterPart:
    """The entries of one kind, with their title; ``anchor`` is where a page has it."""

    anchor: str
    title: str
    about: str
    grid: Grid
    under: tuple[Note, ...] = ()


@dataclass(frozen=True)
class ShownRegister:
    """What is withheld: of tables, or the sentence that nothing is; then of texts and whole outputs."""

    tables: RegisterPart | None
    nothing: str
    further: tuple[RegisterPart, ...]


@dataclass(frozen=True)
class ShownNote:
    """What somebody else says of the paper: a sentence of ours, and their paragraphs, if there are any."""

    lead: str
    paragraphs: tuple[str, ...]


Shown = ShownNote | ShownTable | ShownChart | ShownFinding | ShownCase | ShownRegister
