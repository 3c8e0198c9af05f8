"""What readers may have already: drafts that left the vault, releases, and what somebody else published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from pydantic import Field

from clerestory.model.commission import TableRequest
from clerestory.model.decisions import KeyedHash
from clerestory.model.forms import Form
from clerestory.model.tables import Counts, ProtectedTable


@dataclass(frozen=True, repr=False)
class EarlierTable:
    """A table that readers may have, on today's classifications; confidential for its counts of today.

    Attributes
    ----------
    source : str
        A name for messages and the proof.
    table : ProtectedTable
        What was printed. None where nothing was; ``whole`` where that says nothing at all, not even "at least one".
    now : int array of the table's shape
        True counts of the same cells today, in cases.
    lost : bool
        Whether it printed cases of a row or column that no case is in today.
    """

    source: str
    table: ProtectedTable
    now: Counts
    lost: bool = False

    def __repr__(self) -> str:
        return f"EarlierTable({self.source!r})"

    @cached_property
    def agrees(self) -> bool:
        """Whether every number that it printed is still true, so that readers must take it to speak of the same cases.

        That the cases are the same is not asked: where they changed and no printed number shows it, nobody who reads
        can tell.
        """
        pairs = zip((c for row in self.table.counts for c in row), self.now.ravel().tolist(), strict=True)
        return not self.lost and all(then is None or then == now for then, now in pairs)

    @cached_property
    def hidden_zero(self) -> bool:
        """Whether it hides a cell that no case is in today."""
        return bool((np.array([[c is None for c in row] for row in self.table.counts]) & (self.now == 0)).any())


class LeftDraft(Form):
    """``left.json``: how a draft that left the vault was made; stays in the vault."""

    form: Literal["clerestory-left/1"] = "clerestory-left/1"
    software: str
    rules: dict[str, str | int | bool]
    requests: tuple[TableRequest, ...]
    cohorts: dict[str, KeyedHash] = Field(description="Keyed hash of the cases that each cohort was counted from.")
    against: tuple[str, ...] = Field(description="The drafts and publications that it was protected against, in order.")


class OutsidePublication(Form):
    """``history/<name>.toml``: a table that somebody else published; its numbers are in ``history/<name>.csv``."""

    form: Literal["clerestory-history/1"]
    source: str = Field(min_length=1, description="Who published it and under which reference.")
    date: dt.date = Field(description="Day of publication.")
    table: TableRequest = Field(description="What was counted, as [[tables]] of study.toml says it.")
    release: str = Field(
        default="",
        description="A release of this study whose table of the same id this is, where the vault lost its draft.",
    )
