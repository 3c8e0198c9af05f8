"""Protection of linked tables: one search over the distinct cells of all of them, and one proof."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clerestory.model.attackers import Attacker
from clerestory.model.criteria import NOT_PINNED, Residuals, Width
from clerestory.model.proofs import KindContributor, KindWitness, LinkedProof, ProofWidth
from clerestory.model.rules import TableRules, ThresholdRule
from clerestory.model.tables import Mask
from clerestory.progress import SILENT, Progress
from clerestory.protect.additive import Move
from clerestory.protect.audit.population_check import check_linked_proof
from clerestory.protect.audit.proof_check import PublishedCells
from clerestory.protect.contributions import Contributions
from clerestory.protect.hierarchies.engine import WORDS, ZeroRule, check_groups, check_settings, proof_rules
from clerestory.protect.hierarchies.remainders import protected_remainders
from clerestory.protect.hierarchies.unprinted import UnprintedSums
from clerestory.protect.linked.history import Standing
from clerestory.protect.linked.search import LinkedSearch, of_cells
from clerestory.protect.linked.tables import LinkedTables
from clerestory.protect.linked.unprinted import left_over, remainders_of, rests_of, said_of_tables
from clerestory.protect.rules.tables import primary_suppression
from clerestory.protect.suppress.grids import Deadline
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
    residuals: Residuals = Residuals.ALLOW,
    attackers: Collection[Attacker] | None = None,
    contributions: Mapping[Attacker, Contributions] | None = None,
    earlier: Sequence[PublishedCells] = (),
    iterations: int = 1,
    time_limit: float | None = None,
    progress: Progress = SILENT,
) -> ProtectedTables:
    """Hide the unsafe cells of tables of the same cases, and as little else as is needed that nobody can compute them.

    Whoever has all tables knows that they are sums over one population. A witness is a second population in whole
    cases: it agrees with every number that any of the tables prints, and gives an unsafe cell another count.

    Parameters
    ----------
    tables : LinkedTables
        Made with ``zeros_published`` as ``zeros`` says; with earlier tables without it.
    rules, seed, zeros, width, residuals, attackers, contributions, iterations, time_limit
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
    check_settings(against, given, iterations, time_limit)
    deadline = Deadline(time_limit)
    rules = rules if isinstance(rules, TableRules) else TableRules(rules)
    new = tables.grids[: len(tables.grids) - len(earlier)]
    check_groups(new, rules, zeros)
    stands = Standing.of(tables, earlier)
    behind = {kind: of_cells(tables, found) for kind, found in given.items()}
    operations = behind.get(Attacker.OPERATION)
    small, wide = primary_suppression(tables.counts, operations, rules, width)
    said = said_of_tables(tables, len(new), rules.groups)
    breaks = (small & (np.arange(len(small)) < tables.printed)) | said.cells
    search = LinkedSearch(
        tables,
        stands,
        breaks & ~stands.given,
        wide,
        zeros.least,
        singletons=Attacker.SINGLETON in against,
        known=[given[kind] for kind in sorted(against & given.keys(), key=_by_value)],
        seed=seed,
        iterations=iterations,
        deadline=deadline,
        progress=progress,
    )
    sums = left_over(tables, operations, rules, width, stands.given).and_these(rests_of(said, stands.given))

    def remain(hidden: Mask) -> UnprintedSums:
        found = remainders_of(tables, len(new), (hidden | breaks) & stands.new, small | (tables.counts == 0))
        return UnprintedSums.unsafe(found, tables.counts, operations, rules, width)

    nothing = UnprintedSums.nothing(len(breaks))
    asked = remain if residuals is Residuals.PROTECT else lambda hidden: nothing
    hidden, moves = protected_remainders(search, sums, asked, len(breaks))
    proof = LinkedProof(
        tables=tuple(tuple("/".join(d.levels) for d in grid.dimensions) for grid in tables.grids),
        earlier=len(earlier),
        threshold=rules.threshold.minimum,
        rules=proof_rules(rules, new),
        width=ProofWidth(at_least=width.at_least, percent=width.percent),
        zeros="publish" if zeros.published else "suppress",
        residuals=residuals.value,
        attackers=tuple(sorted(against, key=_by_value)),
        seed=seed,
        reproducible=not deadline.met,
        levels=tables.kinds.levels,
        kinds=tables.kinds.codes,
        counts=tuple(tables.kinds.counts.tolist()),
        contributors=tuple(found for kind in sorted(given, key=_by_value) for found in _own(kind, given[kind])),
        witnesses=tuple(_witness(tables, move) for move in moves),
    )
    made = ProtectedTables(tables, len(earlier), breaks & stands.new, (hidden | breaks) & stands.new, proof)
    check_linked_proof([*made.published(), *earlier], proof)
    return made


def _witness(tables: LinkedTables, move: Move) -> KindWitness:
    change = np.zeros(len(tables.counts), dtype=np.int64)
    change[move.cells] = move.change
    by_kind = change[tables.kind_cells()]
    kinds = np.flatnonzero(by_kind)
    return KindWitness(kinds=tuple(kinds.tolist()), change=tuple(by_kind[kinds].tolist()))


def _by_value(attacker: Attacker) -> str:
    return attacker.value


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
