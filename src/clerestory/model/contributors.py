"""Who is behind the cases of a cohort, an operation or a giver: confidential, it never leaves the vault."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, repr=False)
class ContributorParts:
    """How many cases of each combination belong to each contributor; a case of two contributors belongs to both.

    Attributes
    ----------
    names : tuple of str
        The C contributors, in order: the same one has the same name in every cohort of a study. Operations by their
        pseudonyms.
    combinations, contributors, cases : int arrays of shape (P,)
        In combination ``combinations[p]`` ``cases[p]`` cases are of contributor ``contributors[p]``; each pair once.
    live : bool array of shape (C,) or None
        Operations whose proceedings are not known to be over; None where nothing is known of proceedings.
    """

    names: tuple[str, ...]
    combinations: Numbers
    contributors: Numbers
    cases: Numbers
    live: npt.NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        assert len(self.combinations) == len(self.contributors) == len(self.cases)
        assert self.live is None or len(self.live) == len(self.names)

    def __repr__(self) -> str:
        return f"ContributorParts({len(self.names)} contributors)"

    def regrouped(self, group: Numbers) -> ContributorParts:
        """Give the parts of groups of combinations in place of combinations.

        Parameters
        ----------
        group : int array of shape (N,)
            The group of each combination, counted from 0; -1 leaves a combination out.
        """
        kept = group[self.combinations] >= 0
        pairs = np.stack([self.contributors[kept], group[self.combinations[kept]]])
        there, place = np.unique(pairs, axis=1, return_inverse=True)
        cases = np.zeros(there.shape[1], dtype=np.int64)
        np.add.at(cases, place.ravel(), self.cases[kept])
        return replace(self, combinations=there[1], contributors=there[0], cases=cases)


def two_largest(counts: Numbers) -> tuple[int, int]:
    """Give the largest and the second of some counts; 0 where there is none.

    Examples
    --------
    >>> two_largest(np.array([3, 9, 4])), two_largest(np.array([2]))
    ((9, 4), (2, 0))
    """
    second, first = np.sort(np.partition(np.concatenate([counts, [0, 0]]), -2)[-2:]).tolist()
    return int(first), int(second)
