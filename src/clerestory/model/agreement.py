"""Agreement of coders: levels of measurement, and weights of disagreements."""

from __future__ import annotations

from enum import Enum


class Level(Enum):
    """The level of measurement of a value: what a difference between two values means."""

    NOMINAL = "nominal"  # equal or not
    ORDINAL = "ordinal"  # how many values lie between them
    INTERVAL = "interval"  # how far they are apart


class KappaWeights(Enum):
    """How gravely a disagreement counts in Cohen's kappa."""

    NONE = "none"  # each alike
    LINEAR = "linear"  # by its distance
    QUADRATIC = "quadratic"  # by its distance squared
