"""Which cells of a table of two dimensions, margins included, are hidden: by the product's own suppression."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clerestory.model.attackers import Attacker
from clerestory.model.criteria import Residuals, Width
from clerestory.model.rules import TableRules
from clerestory.model.tables import Counts, Mask
from clerestory.protect.contributions import Contributions
from clerestory.protect.hierarchies.engine import protect_grid
from clerestory.protect.hierarchies.grid import Grid

_ROW, _COLUMN = "row", "column"


def hidden_cells(counts: Counts, rules: TableRules, *, seed: int, parts: Counts | None = None) -> Mask:
    """Mark the cells that are hidden so that no unsafe one, and no sum left over, can be known.

    Parameters
    ----------
    counts : int array of shape (R, C)
        Without margins.
    rules : TableRules
    seed : int
        Secret (rule S19).
    parts : int array of shape (operations, R, C), optional
        Of the counts those of each operation; needed where the rules ask for operations.

    Returns
    -------
    bool array of shape (R + 1, C + 1)
        The last row and column are the margins.

    Raises
    ------
    ProtectionError
        If the result cannot be proven.
    """
    names = _names(*(axis.ravel() for axis in np.indices(counts.shape)))
    grid = Grid.of(names, [[_ROW], [_COLUMN]], counts.ravel())
    made = protect_grid(
        grid,
        rules,
        seed=seed,
        width=Width.of_rule_s3(rules.threshold.minimum),
        residuals=Residuals.PROTECT,
        contributions={} if parts is None else {Attacker.OPERATION: _contributions(grid, parts)},
    )
    places = zip(*(column.tolist() for column in grid.codes().values()), strict=True)
    hidden = np.zeros([size + 1 for size in counts.shape], dtype=np.bool_)
    for codes, gone in zip(places, made.hidden.ravel().tolist(), strict=True):
        hidden[tuple(int(code) if code.isdigit() else -1 for code in codes)] = gone
    return hidden


def _names(row: npt.NDArray[np.intp], column: npt.NDArray[np.intp]) -> dict[str, list[str]]:
    return {_ROW: list(map(str, row.tolist())), _COLUMN: list(map(str, column.tolist()))}


def _contributions(grid: Grid, parts: Counts) -> Contributions:
    operation, row, column = np.nonzero(parts)
    return grid.contributions(_names(row, column), list(map(str, operation.tolist())), parts[operation, row, column])
