"""The rules of a proof, asked again of every row; shares no code with those that made it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.model.proofs import GridProof, LinkedProof, ProofRules, ProofWidth
from clerestory.protect.audit.places import Ints

Flags = npt.NDArray[np.bool_]


def asked_by_rules(
    truth: Ints, parts: sparse.csr_array | None, proof: GridProof | LinkedProof, *, also: Flags | None = None
) -> Ints:
    """Give for each row how wide its interval must be at least, or 0 where no rule makes it unsafe.

    Parameters
    ----------
    truth : int array of shape (rows,)
    parts : sparse int array of shape (operations, rows) or None
    proof : GridProof or LinkedProof
        Names threshold, rules and width.
    also : bool array of shape (rows,), optional
        Rows that are unsafe for what they say of a group.
    """
    rules = proof.rules
    asked = np.where((truth > 0) & (truth < proof.threshold), 1, 0).astype(np.int64)
    if also is not None:
        asked[also] = 1
    if parts is None or rules.of_counts_alone:
        return _wide(asked, truth, proof.width)
    by_row = parts.tocsc()
    for row in np.flatnonzero(truth > 0).tolist():
        own = sorted(by_row.data[by_row.indptr[row] : by_row.indptr[row + 1]].tolist(), reverse=True)
        own = [part for part in own if part > 0]
        asked[row] = max(
            int(asked[row]), _operations(own, int(truth[row]), rules), _levels(own, int(truth[row]), rules)
        )
    return _wide(asked, truth, proof.width)


def _wide(asked: Ints, truth: Ints, width: ProofWidth) -> Ints:
    every = np.maximum(width.at_least, -(-truth * width.percent // 100))
    return np.where(asked > 0, np.maximum(asked, every), 0)


def _operations(own: list[int], value: int, rules: ProofRules) -> int:
    if rules.min_operations is not None and len(own) < rules.min_operations:
        return 1
    if rules.max_share is not None and own and own[0] > Fraction(rules.max_share) * value:
        return 1
    return 0


def _levels(own: list[int], value: int, rules: ProofRules) -> int:
    """Give both protection levels together, of the rule that asks for more."""
    uppers = []
    if rules.dominance is not None:
        n, percent = rules.dominance
        largest = sum(own[:n])
        if 100 * largest > Fraction(percent) * value:
            uppers.append(ceil(100 * largest / Fraction(percent)) - value)
    if rules.p_percent is not None:
        first, second = [*own, 0, 0][:2]
        if 100 * (value - first - second) < Fraction(rules.p_percent) * first:
            uppers.append(ceil(Fraction(rules.p_percent) * first / 100) - (value - first - second))
    return max((max(1, upper + min(upper, value)) for upper in uppers), default=0)
