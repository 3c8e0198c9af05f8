"""How long each kind of data of a study is kept, and until when: destruction by date, not by memory (rule D11)."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from pydantic import Field

from clerestory.model.forms import Form


class Dataset(Enum):
    """What is erased as one; ``cases`` are made from ``returns``, so erasing them erases the returns too."""

    RETURNS = "returns"  # what givers sent, byte for byte
    CASES = "cases"  # accepted rows under pseudonyms, by return and together; what was sent goes with them
    ENCODINGS = "encodings"  # keyed encodings of names, for linking
    TABLES = "tables"  # confidential tables and proofs, and what drafts at gate 1 would have published
    LEFT = "left"  # copies of drafts that left the vault
    INTERVIEWS = "interviews"  # transcripts with their codings, the register of consent, checks of quotes, coders' time
    QUARANTINE = "quarantine"  # which rows were refused, and the givers' reports on them

    @property
    def by_return(self) -> bool:
        """Whether it can be erased for one giver or return."""
        return self in (Dataset.RETURNS, Dataset.CASES, Dataset.ENCODINGS, Dataset.QUARANTINE)


class KeptUntil(Form):
    """By which day a kind of data is destroyed, and why then."""

    destroy_by: dt.date = Field(description="The last day on which it may be there.")
    reason: str = Field(min_length=1, description="Why until then: the agreement, the schedule, the purpose.")


class RetentionSettings(Form):
    """``[retention]`` of study.toml: a day for each kind of data."""

    returns: KeptUntil | None = None
    cases: KeptUntil | None = None
    encodings: KeptUntil | None = None
    tables: KeptUntil | None = None
    left: KeptUntil | None = None
    interviews: KeptUntil | None = None
    quarantine: KeptUntil | None = None

    def of(self, dataset: Dataset) -> KeptUntil | None:
        """Give the setting of a kind of data."""
        found: KeptUntil | None = getattr(self, dataset.value)
        return found
