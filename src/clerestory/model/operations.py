"""Which operations the cases of a cohort are in: confidential, it never leaves the vault."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, repr=False)
class OperationParts:
    """How many cases of each combination are in each operation; a case in two operations is in both.

    Attributes
    ----------
    names : tuple of str
        Pseudonyms of the C operations, in order: the same operation has the same name in every cohort of a study.
    combinations, operations, cases : int arrays of shape (P,)
        In combination ``combinations[p]`` ``cases[p]`` cases are in operation ``operations[p]``; each pair once.
    live : bool array of shape (C,) or None
        Operations whose proceedings are not known to be over; None where nothing is known of proceedings.
    """

    names: tuple[str, ...]
    combinations: Numbers
    operations: Numbers
    cases: Numbers
    live: npt.NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        assert len(self.combinations) == len(self.operations) == len(self.cases)
        assert self.live is None or len(self.live) == len(self.names)

    def __repr__(self) -> str:
        return f"OperationParts({len(self.names)} operations)"
