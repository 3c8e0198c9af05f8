"""What a rule gives: the rows that break it, in which column, and how grave that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import polars as pl

from clerestory.errors import ReturnError, RuleReturnError


class Severity(Enum):
    """What becomes of a row that breaks a rule."""

    ERROR = "error"  # quarantined until it is mended
    QUERY = "query"  # accepted; the giver answers whether it is so
    WARNING = "warning"  # accepted; somebody should look at it again


@dataclass(frozen=True)
class Broken:
    """A rule that some rows of a column break; ``rows`` is a column of booleans, one for each row of the file."""

    column: str
    rule: str
    rows: pl.Series
    what: str
    remedy: str
    kind: type[ReturnError] = RuleReturnError
    severity: Severity = Severity.ERROR
