"""``catalogue.json`` of a release: every table, chart and finding by its title, and in which files it is."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from clerestory.model.commission import DataKind
from clerestory.model.forms import Form

Axis = Literal["parts", "lists", "several"]


class TableBasis(Form):
    """What a share or a comparison of a table needs beside the counts in its file."""

    percent_base: int = Field(ge=0, description="Fewest known cases of a percentage.")
    completeness_pct: int | None = Field(
        default=None, description="Of 100 cases, how many must be known for a share of the known ones."
    )
    rows: Axis = Field(
        default="parts",
        description="Whether rows are parts of a whole, lists that a case can be on several of, or several things that"
        " a case can be without a share of anything.",
    )
    columns: Axis = Field(default="parts", description="The same of columns.")
    definition: str = Field(default="", description="Of a comparison, which definition tells its populations apart.")
    population: str = Field(default="", description="And what the cases are that do not meet it.")


class CatalogueEntry(Form):
    """A table, chart or finding."""

    id: str
    kind: Literal["table", "chart", "finding"]
    title: str
    number: int | None = Field(default=None, description="Under which the paper prints a table.")
    unit: str = Field(default="", description="What a table counts.")
    shows: tuple[str, ...] = Field(default=(), description="Headings of rows and columns.")
    about: tuple[str, ...] = Field(default=(), description="What the paper prints above it.")
    basis: TableBasis | None = Field(default=None, description="Of a table.")
    files: tuple[str, ...]


class Catalogue(Form):
    """What a release has."""

    form: Literal["clerestory-catalogue/1"]
    study: str
    title: str
    publisher: str
    data: DataKind
    release: dt.date
    period_start: dt.date
    period_end: dt.date
    questions: tuple[str, ...]
    definition: str = ""
    selection: str = ""
    summary: tuple[str, ...] = Field(default=(), description="Paragraphs and points of the paper's first section.")
    limits: tuple[str, ...] = Field(default=(), description="Those of its section on limits.")
    entries: tuple[CatalogueEntry, ...]
