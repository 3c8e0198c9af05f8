"""Protection from end to end: mark, hide, attack; what does not stand the attack is withheld as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from clerestory.errors import ProtectionError
from clerestory.model.history import EarlierTable
from clerestory.model.rules import Preset
from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Mask, Predicate, ProtectedTable
from clerestory.progress import SILENT, Progress
from clerestory.protect.audit.attack import Audit, already_known, audit
from clerestory.protect.audit.differencing import tables_that_tell_changes
from clerestory.protect.cells import DistinctCells
from clerestory.protect.history import Past
from clerestory.protect.rules.threshold import unsafe_cells
from clerestory.protect.suppress.cohorts.greedy import suppressed_cells


@dataclass(frozen=True)
class Proof:
    """Why the tables of a cohort are safe: confidential, it stays in the vault.

    ``unsafe`` are the cells that a rule hides, with their true counts, also those that no table prints but printed
    cells could leave over; ``secondary`` those that are hidden for them. ``public`` are unsafe cells that earlier
    tables gave away, so that nothing done now protects them; ``history`` names these tables.
    """

    cohort: str
    rule: str
    unsafe: tuple[tuple[Predicate, int], ...]
    secondary: tuple[tuple[Predicate, int], ...]
    audit: Audit
    public: tuple[Predicate, ...] = ()
    history: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Proof({self.cohort!r})"


@dataclass(frozen=True)
class Protection:
    """What may leave the vault, and the proof that may not."""

    tables: tuple[ProtectedTable, ...]
    proofs: tuple[Proof, ...]


def protect_tables(
    cohorts: Mapping[str, ConfidentialCohort],
    tables: Sequence[ConfidentialTable],
    preset: Preset,
    *,
    secret: bytes,
    earlier: Sequence[EarlierTable] = (),
    progress: Progress = SILENT,
) -> Protection:
    """Protect all the tables of a release at once.

    Cells of one cohort are linked and are protected together. The result is accepted only when an independent attacker
    can pin no unsafe cell to one number: a linear programme for each, and a second whole-number population that agrees
    with everything published. Otherwise the tables in question are withheld as a whole.

    Parameters
    ----------
    cohorts : mapping of str to ConfidentialCohort
        The cases, by the name that tables give as their cohort.
    tables : sequence of ConfidentialTable
        Counts of cases.
    preset : Preset
        The rules.
    secret : bytes
        Draws between choices of equal cost; kept in the vault (rule S19).
    earlier : sequence of EarlierTable
        What readers may have already (rules S8, S16).

    Returns
    -------
    Protection
        Tables in the order given, and a proof for each cohort.

    Raises
    ------
    ProtectionError
        If the solver fails, or even withholding every table of a cohort is not accepted.

    References
    ----------
    Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data with linear constraints,
    Management Science 47, 1008-1027. Hundepool et al. (2012), Statistical Disclosure Control, chapter 4.
    """
    finished: dict[str, ProtectedTable] = {}
    proofs = []
    for name, cohort in cohorts.items():
        mine = [table for table in tables if table.shape.cohort == name]
        before = [one for one in earlier if one.table.shape.cohort == name]
        protected, proof = _protect_cohort(cohort, mine, before, preset, secret, progress)
        finished.update((table.shape.id, table) for table in protected)
        proofs.append(proof)
    return Protection(tuple(finished[table.shape.id] for table in tables), tuple(proofs))


def _protect_cohort(
    cohort: ConfidentialCohort,
    tables: Sequence[ConfidentialTable],
    earlier: Sequence[EarlierTable],
    preset: Preset,
    secret: bytes,
    progress: Progress,
) -> tuple[list[ProtectedTable], Proof]:
    rule = preset.threshold
    past = Past.of(cohort, tables, earlier, rule)
    cells, unsafe, hidden, asked = _chosen(past, secret, progress)
    seen = past.attacker_has(asked)
    wanted = list(dict.fromkeys([*(cells.predicates[number] for number in np.flatnonzero(unsafe)), *asked]))
    public = already_known(cohort, seen, wanted, rule=rule)
    targets = [cell for cell in wanted if cell not in public]
    whole: set[str] = set()
    while True:
        protected = [_protected(table, at, hidden, preset, whole) for table, at in zip(tables, cells.at, strict=False)]
        found = audit(cohort, protected, targets, rule=rule, earlier=seen, progress=progress)
        telling = tables_that_tell_changes(cohort, protected, past.changed, rule=rule)
        found = replace(found, remainders=tuple(dict.fromkeys([*found.remainders, *telling])))
        if len(whole) == len(tables) and earlier:  # nothing is published, so what is pinned was pinned before
            public, found = (*public, *found.failed), replace(found, failed=())
        if found.is_safe:
            proof = _proof(cohort, preset, cells, unsafe, hidden, found)
            return protected, replace(proof, public=public, history=tuple(one.source for one in earlier))
        if len(whole) == len(tables):
            raise ProtectionError(
                "the attacker pins a cell although every table is withheld",
                where=f"tables that count {cohort.name}",
                remedy="This is a fault of the program; nothing was published. Please report it.",
            )
        whole = _next_withheld(tables, cells, found, whole)


def _chosen(past: Past, secret: bytes, progress: Progress) -> tuple[DistinctCells, Mask, Mask, tuple[Predicate, ...]]:
    """Choose the cells to hide: again, as long as what would be printed gives something away together with the past.

    Returns
    -------
    tuple
        The distinct cells; which are unsafe and which are hidden; what must be protected for the past's sake.
    """
    asked = past.asked()
    while True:
        cells = past.distinct(asked)
        of_the_past = np.array([cell in asked for cell in cells.predicates], dtype=bool)
        unsafe = unsafe_cells(cells.counts, past.rule) | of_the_past & (cells.counts > 0)
        hidden = suppressed_cells(
            past.cohort,
            past.tables,
            cells,
            unsafe=unsafe,
            rule=past.rule,
            secret=secret,
            older=past.older,
            fixed=past.fixed(cells),
            progress=progress,
        )
        more = past.told(cells, hidden) - asked
        if not more:
            return cells, unsafe, hidden, past.in_order(asked)
        asked |= more


def _next_withheld(
    tables: Sequence[ConfidentialTable], cells: DistinctCells, found: Audit, whole: set[str]
) -> set[str]:
    """Add the tables that print a cell the attacker pinned, or all of the cohort where they are withheld already."""
    failed = {number for number, predicate in enumerate(cells.predicates) if predicate in found.failed}
    more = {t.shape.id for n, t in enumerate(tables) if failed & set(cells.of_table(n).tolist())}
    more |= set(found.remainders)
    return whole | more if more - whole else {table.shape.id for table in tables}


def _protected(
    table: ConfidentialTable,
    at: np.ndarray[tuple[int, ...], np.dtype[np.intp]],
    hidden: Mask,
    preset: Preset,
    whole: set[str],
) -> ProtectedTable:
    withheld = table.shape.id in whole
    counts = tuple(
        tuple(None if withheld or hidden[number] else int(count) for number, count in zip(numbers, values, strict=True))
        for numbers, values in zip(at, table.counts, strict=True)
    )
    return ProtectedTable(table.shape, counts, whole=withheld, percent_base=preset.percent_base)


def _proof(
    cohort: ConfidentialCohort, preset: Preset, cells: DistinctCells, unsafe: Mask, hidden: Mask, found: Audit
) -> Proof:
    def listed(mask: Mask) -> tuple[tuple[Predicate, int], ...]:
        return tuple((cells.predicates[n], int(cells.counts[n])) for n in np.flatnonzero(mask))

    return Proof(cohort.name, preset.name, listed(unsafe), listed(hidden & ~unsafe), found)
