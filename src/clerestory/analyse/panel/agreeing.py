"""Agreement of two coders: the share of cases coded alike, and Cohen's kappa, with intervals."""

from __future__ import annotations

from math import sqrt

import numpy as np
import numpy.typing as npt

from clerestory.analyse.agreement.kappa import disagreements, kappa_of
from clerestory.analyse.panel.reading import PanelCodings
from clerestory.model.findings.agreement import KappaWeights
from clerestory.model.findings.contrasts import quantile, wilson
from clerestory.model.findings.panel import CoderAgreement, Interval

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def coder_agreement(codings: PanelCodings) -> tuple[CoderAgreement, ...]:
    """Give the agreement of two coders on all types of a case, and on each type; nothing of one coder."""
    if len(codings.coded) < 2:
        return ()
    both = codings.coded.all(axis=0)
    if not both.any():
        return ()
    one, other = codings.given[:, both]
    weights = 1 << np.arange(len(codings.types), dtype=np.int64)  # a set of types as a number
    found = [_agreement("", one @ weights, other @ weights)]
    for at, code in enumerate(codings.types):
        if one[:, at].any() or other[:, at].any():
            found.append(_agreement(code, one[:, at].astype(np.int64), other[:, at].astype(np.int64)))
    return tuple(found)


def _agreement(code: str, one: Ints, other: Ints) -> CoderAgreement:
    cases = len(one)
    kinds, numbers = np.unique(np.concatenate([one, other]), return_inverse=True)
    table = np.zeros((len(kinds), len(kinds)))
    np.add.at(table, (numbers[:cases], numbers[cases:]), 1)
    same = float(np.trace(table)) / cases
    margins = np.concatenate([table.sum(axis=0), table.sum(axis=1)]) if len(kinds) > 1 else np.zeros(1)
    low, high = wilson(same, cases, quantile(1))
    return CoderAgreement(code, cases, int(margins.min()), Interval(same, low, high), kappa_with_interval(table))


def kappa_with_interval(table: Floats) -> Interval | None:
    """Give Cohen's kappa of a square table of two coders with its 95 % interval; None where it is not defined.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20, 37-46; the standard error of Fleiss, Cohen and Everitt
    (1969), Psychological Bulletin 72, 323-327, equation 13.

    Examples
    --------
    >>> found = kappa_with_interval(np.array([[20.0, 5], [10, 15]]))
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (0.4, 0.15, 0.65)
    """
    cases = table.sum()
    p = table / cases
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    chance = float(rows @ columns)
    kappa = kappa_of(table, disagreements(KappaWeights.NONE, np.arange(len(table))))
    if kappa is None:
        return None
    mixed = columns[:, None] + rows[None, :]  # of cell i, j: p.i + pj.
    apart = p * mixed**2
    np.fill_diagonal(apart, 0)
    same = np.diag(p) @ (1 - (rows + columns) * (1 - kappa)) ** 2
    inner = same + (1 - kappa) ** 2 * apart.sum() - (kappa - chance * (1 - kappa)) ** 2
    error = sqrt(max(float(inner), 0.0) / float(cases)) / (1 - chance)
    half = quantile(1) * error
    return Interval(kappa, max(-1.0, kappa - half), min(1.0, kappa + half))
