"""Protection of linked tables: one search over the distinct cells of all of them, and one proof."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from clerestory.model.attackers import Attacker
from clerestory.model.criteria import NOT_PINNED, Width
from clerestory.model.proofs import KindContributor, KindWitness, LinkedProof, ProofWidth
from clerestory.model.rules import TableRules, ThresholdRule
from clerestory.model.tables import Mask
from clerestory.progress import SILENT, Progress
from clerestory.protect.additive import Move, Numbers
from clerestory.protect.audit.population_check import check_linked_proof
from clerestory.protect.audit.proof_check import PublishedCells
from clerestory.protect.contributions import Contributions
from clerestory.protect.hierarchies.engine import WORDS, ZeroRule, check_settings, proof_rules
from clerestory.protect.knowers import Knowers
from clerestory.protect.linked.exchanges import Exchanges
from clerestory.protect.linked.history import Standing
from clerestory.protect.linked.tables import LinkedTables
from clerestory.protect.rules.tables import primary_suppression
from clerestory.protect.suppress.grids import Floats, HypercubeSearch, Task, choose_pattern, whole_change
from clerestory.protect.suppress.loss import Loss, loss_of


@dataclass(frozen=True, repr=False)
class ProtectedTables:
    """Linked tables with their hidden cells, and the proof; confidential as long as it holds the tables.

    Attributes
    ----------
    tables : LinkedTables
        The new tables, and after them the earlier ones.
    earlier : int
        How many of them are earlier ones.
    unsafe, hidden : bool arrays of shape (K,)
        By distinct cell of the new tables.
    proof : LinkedProof
        Confidential, it holds true counts.
    """

    tables: LinkedTables
    earlier: int
    unsafe: Mask
    hidden: Mask
    proof: LinkedProof

    def __repr__(self) -> str:
        return f"ProtectedTables({self.tables!r})"

    @property
    def loss(self) -> Loss:
        """What is lost in the new tables, of each distinct cell once; confidential."""
        new = self.tables.at[: len(self.tables.grids) - self.earlier]
        finest = np.concatenate([at[grid.inner()] for at, grid in zip(new, self.tables.grids, strict=False)])
        cells = np.unique(np.concatenate(new))
        return loss_of(
            self.tables.counts[cells],
            unsafe=self.unsafe[cells],
            hidden=self.hidden[cells],
            inner=np.isin(cells, finest),
        )

    def published(self) -> tuple[PublishedCells, ...]:
        """Give what is published of each new table."""
        found, new = [], len(self.tables.grids) - self.earlier
        for grid, at in zip(self.tables.grids[:new], self.tables.at, strict=False):
            hidden = self.hidden[at]
            found.append(
                PublishedCells(
                    dims=tuple(d.levels for d in grid.dimensions),
                    columns=grid.codes(),
                    counts=np.where(hidden, 0, grid.counts.ravel()),
                    suppressed=hidden,
                )
            )
        return tuple(found)


def protect_linked(
    tables: LinkedTables,
    rules: ThresholdRule | TableRules,
    *,
    seed: int,
    zeros: ZeroRule | None = None,
    width: Width = NOT_PINNED,
    attackers: Collection[Attacker] | None = None,
    contributions: Mapping[Attacker, Contributions] | None = None,
    earlier: Sequence[PublishedCells] = (),
    iterations: int = 1,
    progress: Progress = SILENT,
) -> ProtectedTables:
    """Hide the unsafe cells of tables of the same cases, and as little else as is needed that nobody can compute them.

    Whoever has all tables knows that they are sums over one population. A witness is a second population in whole
    cases: it agrees with every number that any of the tables prints, and gives an unsafe cell another count.

    Parameters
    ----------
    tables : LinkedTables
        Made with ``zeros_published`` as ``zeros`` says; with earlier tables without it.
    rules, seed, zeros, width, attackers, contributions, iterations
        As for ``protect_grid``; contributions are by kind, see ``LinkedTables.contributions``.
    earlier : sequence of PublishedCells
        What the last of the tables looked like when they were published before. They are not protected again: what they
        print is known to all, and cannot be hidden. Unsafe cells among it are public already, and nothing is promised
        of them.

    Raises
    ------
    RuleSetError
        If an attacker is named whose contributions are not given, or nobody.
    TableError
        If an earlier table is of other cases.
    ProtectionError
        If the solver gives up, the proof does not hold, or an unsafe cell cannot be protected any more.

    References
    ----------
    Fischetti and Salazar (2001), Management Science 47, 1008-1027; de Wolf and Giessing (2009), Adjusting the
    tau-Argus modular approach to deal with linked tables, Data & Knowledge Engineering 68, 1160-1174.
    docs/methods/linked-tables.md.
    """
    zeros, given = zeros or ZeroRule(), contributions or {}
    against = frozenset((Attacker.OUTSIDER, Attacker.SINGLETON, *given) if attackers is None else attackers)
    check_settings(against, given, iterations)
    kinds = sorted(against & given.keys(), key=lambda kind: kind.value)
    rules = rules if isinstance(rules, TableRules) else TableRules(rules)
    tables = tables.with_differences(rules.threshold)
    stands = Standing.of(tables, earlier)
    number = np.arange(len(tables.counts))
    cells, printed = tables.cells(), number < tables.printed
    behind = {kind: _of_cells(tables, found) for kind, found in given.items()}
    breaks, wide = primary_suppression(cells.counts, behind.get(Attacker.OPERATION), rules, width)
    unsafe = breaks & printed & ~stands.given
    given_away = stands.given[tables.differences].all(axis=1)
    unsafe[len(number) - len(tables.differences) :] = ~given_away
    least = np.where(printed, zeros.least, 0)
    mask = (cells.counts >= least) & ~stands.given
    free = np.flatnonzero(mask)
    position = np.full(len(mask), -1, dtype=np.int64)
    position[free] = np.arange(len(free))
    alone = tables.people_alone() if Attacker.SINGLETON in against else None
    hidden, moves = np.zeros(len(mask), dtype=bool), list[Move]()
    if unsafe.any():
        pattern = choose_pattern(
            Task(
                cells.only(mask),
                unsafe[free],
                wide[free],
                least[free],
                stands.new[free],
                Knowers.of(cells.counts, alone, [behind[kind] for kind in kinds]).only(mask),
            ),
            hypercube=_exchanges(tables, free, position),
            regions=[[found[found >= 0] for found in (position[part] for part in stage)] for stage in tables.regions()],
            seed=seed,
            iterations=iterations,
            progress=progress,
        )
        hidden[free] = pattern.hidden
        moves = [Move(free[move.cells], move.change) for move in pattern.moves]
    proof = LinkedProof(
        tables=tuple(tuple("/".join(d.levels) for d in grid.dimensions) for grid in tables.grids),
        earlier=len(earlier),
        threshold=rules.threshold.minimum,
        rules=proof_rules(rules),
        width=ProofWidth(at_least=width.at_least, percent=width.percent),
        zeros="publish" if zeros.published else "suppress",
        attackers=tuple(sorted(against, key=lambda kind: kind.value)),
        seed=seed,
        levels=tables.kinds.levels,
        kinds=tables.kinds.codes,
        counts=tuple(tables.kinds.counts.tolist()),
        contributors=tuple(
            found for kind in sorted(given, key=lambda kind: kind.value) for found in _own(kind, given[kind])
        ),
        witnesses=tuple(_witness(tables, move) for move in moves),
    )
    made = ProtectedTables(tables, len(earlier), breaks & stands.new, (hidden | breaks) & stands.new, proof)
    check_linked_proof([*made.published(), *earlier], proof)
    return made


def _exchanges(tables: LinkedTables, free: Numbers, position: Numbers) -> HypercubeSearch:
    """Give a search for exchanges over the cells that may be hidden, by their numbers among these."""
    exchanges, relations = Exchanges(tables.holds), tables.cells().relations

    def cheapest(cell: int, price: Floats, fall: Floats, enough: tuple[int, int]) -> Move | None:
        every, falls = np.zeros(len(position)), np.full(len(position), -1.0)
        every[free], falls[free] = price, fall
        move = exchanges.cheapest(int(free[cell]), every, falls, enough)
        if move is None:
            move = whole_change(relations, int(free[cell]), every, falls, enough)
        return move and Move(position[move.cells], move.change)

    return cheapest


def _witness(tables: LinkedTables, move: Move) -> KindWitness:
    change = np.zeros(len(tables.counts), dtype=np.int64)
    change[move.cells] = move.change
    by_kind = change[tables.kind_cells()]
    kinds = np.flatnonzero(by_kind)
    return KindWitness(kinds=tuple(kinds.tolist()), change=tuple(by_kind[kinds].tolist()))


def _of_cells(tables: LinkedTables, contributions: Contributions) -> Contributions:
    return Contributions(sparse.csr_array(contributions.parts @ tables.holds.T))


def _own(kind: Attacker, contributions: Contributions) -> list[KindContributor]:
    parts = contributions.parts
    found = []
    for number in range(parts.shape[0]):
        at = slice(parts.indptr[number], parts.indptr[number + 1])
        found.append(
            KindContributor(
                kind=WORDS[kind], kinds=tuple(parts.indices[at].tolist()), parts=tuple(parts.data[at].tolist())
            )
        )
    return found
