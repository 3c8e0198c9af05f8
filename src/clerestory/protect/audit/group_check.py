"""What a table says of all, or of nobody, in a small group (rule S4), found from its codes and true counts alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.model.proofs import ProofGroups
from clerestory.protect.audit.places import MARGIN, Ints


@dataclass(frozen=True)
class Said:
    """What a table says of small groups.

    Attributes
    ----------
    rows : bool array of shape (rows,)
        Full cells, and zeros of sensitive categories.
    rests : mapping of frozenset of int to (int, int)
        The other categories of a group beside a full one, as rows; and the rows of the group and of the full one.
    """

    rows: npt.NDArray[np.bool_]
    rests: Mapping[frozenset[int], tuple[int, int]]

    def sums(self) -> sparse.csr_array:
        """Give a 0/1 row over the rows of the table for each of ``rests``."""
        at = [(number, row) for number, rest in enumerate(self.rests) for row in sorted(rest)]
        number, row = np.array(at, dtype=np.int64).reshape(-1, 2).T
        ones = np.ones(len(at), dtype=np.int64)
        return sparse.csr_array((ones, (number, row)), shape=(len(self.rests), len(self.rows)))


def said_of_groups(
    dims: Sequence[Sequence[str]], columns: Mapping[str, npt.NDArray[Any]], truth: Ints, rule: ProofGroups | None
) -> Said:
    """Find what a table says of small groups.

    Parameters
    ----------
    dims : sequence of sequences of str
        The levels of each dimension, coarse to fine.
    columns : mapping of str to array of shape (rows,)
        The codes of each level.
    truth : int array of shape (rows,)
    rule : ProofGroups or None
    """
    found, rests = np.zeros(len(truth), dtype=bool), dict[frozenset[int], tuple[int, int]]()
    for column in () if rule is None else rule.columns:
        assert rule is not None
        for whole, parts in _groups(dims, columns, column).items():
            if not 0 < truth[whole] < rule.small or len(parts) < 2:
                continue
            for part in parts:
                if truth[part] == truth[whole]:
                    found[part] = True
                    rests.setdefault(frozenset(parts) - {part}, (whole, part))
                elif not truth[part] and _sensitive(rule, column, str(columns[column][part])):
                    found[part] = True
    return Said(found, rests)


def _groups(
    dims: Sequence[Sequence[str]], columns: Mapping[str, npt.NDArray[Any]], column: str
) -> dict[int, list[int]]:
    """Give for each row that a column splits, at whatever level above, the rows of its codes."""
    levels = [level for dimension in dims for level in dimension]
    if column not in levels:
        return {}
    own = next(dimension for dimension in dims if column in dimension)
    begin, at = levels.index(own[0]), levels.index(column)
    rows = list(zip(*(map(str, columns[level]) for level in levels), strict=True))
    row_of = {codes: row for row, codes in enumerate(rows)}
    found: dict[int, list[int]] = {}
    for row, codes in enumerate(rows):
        finer = codes[at + 1 : begin + len(own)]
        if codes[at] == MARGIN or any(code != MARGIN for code in finer):
            continue
        for kept in range(begin, at + 1):
            margins = (MARGIN,) * (begin + len(own) - kept)
            found.setdefault(row_of[(*codes[:kept], *margins, *codes[begin + len(own) :])], []).append(row)
    return found


def _sensitive(rule: ProofGroups, column: str, code: str) -> bool:
    return code in rule.sensitive or f"{column}={code}" in rule.sensitive
