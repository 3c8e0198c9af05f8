"""Moves that are needed: what a proof can do without is left out, and with it the cells that only this move hides."""

from __future__ import annotations

import numpy as np

from clerestory.protect.suppress.grids.evidence import Evidence
from clerestory.protect.suppress.grids.programme import Floats


def leave_out_what_is_not_needed(evidence: Evidence, cost: Floats) -> None:
    """Leave out moves that no unsafe cell misses in anybody's eyes, those first that hide the most on their own."""
    alone = evidence.alone(cost)
    for number in np.argsort(-alone, kind="stable").tolist():
        if number in evidence.kept and evidence.can_miss(number):
            evidence.leave_out(number)
