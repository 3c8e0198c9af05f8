"""Reliability data that textbooks print, with the figures that stand beside them."""

from __future__ import annotations

import numpy as np

NAN = np.nan


def _coders(*rows):
    """Give units by coders from a line for each coder; a star is missing."""
    lines = [[NAN if word == "*" else float(word) for word in row.split()] for row in rows]
    return np.array(lines).T


# The computational example of the encyclopaedia's article on Krippendorff's alpha: three coders, fifteen units. Twelve
# of them have two values or more, 26 in all; nominal .691, interval .811.
THREE_CODERS = _coders(
    "* * * * * 3 4 1 2 1 1 3 3 * 3",
    "1 * 2 1 3 3 4 3 * * * * * * *",
    "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
)

# Krippendorff (2011), Computing Krippendorff's alpha-reliability. A: two observers, binary, .095.
# B: two observers, five codes, .692. C: four observers, missing values: nominal .743, ordinal .815, interval .849.
TWO_BINARY = _coders("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
TWO_NOMINAL = _coders("1 1 2 2 4 3 3 3 5 4 4 1", "2 1 2 2 2 3 3 3 5 4 4 4")
FOUR_OBSERVERS = _coders(
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)

# Cohen (1968): kappa .492; with his weights of disagreement .348; with weights that are not symmetric .353.
COHEN_1968 = [[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]]
COHEN_1968_WEIGHTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
COHEN_1968_ASYMMETRIC = [[0, 1, 4], [1, 0, 6], [2, 2, 0]]
