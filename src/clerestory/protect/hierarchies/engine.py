"""Protection of one grid: mark, hide, and let a checker who shares no code with it go through the proof."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from clerestory.errors import RuleSetError
from clerestory.model.attackers import Attacker
from clerestory.model.criteria import NOT_PINNED, Residuals, Width
from clerestory.model.proofs import (
    Contributor,
    GridProof,
    ProofGroups,
    ProofRules,
    ProofWidth,
    SuppressedCounts,
    Witness,
)
from clerestory.model.rules import TableRules, ThresholdRule
from clerestory.model.tables import Counts, Mask
from clerestory.progress import SILENT, Progress
from clerestory.protect.additive import Numbers
from clerestory.protect.audit.proof_check import PublishedCells, check_proof
from clerestory.protect.contributions import Contributions
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.hierarchies.groups import category_columns, check_categories, said_of_groups
from clerestory.protect.hierarchies.remainders import protected_remainders, remainders
from clerestory.protect.hierarchies.search import GridSearch
from clerestory.protect.hierarchies.unprinted import UnprintedSums
from clerestory.protect.rules.tables import primary_suppression
from clerestory.protect.suppress.grids import Deadline
from clerestory.protect.suppress.loss import Loss, loss_of

WORDS: Mapping[Attacker, Literal["operation", "giver"]] = {Attacker.OPERATION: "operation", Attacker.GIVER: "giver"}


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

    @property
    def loss(self) -> Loss:
        """What is lost; confidential."""
        return loss_of(
            self.grid.counts.ravel(), unsafe=self.unsafe.ravel(), hidden=self.hidden.ravel(), inner=self.grid.inner()
        )


def protect_grid(
    grid: Grid,
    rules: ThresholdRule | TableRules,
    *,
    seed: int,
    zeros: ZeroRule | None = None,
    width: Width = NOT_PINNED,
    residuals: Residuals = Residuals.ALLOW,
    attackers: Collection[Attacker] | None = None,
    contributions: Mapping[Attacker, Contributions] | None = None,
    iterations: int = 1,
    time_limit: float | None = None,
    progress: Progress = SILENT,
) -> ProtectedGrid:
    """Hide the unsafe cells of a table and as little else as is needed that nobody can compute them.

    Every unsafe cell gets, for every attacker, other tables in whole numbers that agree with everything published and
    have other numbers in the cell, as far apart as is asked for; ``check_proof`` goes through all of them before the
    result is given.

    Parameters
    ----------
    grid : Grid
        True counts, with all margins.
    rules : ThresholdRule or TableRules
        Which cells are unsafe: by their count, by the operations behind them, by dominance or p%, by what they say of
        all or of nobody in a small group.
    seed : int
        Draws between choices; keep it secret (rule S19). The same seed gives the same result.
    zeros : ZeroRule
        By default zeros are always published.
    width : Width
        How far apart two possible values of an unsafe cell must lie; by default it must not be pinned.
    residuals : Residuals
        Whether sums of hidden cells that published numbers fix must pass the rules as well (S15); by default not.
    attackers : collection of Attacker
        Who must not be able to compute an unsafe cell; by default outsiders, singletons, and every class whose
        contributions are given.
    contributions : mapping of Attacker to Contributions
        What each operation, or giver, contributes to every cell, in the order of ``counts.ravel()``.
    iterations : int
        1 to make a pattern; with each more it is gone over once, cell by cell, for what can be shown after all. That
        takes ten times as long as to make it, and more for large tables.
    time_limit : float or None
        Seconds after which going over the pattern ends, with all that has been gained. The result is proven as ever,
        but where the limit ended it the same seed may give another one, and the proof says so.

    Raises
    ------
    RuleSetError
        If an attacker is named whose contributions are not given, or nobody; if a rule of groups cannot be kept,
        or a time limit limits nothing.
    ProtectionError
        If the solver gives up, or the proof does not hold.

    References
    ----------
    Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data with linear constraints,
    Management Science 47, 1008-1027. docs/methods/hierarchical-tables.md.
    """
    zeros, given = zeros or ZeroRule(), contributions or {}
    against = frozenset((Attacker.OUTSIDER, Attacker.SINGLETON, *given) if attackers is None else attackers)
    rules = rules if isinstance(rules, TableRules) else TableRules(rules)
    check_settings(against, given, iterations, time_limit)
    deadline = Deadline(time_limit)
    check_groups([grid], rules, zeros)
    counts, operations = grid.counts.ravel(), given.get(Attacker.OPERATION)
    small, wide = primary_suppression(counts, operations, rules, width)
    said = said_of_groups(grid, rules.groups)
    unsafe = small | said.cells
    search = GridSearch(
        grid,
        unsafe,
        wide,
        zeros.least,
        alone=grid.people_alone() if Attacker.SINGLETON in against else None,
        known=[given[kind] for kind in sorted(against & given.keys(), key=_by_value)],
        seed=seed,
        iterations=iterations,
        deadline=deadline,
        progress=progress,
    )
    sums = UnprintedSums(said.others, np.ones(said.others.shape[0], dtype=np.int64))

    def left_over(hidden: Mask) -> UnprintedSums:
        found = remainders(grid, hidden, small | (counts == 0))
        return UnprintedSums.unsafe(found, counts, operations, rules, width)

    nothing = UnprintedSums.nothing(len(counts))
    asked = left_over if residuals is Residuals.PROTECT else lambda hidden: nothing
    hidden, moves = protected_remainders(search, sums, asked, len(counts))
    made = ProtectedGrid(
        grid,
        unsafe.reshape(grid.counts.shape),
        hidden.reshape(grid.counts.shape),
        GridProof(
            dims=tuple("/".join(d.levels) for d in grid.dimensions),
            threshold=rules.threshold.minimum,
            rules=proof_rules(rules, [grid]),
            width=ProofWidth(at_least=width.at_least, percent=width.percent),
            zeros="publish" if zeros.published else "suppress",
            residuals=residuals.value,
            attackers=tuple(sorted(against, key=_by_value)),
            seed=seed,
            reproducible=not deadline.met,
            unsafe=tuple(np.flatnonzero(unsafe).tolist()),
            suppressed=_counted(np.flatnonzero(hidden), counts),
            contributors=tuple(
                found for kind in sorted(given, key=_by_value) for found in _own(grid, kind, given[kind])
            ),
            witnesses=tuple(Witness(rows=tuple(m.cells.tolist()), change=tuple(m.change.tolist())) for m in moves),
        ),
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


def proof_rules(rules: TableRules, grids: Sequence[Grid]) -> ProofRules:
    """Give rules as the proof of some tables names them."""
    operations, dominance, p_percent, groups = rules.operations, rules.dominance, rules.p_percent, rules.groups
    fewest = max(rules.threshold.contributors, operations.min_operations if operations else 0)
    return ProofRules(
        min_operations=fewest or None,
        max_share=operations and str(Fraction(operations.max_share)),
        dominance=dominance and (dominance.n, str(Fraction(dominance.percent))),
        p_percent=p_percent and str(Fraction(p_percent.p)),
        groups=groups
        and ProofGroups(
            small=groups.group, columns=category_columns(grids, groups), sensitive=tuple(sorted(groups.sensitive))
        ),
    )


def _by_value(attacker: Attacker) -> str:
    return attacker.value


def check_settings(
    against: Collection[Attacker],
    given: Mapping[Attacker, Contributions],
    iterations: int,
    time_limit: float | None = None,
) -> None:
    """Refuse settings that cannot be: nobody attacks, or somebody of whose part nothing is known."""
    if iterations < 1 or not against:
        raise RuleSetError(
            "one iteration and one attacker are the least",
            where="protection of a table",
            remedy="Leave the setting out to get the usual ones.",
        )
    if time_limit is not None and not (iterations > 1 and 0 <= time_limit < float("inf")):
        raise RuleSetError(
            "a time limit ends going over the pattern, and needs iterations above 1 and seconds from 0",
            where="protection of a table",
            remedy="Ask for more iterations, or leave the limit out.",
        )
    unknown = {Attacker.OPERATION, Attacker.GIVER} & set(against) - given.keys()
    if unknown:
        name = min(attacker.value for attacker in unknown)
        raise RuleSetError(
            f"nothing says what each {name} contributes",
            where="protection of a table",
            remedy=f"Name the column of the {name}, or leave this attacker out.",
        )


def check_groups(grids: Sequence[Grid], rules: TableRules, zeros: ZeroRule) -> None:
    """Refuse a rule of groups that cannot be kept, as zeros are published, or that names what is not there."""
    if rules.needs_hidden_zeros and zeros.published:
        raise RuleSetError(
            "all or nobody of a small group cannot be hidden while zeros are published",
            where="the group disclosure rule",
            remedy="Let zeros be suppressed (--zeros suppress, or ZeroRule(published=False)), or leave the rule out.",
        )
    check_categories(grids, rules.groups)


def _counted(rows: Numbers, counts: Counts) -> SuppressedCounts:
    return SuppressedCounts(rows=tuple(rows.tolist()), counts=tuple(counts[rows].tolist()))


def _own(grid: Grid, kind: Attacker, contributions: Contributions) -> list[Contributor]:
    """Give what each contributor gives to the inner cells; the margins follow."""
    inner = grid.inner()
    parts = contributions.parts
    found = []
    for number in range(parts.shape[0]):
        at = slice(parts.indptr[number], parts.indptr[number + 1])
        rows, values = parts.indices[at], parts.data[at]
        kept = inner[rows]
        found.append(Contributor(kind=WORDS[kind], rows=tuple(rows[kept].tolist()), parts=tuple(values[kept].tolist())))
    return found
