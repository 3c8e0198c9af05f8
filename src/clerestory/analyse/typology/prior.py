"""What is known of a person's class before the items: its prevalence, or a regression on covariates."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from clerestory.analyse.typology.patterns import Bools, Covariates, Floats

TINY = 1e-300  # the log of it is finite, and no probability of a pattern comes near it


class Prior(Protocol):
    """The part of the model that is about classes; arrays have a first axis for the B fits of a batch."""

    def begin(self, fits: int, classes: int) -> Floats:
        """Give the parameters of a start; shape (B, C, Q)."""

    def log_probability(self, parameters: Floats) -> Floats:
        """Give the log of the probability of each class, shape (B, C, 1) or (B, C, P)."""

    def improved(self, parameters: Floats, expected: Floats) -> Floats:
        """Give parameters that make the expected members of each class, shape (B, C, P), no less likely."""

    def settled(self, proposed: Floats, known: Floats) -> Floats:
        """Give the nearest parameters that are allowed to ones that were extrapolated beyond ``known``."""

    def only(self, fits: Bools) -> Prior:
        """Give the prior of some fits of the batch."""


class Prevalence:
    """The prevalence of each class, the same for all persons; Q is 1."""

    def begin(self, fits: int, classes: int) -> Floats:
        """Give equal classes."""
        return np.full((fits, classes, 1), 1 / classes)

    def log_probability(self, parameters: Floats) -> Floats:
        """Give the log of the prevalences."""
        logs: Floats = np.log(np.maximum(parameters, TINY))
        return logs

    def improved(self, parameters: Floats, expected: Floats) -> Floats:
        """Give the shares of the expected members."""
        members = expected.sum(axis=2, keepdims=True)
        shares: Floats = members / members.sum(axis=1, keepdims=True)
        return shares

    def settled(self, proposed: Floats, known: Floats) -> Floats:
        """Keep a tenth of each known prevalence at least, so that no class leaves by a step that is too long."""
        kept = np.maximum(proposed, 0.1 * known)
        shares: Floats = kept / kept.sum(axis=1, keepdims=True)
        return shares

    def only(self, fits: Bools) -> Prevalence:
        """Give itself: it has nothing of a fit's own."""
        return self


class Regression:
    """A multinomial logistic regression of the class on covariates, within the same likelihood.

    Coefficients of all classes, which sum to 0 for each column. A step goes to the top of the quadratic lower bound of
    Böhning (1992, Annals of the Institute of Statistical Mathematics 44, 197-200): it never goes down, unlike Newton's.
    """

    def __init__(self, covariates: Covariates, weights: Floats) -> None:
        self.design = covariates.design
        self.weights = weights
        curvature = np.einsum("bp,pq,pr->bqr", weights, self.design, self.design, optimize=True)
        self.step = 2 * np.linalg.pinv(curvature)

    def begin(self, fits: int, classes: int) -> Floats:
        """Give equal classes, whatever the covariates."""
        return np.zeros((fits, classes, self.design.shape[1]))

    def log_probability(self, parameters: Floats) -> Floats:
        """Give the log of the softmax of the linear predictors."""
        linear = parameters @ self.design.T
        top = linear.max(axis=1, keepdims=True)
        logs: Floats = linear - top - np.log(np.exp(linear - top).sum(axis=1, keepdims=True))
        return logs

    def improved(self, parameters: Floats, expected: Floats) -> Floats:
        """Give the parameters after one step up the lower bound."""
        fitted = np.exp(self.log_probability(parameters)) * self.weights[:, None, :]
        gradient = (expected - fitted) @ self.design
        moved: Floats = parameters + gradient @ self.step
        return moved

    def settled(self, proposed: Floats, known: Floats) -> Floats:
        """Give what was proposed: every coefficient is allowed."""
        return proposed

    def only(self, fits: Bools) -> Regression:
        """Give the regression of some fits, with their weights."""
        kept = object.__new__(Regression)
        kept.design, kept.weights, kept.step = self.design, self.weights[fits], self.step[fits]
        return kept
