"""The findings of the paper: what an analysis beyond counts is asked for."""

from __future__ import annotations

from pydantic import Field

from clerestory.model.commission.names import Identifier, ListName
from clerestory.model.forms import Form
from clerestory.model.people import PersonKind
from clerestory.model.scale import LEAST_REPLICATES, Method


class ScaleRequest(Form):
    """An estimate of how many cases there are in all, from the lists of an overlap table, or from linked persons."""

    id: Identifier
    table: Identifier | None = Field(default=None, description="The overlap table whose lists are used.")
    persons: PersonKind | None = Field(default=None, description="In place of a table: linked persons of this kind.")
    lists: str | dict[ListName, tuple[str, ...]] | None = Field(
        default=None,
        description="Of persons: the code list of parents that groups givers, or the codes of the givers of each list.",
    )
    title: str = Field(min_length=1)
    methods: tuple[Method, ...] = Field(default=tuple(Method), min_length=1, description="All of them if left out.")
    replicates: int = Field(default=1000, ge=LEAST_REPLICATES, description="Of the bootstrap.")
    seed: int = Field(default=1, ge=0, description="The same seed gives the same numbers.")
