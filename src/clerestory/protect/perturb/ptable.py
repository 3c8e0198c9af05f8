"""The perturbation table of the cell key method: for each true count, how likely each deviation is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize, root

from clerestory.errors import RuleSetError
from clerestory.model.tables import Counts

Floats = npt.NDArray[np.float64]
_EXACT = 1e-9  # how near each row that is made here comes to its sum, mean and variance
_PRINTED = 1e-6  # how near a row that somebody prints with few digits must come to its sum and mean
WIDEST = 100  # deviations; far beyond any use


@dataclass(frozen=True, repr=False)
class PTable:
    """Probabilities of deviations, a row for each true count from 0; the last row is also that of all larger counts.

    Attributes
    ----------
    probabilities : float array of shape (n_max + 1, 2 D + 1)
        Of the deviations -D to D. Each row has sum 1 and mean 0; no count becomes negative, and 0 stays 0.

    Raises
    ------
    RuleSetError
        If a row is not so; the message names its count.

    References
    ----------
    Fraser and Wooton (2005), A proposed method for confidentialising tabular output to protect against differencing,
    UNECE work session on statistical data confidentiality.
    """

    probabilities: Floats

    def __post_init__(self) -> None:
        p = self.probabilities
        if p.ndim != 2 or len(p) < 2 or p.shape[1] < 3 or p.shape[1] % 2 == 0:
            raise RuleSetError("lacks rows, or deviations -D to D", where="the ptable", remedy=_REMEDY)
        n = np.arange(len(p))[:, None]
        d = self.deviations[None, :]
        _check(n[:, 0], np.all(np.isfinite(p) & (p >= 0), axis=1), "has a probability that is none")
        _check(n[:, 0], np.abs(p.sum(axis=1) - 1) <= _PRINTED, "has probabilities of another sum than 1")
        _check(n[:, 0], np.abs((p * d).sum(axis=1)) <= _PRINTED, "has another mean than 0")
        _check(n[:, 0], np.all((p == 0) | (n + d >= 0), axis=1), "could become negative")
        _check(n[:, 0], (n[:, 0] > 0) | (p[:, self.deviation] > 1 - _EXACT), "does not stay 0")

    def __repr__(self) -> str:
        return f"PTable({len(self.probabilities)} counts, deviation {self.deviation})"

    @property
    def deviation(self) -> int:
        """The largest deviation D."""
        return int(self.probabilities.shape[1]) // 2

    @property
    def deviations(self) -> Counts:
        """The deviations -D to D, in the order of columns."""
        return np.arange(-self.deviation, self.deviation + 1, dtype=np.int64)

    def draw(self, counts: Counts, cell_keys: Floats) -> Counts:
        """Look up the deviation of each cell: where its key falls among the cumulated probabilities of its count.

        Parameters
        ----------
        counts : int array
            True counts, 0 or more.
        cell_keys : float array of the same shape
            From 0, below 1.

        Returns
        -------
        int array of the same shape
        """
        steps = self._steps()
        rows = np.minimum(counts, len(steps) - 1)
        found = np.full(counts.shape, -self.deviation, dtype=np.int64)
        for step in steps.T:
            found += cell_keys >= step[rows]
        return found

    def _steps(self) -> Floats:
        """Cumulate; a step above which nothing is likely is exactly 1, so that no key gets there by a rounding."""
        p = self.probabilities / self.probabilities.sum(axis=1, keepdims=True)
        after = np.cumsum(p[:, ::-1], axis=1)[:, ::-1][:, 1:]
        return np.where(after == 0, 1.0, np.cumsum(p, axis=1)[:, :-1])


_REMEDY = "Mend the table; docs/methods/perturbation.md says what it must fulfil."


def _check(counts: npt.NDArray[np.int64], good: npt.NDArray[np.bool_], what: str) -> None:
    if not good.all():
        raise RuleSetError(what, where=f"the ptable, count {int(counts[np.flatnonzero(~good)[0]])}", remedy=_REMEDY)


def make_ptable(*, deviation: int, variance: float, small: int = 0) -> PTable:
    """Make the ptable of greatest entropy: nothing is known of a deviation but its mean, variance and largest size.

    Parameters
    ----------
    deviation : int
        Largest deviation D, 1 or more.
    variance : float
        Variance V of the deviation of every count but 0, in squared counts, above 0.
    small : int
        Published counts are never 1 to ``small``.

    Returns
    -------
    PTable
        Each row has its sum, mean and variance to 1e-9.

    Raises
    ------
    RuleSetError
        If some count has no such distribution; the message names the count and the variances that it can have.

    References
    ----------
    Marley and Leaver (2011), A method for confidentialising user-defined tables: statistical properties and a
    risk-utility analysis, 58th World Statistics Congress; Giessing (2016), Computational issues in the design of
    transition probabilities and disclosure risk estimation for additive noise, Privacy in Statistical Databases.

    Examples
    --------
    >>> make_ptable(deviation=1, variance=0.5).probabilities[1].round(3).tolist()
    [0.25, 0.5, 0.25]
    """
    if not (1 <= deviation <= WIDEST and 0 <= small <= WIDEST and 0 < variance < np.inf):
        raise RuleSetError(
            f"needs a deviation from 1 to {WIDEST}, a variance above 0 and small counts from 0 to {WIDEST}",
            where="the ptable",
            remedy="A deviation of 3 to 5 with a variance of 1 to 3 is usual.",
        )
    d = np.arange(-deviation, deviation + 1)
    alike = deviation + small + (small > 0)  # from this count on every deviation may be used
    p = np.zeros((alike + 1, len(d)))
    p[0, deviation] = 1.0
    for n in range(1, alike + 1):
        may = (n + d >= 0) & ~((n + d >= 1) & (n + d <= small))
        p[n, may] = _most_even(d[may], variance, n)
    return PTable(p)


def _most_even(d: npt.NDArray[np.int64], variance: float, count: int) -> Floats:
    """Give the distribution of greatest entropy on the values d with mean 0 and a variance.

    The points (d, d²) lie on a parabola, so the variances that a mean of 0 can have are those between the chord over
    the two values next to 0 and the chord over the two outermost; on a chord there is one distribution alone.
    """
    below, above = d[d <= 0], d[d >= 0]
    if not len(below) or not len(above):
        raise _impossible(count, "no deviations on both sides of 0 are left")
    least, most = -int(below[-1]) * int(above[0]), -int(d[0]) * int(d[-1])
    if not least - _EXACT <= variance <= most + _EXACT:
        raise _impossible(count, f"its variance can be from {least} to {most}")
    if variance <= least + _EXACT:
        p = _two_points(d, int(below[-1]), int(above[0]))
    elif variance >= most - _EXACT:
        p = _two_points(d, int(d[0]), int(d[-1]))
    else:
        p = _by_dual(d, variance)
    errors = (p.sum() - 1, p @ d, p @ d**2 - variance)
    if max(map(abs, errors)) > 3 * _EXACT:
        raise _impossible(count, f"none was found; its variance can be from {least} to {most}, but not near the ends")
    return p


def _two_points(d: npt.NDArray[np.int64], low: int, high: int) -> Floats:
    p = np.zeros(len(d))
    p[d == low], p[d == high] = (1.0, 1.0) if low == high else (high / (high - low), -low / (high - low))
    return p


def _by_dual(d: npt.NDArray[np.int64], variance: float) -> Floats:
    """Minimise log Z(m) - m t over the two multipliers m: convex and smooth, so Newton steps in a trusted region."""
    x = d / np.abs(d).max()
    features = np.stack([x, x**2])
    target = np.array([0.0, variance / np.abs(d).max() ** 2])

    def weights(m: Floats) -> tuple[Floats, float]:
        exponents = m @ features
        top = float(exponents.max())
        weight = np.exp(exponents - top)
        return weight / weight.sum(), top + float(np.log(weight.sum()))

    def value(m: Floats) -> float:
        return weights(m)[1] - float(m @ target)

    def slope(m: Floats) -> Floats:
        return np.asarray(features @ weights(m)[0] - target)

    def curvature(m: Floats) -> Floats:
        p, _ = weights(m)
        return np.asarray((features * p) @ features.T - np.outer(features @ p, features @ p))

    near = minimize(value, np.zeros(2), jac=slope, hess=curvature, method="trust-exact", options={"gtol": 1e-8})
    # The value is flat to rounding near its least; its slope is not, so the last digits come from the slope's root.
    found = root(slope, near.x, jac=curvature, tol=1e-15)
    return min((weights(m)[0] for m in (found.x, near.x)), key=lambda p: float(np.abs(features @ p - target).max()))


def _impossible(count: int, why: str) -> RuleSetError:
    return RuleSetError(
        f"there is no distribution for the count {count}: {why}",
        where="the ptable",
        remedy="Take another variance, a larger deviation, or fewer small counts that are never published.",
    )
