"""Expectation and maximisation for all starts at once, on distinct patterns, with extrapolated steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.analyse.typology.likelihood import Likelihood, Parameters, likelihood_of
from clerestory.analyse.typology.patterns import Bools, Floats, Patterns
from clerestory.analyse.typology.prior import TINY

MOST_CYCLES = 2000  # of three steps each; a fit that is not there by then is given back as not settled
_GAIN = 1e-7  # of the log-likelihood in a cycle, below which a fit has settled
_RELATIVE = 1e-11  # of the log-likelihood, below which a gain is rounding
_QUIET = 3  # cycles without gain before a fit has settled: one alone may be a step that was refused


@dataclass(frozen=True, eq=False)
class Fitted:
    """A batch of fits: parameters, log-likelihood and whether each settled, shape (B,)."""

    parameters: Parameters
    log_likelihood: Floats
    settled: Bools


def fit_batch(patterns: Patterns, weights: Floats, begin: Parameters) -> Fitted:
    """Fit a batch of models from its starts; a fit leaves the batch when it has settled.

    Parameters
    ----------
    patterns : Patterns
    weights : float array of shape (B, P)
        Persons of each pattern in each fit.
    begin : Parameters
        Starts.

    Returns
    -------
    Fitted
        In the order of the starts.
    """
    run = _Run(likelihood_of(patterns, weights), begin)
    for _ in range(MOST_CYCLES):
        if not len(run.active):
            break
        run.cycle()
    return Fitted(Parameters(run.prior, run.items), run.log_likelihood, run.settled)


class _Run:
    """The fits of a batch; those that have settled are no longer active."""

    def __init__(self, likelihood: Likelihood, begin: Parameters) -> None:
        self.likelihood, self.at = likelihood, begin
        self.active = np.arange(len(begin.items))
        self.quiet = np.zeros(len(begin.items), dtype=np.int64)
        self.last = np.full(len(begin.items), -np.inf)
        self.prior, self.items = begin.prior.copy(), begin.items.copy()
        self.log_likelihood = np.full(len(begin.items), -np.inf)
        self.settled = np.zeros(len(begin.items), dtype=bool)

    def cycle(self) -> None:
        """Take two steps, and a third from where they point to; or from their end, if that is no better."""
        once, _ = self.likelihood.step(self.at)
        twice, reached = self.likelihood.step(once)
        third, pointed = self.likelihood.step(extrapolated(self.likelihood, self.at, once, twice))
        better = (pointed >= reached)[:, None, None]
        self.at = Parameters(np.where(better, third.prior, twice.prior), np.where(better, third.items, twice.items))
        self._leave(np.maximum(pointed, reached))

    def _leave(self, now: Floats) -> None:
        still = now - self.last < _GAIN + _RELATIVE * np.abs(now)
        self.quiet, self.last = np.where(still, self.quiet + 1, 0), now
        done = self.quiet >= _QUIET
        self.prior[self.active], self.items[self.active] = self.at.prior, self.at.items
        self.log_likelihood[self.active], self.settled[self.active] = now, done
        if done.any():
            going = ~done
            self.active, self.at, self.likelihood = (
                self.active[going],
                self.at.only(going),
                self.likelihood.only(going),
            )
            self.quiet, self.last = self.quiet[going], self.last[going]


def extrapolated(likelihood: Likelihood, at: Parameters, once: Parameters, twice: Parameters) -> Parameters:
    """Give the parameters that two steps of each fit point to.

    References
    ----------
    Varadhan and Roland (2008), Simple and globally convergent methods for accelerating the convergence of any EM
    algorithm, Scandinavian Journal of Statistics 35, 335-353, scheme S3.
    """
    first = Parameters(once.prior - at.prior, once.items - at.items)
    bend = Parameters(twice.prior - once.prior - first.prior, twice.items - once.items - first.items)
    length = np.maximum(np.sqrt(_squares(first) / np.maximum(_squares(bend), TINY)), 1.0)[:, None, None]
    prior = at.prior + 2 * length * first.prior + length**2 * bend.prior
    items = at.items + 2 * length * first.items + length**2 * bend.items
    # Nothing falls to less than a tenth of what it was: at 0 it would stay, as EM multiplies.
    kept = np.maximum(items, 0.1 * twice.items)
    return Parameters(likelihood.prior.settled(prior, twice.prior), likelihood.shares(kept, twice.items))


def _squares(of: Parameters) -> Floats:
    sums: Floats = (of.prior**2).sum(axis=(1, 2)) + (of.items**2).sum(axis=(1, 2))
    return sums
