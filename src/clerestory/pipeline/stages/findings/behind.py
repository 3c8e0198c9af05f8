"""No finding where an operation could be seen behind it; a live one least of all (S6, L6)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clerestory.analyse.inputs import TooFewError
from clerestory.model.contributors import ContributorParts
from clerestory.model.rules import Preset, TableRules, TableScope
from clerestory.model.tables import Counts
from clerestory.protect.rules.outputs import operations_can_be_seen


def rules_behind(preset: Preset) -> TableRules | None:
    """Give the rules on operations that a finding has to keep: those of national tables; None where there are none."""
    rules = preset.rules_for(TableScope.NATIONAL)
    return rules if rules.needs_operations else None


def check_behind(counts: Counts, behind: ContributorParts, groups: npt.NDArray[np.float64], rules: TableRules) -> None:
    """Check that no operation can be seen behind a group of cases of which a finding says something.

    Raises
    ------
    TooFewError
        If one can; the words that a paper then prints say neither which, nor whether it is live.
    """
    if operations_can_be_seen(counts, behind, groups, rules):
        raise TooFewError("too many cases are of one operation")
