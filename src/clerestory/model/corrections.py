"""What a correction changed of an earlier release, from the files of both, which are public."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from clerestory.model.commission import DataKind
from clerestory.model.forms import Form


class ChangedValue(Form):
    """One published value that is another now."""

    file: str
    place: str = Field(description="Row and column, by their labels; of a finding, what the file has before the value.")
    column: str
    then: str = Field(description="As it was published; empty where there was no such place.")
    now: str = Field(description="As it is published now; empty where there is no such place any more.")


class CorrectedPart(Form):
    """A table or finding that changed, or the words of the paper: why, who was told, and each value."""

    id: str
    title: str
    why: str
    told: tuple[str, ...]
    values: tuple[ChangedValue, ...]


class Corrections(Form):
    """``corrections.json``: what a release changed of the one that it corrects."""

    form: Literal["clerestory-corrections/1"]
    data: DataKind
    release: dt.date
    corrects: dt.date
    parts: tuple[CorrectedPart, ...]
    charts: tuple[str, ...] = Field(description="Titles of charts that are drawn otherwise, new or gone.")
    sentences_then: tuple[str, ...] = Field(description="Of the paper, that it has no more.")
    sentences_now: tuple[str, ...] = Field(description="Of the paper, that are new.")
