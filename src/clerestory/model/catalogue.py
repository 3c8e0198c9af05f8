"""``catalogue.json`` of a release: every table, chart and finding by its title, and in which files it is."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from clerestory.model.commission import DataKind
from clerestory.model.forms import Form


class CatalogueEntry(Form):
    """A table, chart or finding."""

    id: str
    kind: Literal["table", "chart", "finding"]
    title: str
    number: int | None = Field(default=None, description="Under which the paper prints a table.")
    unit: str = Field(default="", description="What a table counts.")
    shows: tuple[str, ...] = Field(default=(), description="Headings of rows and columns.")
    about: tuple[str, ...] = Field(default=(), description="What the paper prints above it.")
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
