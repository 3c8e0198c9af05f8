"""What was asked: by whom, of which cases, on which basis."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from pydantic import Field, model_validator

from clerestory.model.commission.names import Slug
from clerestory.model.forms import Form


class DataKind(Enum):
    """Where the cases come from; it decides on marks, keys and which rules are strong enough."""

    SYNTHETIC = "synthetic"
    REBUILT = "rebuilt from published counts"
    CONFIDENTIAL = "confidential"

    @property
    def mark(self) -> str:
        """The word that every page, table, chart and file name of a release carries; empty for real cases."""
        return {"synthetic": "SYNTHETIC", "rebuilt from published counts": "REBUILT"}.get(self.value, "")

    @property
    def mark_sentence(self) -> str:
        """The mark as a sentence for readers."""
        return {
            "synthetic": "SYNTHETIC: made-up records of fictional forces. Nothing here is about real people or places.",
            "rebuilt from published counts": "Rebuilt from published counts: no case record was used.",
        }.get(self.value, "")


class Commission(Form):
    """Who asked, for what, on which basis."""

    id: Slug = Field(description="Short name of the study; part of file names.")
    title: str = Field(min_length=1, description="Title of the paper.")
    data: DataKind = Field(description="Where the cases come from.")
    publisher: str = Field(min_length=1, description="The body that publishes.")
    commissioned_by: str = Field(min_length=1, description="Who asked for the study.")
    questions: tuple[str, ...] = Field(min_length=1, description="The questions that the paper answers.")
    lawful_basis: tuple[str, ...] = Field(min_length=1, description="Codes of lawful_basis for the receiver.")
    definition: str = Field(min_length=1, description="The definition of a group that selected the cases.")
    selection: str = Field(min_length=1, description="What the cases are a count of; printed in About this paper.")
    period_start: dt.date = Field(description="First day that the returns cover.")
    period_end: dt.date = Field(description="Last day that the returns cover.")
    authors: tuple[Slug, ...] = Field(min_length=1, description="Ids of [[people]] who made the tables.")

    @model_validator(mode="after")
    def _check_period(self) -> Commission:
        if self.period_end < self.period_start:
            raise ValueError("period_end is before period_start")
        return self
