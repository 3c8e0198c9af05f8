"""Protection of one grid: mark, hide, and let a checker who shares no code with it go through the proof."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from clerestory.errors import RuleSetError
from clerestory.model.attackers import Attacker
from clerestory.model.proofs import GridProof, SuppressedCounts, Witness
from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import Mask
from clerestory.progress import SILENT, Progress
from clerestory.protect.additive import Move
from clerestory.protect.audit.proof_check import PublishedCells, check_proof
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.hierarchies.hypercubes import Floats, Hypercubes
from clerestory.protect.rules.threshold import unsafe_cells
from clerestory.protect.suppress.grids import Pattern, choose_pattern


@dataclass(frozen=True)
class ZeroRule:
    """Whether zeros are always published, so that a hidden cell is known to be 1 at least."""

    published: bool = True

    @property
    def least(self) -> int:
        """What readers know a hidden cell to be at least."""
        return 1 if self.published else 0


@dataclass(frozen=True, repr=False)
class ProtectedGrid:
    """A grid with its hidden cells, and the proof; confidential as long as it holds the grid.

    Attributes
    ----------
    grid : Grid
    unsafe : bool array, shape of the grid
        Cells that the rule hides.
    hidden : bool array, shape of the grid
        All hidden cells.
    proof : GridProof
        Confidential, it holds true counts.
    """

    grid: Grid
    unsafe: Mask
    hidden: Mask
    proof: GridProof

    def __repr__(self) -> str:
        return f"ProtectedGrid({self.grid!r})"


def protect_grid(
    grid: Grid,
    rule: ThresholdRule,
    *,
    seed: int,
    zeros: ZeroRule | None = None,
    attackers: Collection[Attacker] = tuple(Attacker),
    iterations: int = 1,
    progress: Progress = SILENT,
) -> ProtectedGrid:
    """Hide the unsafe cells of a table and as little else as is needed that nobody can compute them.

    Every unsafe cell gets, for every attacker, a second table in whole numbers that agrees with everything published
    and has another number in the cell; ``check_proof`` goes through all of them before the result is given.

    Parameters
    ----------
    grid : Grid
        True counts, with all margins.
    rule : ThresholdRule
        Which counts are unsafe.
    seed : int
        Draws between choices; keep it secret (rule S19). The same seed gives the same result.
    zeros : ZeroRule
        By default zeros are always published.
    attackers : collection of Attacker
        Who must not be able to compute an unsafe cell.
    iterations : int
        How often the search is made with other draws; the cheapest result is taken.

    Raises
    ------
    ProtectionError
        If the solver gives up, or the proof does not hold.

    References
    ----------
    Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data with linear constraints,
    Management Science 47, 1008-1027. docs/methods/hierarchical-tables.md.
    """
    zeros = zeros or ZeroRule()
    if iterations < 1 or not attackers:
        raise RuleSetError(
            "one iteration and one attacker are the least",
            where="protection of a table",
            remedy="Leave the setting out to get the usual ones.",
        )
    cells = grid.cells()
    unsafe = unsafe_cells(cells.counts, rule)
    free = np.flatnonzero(cells.counts >= zeros.least)
    position = np.full(len(cells.counts), -1, dtype=np.int64)
    position[free] = np.arange(len(free))
    cubes = Hypercubes(grid, least=zeros.least)

    def hypercube(cell: int, price: Floats, known: Mask) -> Move | None:
        every, barred = np.zeros(len(position)), np.ones(len(position), dtype=bool)
        every[free], barred[free] = price, known
        move = cubes.cheapest(int(free[cell]), every.reshape(grid.counts.shape), barred.reshape(grid.counts.shape))
        return move and Move(position[move.cells], move.change)

    pattern = Pattern(np.zeros(len(free), dtype=bool), ())
    if unsafe.any():
        pattern = choose_pattern(
            cells.only(cells.counts >= zeros.least),
            unsafe[free],
            least=zeros.least,
            attackers=frozenset(attackers),
            hypercube=hypercube,
            regions=[[found[found >= 0] for found in (position[part] for part in stage)] for stage in grid.regions()],
            seed=seed,
            iterations=iterations,
            progress=progress,
        )
    hidden = np.zeros(len(unsafe), dtype=bool)
    hidden[free] = pattern.hidden
    moves = [Move(free[move.cells], move.change) for move in pattern.moves]
    made = ProtectedGrid(
        grid,
        unsafe.reshape(grid.counts.shape),
        hidden.reshape(grid.counts.shape),
        _proof(grid, rule, zeros, attackers, unsafe, hidden, moves, seed),
    )
    check_proof(published_cells(made), made.proof)
    return made


def published_cells(made: ProtectedGrid) -> PublishedCells:
    """Give what is published: the codes of every cell, and its count or nothing."""
    return PublishedCells(
        dims=tuple(d.levels for d in made.grid.dimensions),
        columns=made.grid.codes(),
        counts=np.where(made.hidden.ravel(), 0, made.grid.counts.ravel()),
        suppressed=made.hidden.ravel(),
    )


def _proof(
    grid: Grid,
    rule: ThresholdRule,
    zeros: ZeroRule,
    attackers: Collection[Attacker],
    unsafe: Mask,
    hidden: Mask,
    moves: list[Move],
    seed: int,
) -> GridProof:
    counts = grid.counts.ravel()
    rows = np.flatnonzero(hidden)
    return GridProof(
        dims=tuple("/".join(d.levels) for d in grid.dimensions),
        threshold=rule.minimum,
        zeros="publish" if zeros.published else "suppress",
        attackers=tuple(sorted(attackers, key=lambda attacker: attacker.value)),
        seed=seed,
        unsafe=tuple(np.flatnonzero(unsafe).tolist()),
        suppressed=SuppressedCounts(rows=tuple(rows.tolist()), counts=tuple(counts[rows].tolist())),
        witnesses=tuple(Witness(rows=tuple(m.cells.tolist()), change=tuple(m.change.tolist())) for m in moves),
    )
