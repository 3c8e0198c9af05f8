"""Columns of the CSV files of a release: the name in the header, and what CSVW says of it.

Source: W3C, Metadata Vocabulary for Tabular Data (2015), sections 5.6 (columns) and 6.4 (datatypes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from clerestory.model.commission import DataKind

TEXT, WHOLE, NUMBER, DATE = "string", "integer", "number", "date"
_COUNT: Mapping[str, Any] = MappingProxyType({"base": "integer", "minimum": 0})
_PCT: Mapping[str, Any] = MappingProxyType({"base": "decimal", "minimum": 0, "maximum": 100})
_POINTS: Mapping[str, Any] = MappingProxyType({"base": "decimal", "minimum": -100, "maximum": 100})


@dataclass(frozen=True)
class Column:
    """A column of a CSV file.

    Attributes
    ----------
    name : str
        In the header.
    title : str
        In words.
    about : str
        What a reader must know to use it; empty where the title says it.
    datatype : str or mapping
        Of CSVW, with its limits.
    required : bool
        Whether every row has a value.
    key : bool
        Whether it is part of what tells a row from all others.
    blank : bool
        Whether an empty cell is a code with a meaning and not a missing one, which no foreign key allows.
    list_of : str
        The code list whose codes may stand here; empty where anything may.
    by : str
        The column of the code list that holds what stands here.
    separator : str
        Between the values of a cell that may have several.
    unit : str
        Of its numbers.
    """

    name: str
    title: str
    about: str = ""
    datatype: str | Mapping[str, Any] = TEXT
    required: bool = False
    key: bool = False
    blank: bool = False
    list_of: str = ""
    by: str = "code"
    separator: str = ""
    unit: str = ""

    def as_csvw(self) -> dict[str, Any]:
        """Give the description of the column as CSVW has it."""
        described: dict[str, Any] = {
            "name": self.name,
            "titles": [self.title, self.name] if self.title != self.name else self.name,
            "datatype": self.datatype if isinstance(self.datatype, str) else dict(self.datatype),
            "required": self.required,
            "null": [] if self.blank else "",
        }
        more = {"dc:description": self.about, "separator": self.separator, "schema:unitText": self.unit}
        return described | {name: value for name, value in more.items() if value}


def header(columns: Iterable[Column]) -> list[str]:
    """Give the first line of a file with these columns."""
    return [column.name for column in columns]


def data_column(data: DataKind) -> Column:
    """Give the column that says in each row where the cases come from."""
    about = data.mark_sentence or "Counts of real cases, protected before they were published."
    return Column("data", "Kind of data", about, {"base": TEXT, "format": data.value}, required=True)


def code(name: str, title: str, about: str = "", *, list_of: str = "", key: bool = False) -> Column:
    """Give a column of codes that every row has."""
    return Column(name, title, about, required=True, list_of=list_of, key=key)


def text(name: str, title: str, about: str = "", *, required: bool = False, key: bool = False) -> Column:
    """Give a column of words."""
    return Column(name, title, about, required=required, key=key)


def count(name: str, title: str, about: str = "", *, unit: str = "") -> Column:
    """Give a column of counts, empty where one is withheld."""
    return Column(name, title, about, _COUNT, unit=unit)


def percent(name: str, title: str, about: str = "") -> Column:
    """Give a column of percentages, 0 to 100."""
    return Column(name, title, about, _PCT, unit="percent")


def points(name: str, title: str, about: str = "") -> Column:
    """Give a column of differences of percentages."""
    return Column(name, title, about, _POINTS, unit="percentage points")


def number(name: str, title: str, about: str = "", *, unit: str = "") -> Column:
    """Give a column of numbers of any size."""
    return Column(name, title, about, NUMBER, unit=unit)


STATUS = Column(
    "status",
    "Status",
    "Why a number of the row is missing, or how far it can be relied on.",
    blank=True,
    list_of="status",
)
