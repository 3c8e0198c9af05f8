"""Texts about single cases that a paper may hold: asked for in study.toml, held while their case is."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clerestory.model.commission.names import Identifier
from clerestory.model.forms import Form

FileName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}\.txt$")]
InvestigationId = Annotated[str, Field(pattern=r"^inv[a-z2-7]{26}$")]


class CaseTextRequest(Form):
    """A text about one investigation, redacted at its giver; it leaves only while no hold is on the case."""

    id: Identifier
    title: str = Field(min_length=1, max_length=120, description="Printed above it; it names nobody and no place.")
    investigation: InvestigationId = Field(description="Pseudonym of the case; never printed.")
    file: FileName = Field(description="In texts/, which is as secret as returns/.")
