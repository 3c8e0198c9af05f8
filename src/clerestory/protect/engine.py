"""Protection from end to end: mark, hide, attack; what does not stand the attack is withheld as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clerestory.errors import ProtectionError, RuleSetError
from clerestory.model.attackers import Attacker
from clerestory.model.criteria import NOT_PINNED, Width
from clerestory.model.history import EarlierTable
from clerestory.model.rules import Preset, TableRules, TableScope
from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Counts, Mask, Predicate, ProtectedTable
from clerestory.progress import SILENT, Progress
from clerestory.protect.audit.attack import Audit, already_known, audit
from clerestory.protect.audit.cohort_groups import statements
from clerestory.protect.audit.differencing import tables_that_tell_changes
from clerestory.protect.cells import DistinctCells
from clerestory.protect.history import Past
from clerestory.protect.suppress.cohorts.choice import Asked, suppressed_cells


@dataclass(frozen=True)
class Proof:
    """Why the tables of a cohort are safe: confidential, it stays in the vault.

    ``unsafe`` are the cells that a rule hides, with their true counts, also those that no table prints but printed
    cells could leave over; ``secondary`` those that are hidden for them. ``public`` are unsafe cells that earlier
    tables gave away, so that nothing done now protects them; ``history`` names these tables.
    ``attackers`` are those against whom everything else is proven, and ``widths`` how far apart two possible counts of
    each cell lie at least.
    """

    cohort: str
    rule: str
    unsafe: tuple[tuple[Predicate, int], ...]
    secondary: tuple[tuple[Predicate, int], ...]
    audit: Audit
    attackers: tuple[Attacker, ...]
    widths: Mapping[Predicate, int]
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
    scopes: Mapping[str, TableScope] | None = None,
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
    scopes : mapping of str to TableScope
        Which rules of the preset hold for each table, by its id; needed where they differ.
    earlier : sequence of EarlierTable
        What readers may have already (rules S8, S16).

    Returns
    -------
    Protection
        Tables in the order given, and a proof for each cohort.

    Raises
    ------
    RuleSetError
        If the preset asks for what is not known of the cases.
    ProtectionError
        If the solver fails, or even withholding every table of a cohort is not accepted.

    References
    ----------
    Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data with linear constraints,
    Management Science 47, 1008-1027. Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd
    edition, chapter 4.
    """
    _check_known(cohorts.values(), preset)
    pasts = pasts_of(cohorts, tables, preset, scopes=scopes, earlier=earlier)
    seen = frozenset(cell for past in pasts for cell in in_which_an_operation_is_seen(past))
    finished: dict[str, ProtectedTable] = {}
    proofs = []
    for past in pasts:
        protected, proof = _protect_cohort(past, seen, preset, secret, progress)
        finished.update((table.shape.id, table) for table in protected)
        proofs.append(proof)
    return Protection(tuple(finished[table.shape.id] for table in tables), tuple(proofs))


def pasts_of(
    cohorts: Mapping[str, ConfidentialCohort],
    tables: Sequence[ConfidentialTable],
    preset: Preset,
    *,
    scopes: Mapping[str, TableScope] | None = None,
    earlier: Sequence[EarlierTable] = (),
) -> list[Past]:
    """Give of each cohort its tables, with the rules of each, beside what readers have; as ``protect_tables`` takes it.

    Raises
    ------
    RuleSetError
        If the rules differ by what a table tells apart, and nothing says so of one.
    """
    found = []
    for name, cohort in cohorts.items():
        mine = [table for table in tables if table.shape.cohort == name]
        rules = [_rules_of(table, preset, scopes or {}) for table in mine]
        found.append(Past.of(cohort, mine, rules, [one for one in earlier if one.table.shape.cohort == name]))
    return found


def in_which_an_operation_is_seen(past: Past) -> Iterator[Predicate]:
    """Yield the cells of a cohort, printed or left over, in which an operation can be seen."""
    if not any(rules.needs_operations for rules in past.rules):
        return iter(())
    cells = past.distinct(())
    return (cells.predicates[number] for number in np.flatnonzero(cells.seen))


def _check_known(cohorts: Iterable[ConfidentialCohort], preset: Preset) -> None:
    for cohort in cohorts:
        for needed, known in ((Attacker.OPERATION, cohort.operations), (Attacker.GIVER, cohort.givers)):
            if needed in preset.attackers and known is None:
                raise RuleSetError(
                    f"has the {needed.value} among its attackers, and whose the cases are is not known",
                    where=f"preset {preset.name}, tables that count {cohort.name}",
                    remedy="Give the parts of each with the cohort, or choose another preset.",
                )


def _rules_of(table: ConfidentialTable, preset: Preset, scopes: Mapping[str, TableScope]) -> TableRules:
    scope = scopes.get(table.shape.id)
    if scope is None and preset.scopes:
        raise RuleSetError(
            f"has other rules by what a table tells apart, and nothing says so of {table.shape.id}",
            where=f"preset {preset.name}",
            remedy="Say of each table whether it is national.",
        )
    return preset.rules_for(scope or TableScope.NATIONAL)


def _protect_cohort(
    past: Past, seen: frozenset[Predicate], preset: Preset, secret: bytes, progress: Progress
) -> tuple[list[ProtectedTable], Proof]:
    cohort, tables = past.cohort, past.tables
    thresholds = [rules.threshold for rules in past.rules]
    chosen = _chosen(past, seen, preset, secret, progress)
    cells, hidden = chosen.cells, chosen.hidden
    said = statements(cohort, [table.shape for table in tables], [rules.groups for rules in past.rules])
    known = past.attacker_has([*chosen.asked, *past.said.rests, *said])
    wanted = list(dict.fromkeys([*(cells.predicates[n] for n in np.flatnonzero(chosen.unsafe)), *chosen.asked, *said]))
    public = already_known(cohort, known, wanted, rule=past.rule) if past.seen else ()
    targets = [cell for cell in wanted if cell not in public]
    widths = _widths_of(targets, past, chosen, preset)
    now = cells.of_first(len(tables)).printed
    whole: set[str] = set()
    while True:
        protected = [
            _protected(table, _hidden_in(table, at, hidden), rules, whole, hides_zeros=past.hides_zeros)
            for table, at, rules in zip(tables, cells.at, past.rules, strict=False)
        ]
        found = audit(
            cohort,
            protected,
            targets,
            rule=past.rule,
            widths=widths,
            attackers=preset.attackers,
            remainder_rules=thresholds,
            earlier=known,
            progress=progress,
        )
        telling = tables_that_tell_changes(cohort, protected, past.changed, times=past.changed_times, rule=past.rule)
        found = replace(found, remainders=tuple(dict.fromkeys([*found.remainders, *telling])))
        if len(whole) == len(tables) and past.earlier:  # nothing is published, so what is pinned was pinned before
            public, found = (*public, *found.failed), replace(found, failed=())
        if found.is_safe:
            proof = _proof(cohort, preset, cells, chosen.unsafe, hidden & now, found)
            history = tuple(one.source for one in past.earlier)
            return protected, replace(proof, widths=widths, public=public, history=history)
        if len(whole) == len(tables):
            raise ProtectionError(
                "the attacker pins a cell although every table is withheld",
                where=f"tables that count {cohort.name}",
                remedy="This is a fault of the program; nothing was published. Please report it.",
            )
        whole = _next_withheld(tables, cells, found, whole)


@dataclass(frozen=True, repr=False)
class _Chosen:
    """What is hidden, and why; confidential.

    Attributes
    ----------
    cells : DistinctCells
        K cells.
    unsafe, hidden : bool arrays of shape (K,)
    width : int array of shape (K, 2)
        How far apart two possible values of an unsafe cell must lie: at least, and in percent of its count.
    asked : tuple of Predicate
        What must be protected for the past's sake, and for other tables'.
    """

    cells: DistinctCells
    unsafe: Mask
    hidden: Mask
    width: Counts
    asked: tuple[Predicate, ...]


def _chosen(past: Past, seen: frozenset[Predicate], preset: Preset, secret: bytes, progress: Progress) -> _Chosen:
    """Choose the cells to hide: again, as long as what would be printed gives something away, also with the past.

    What describes cases in which an operation is seen when others of them are counted is unsafe as well (S7, S20):
    suspects of an area and victims of it are two sides of the same operations. What says something of a small group
    (S4) must only not be pinned: the width of an interval is for counts.
    """
    asked = past.asked() | past.alone
    while True:
        cells = past.distinct(asked)
        marked = np.array([cell in asked or cell in seen for cell in cells.predicates], dtype=bool)
        said = np.array([cell in past.said for cell in cells.predicates], dtype=bool)
        counted = cells.unsafe | marked & (cells.counts > 0)
        unsafe, width = counted | said, _widths(past, cells, preset)
        width[said & ~counted] = NOT_PINNED.at_least, NOT_PINNED.percent
        hidden = suppressed_cells(
            past.cohort,
            past.tables,
            cells,
            Asked(unsafe, width, past.least(cells), preset.attackers),
            rules=[rules.threshold for rules in past.rules],
            secret=secret,
            older=past.older,
            fixed=past.fixed(cells),
            progress=progress,
        )
        more = (past.told(cells, hidden) | past.shown_operations(cells, hidden)) - asked
        if not more:
            return _Chosen(cells, unsafe, hidden, width, past.in_order(asked))
        asked |= more


def _widths(past: Past, cells: DistinctCells, preset: Preset) -> Counts:
    """Give for each cell how far apart two possible values must lie: the most that a table asks which has it."""
    asked = [preset.width_for(rules) for rules in past.rules]
    most = Width(max(width.at_least for width in asked), max(width.percent for width in asked))
    found = np.zeros((len(cells.counts), 2), dtype=np.int64)
    for number, width in enumerate([*asked, *(most for _ in past.older)]):
        at = cells.of_table(number)
        found[at] = np.maximum(found[at], [width.at_least, width.percent])
    return found


def _widths_of(targets: Sequence[Predicate], past: Past, chosen: _Chosen, preset: Preset) -> dict[Predicate, int]:
    """Give how far apart two possible counts of each target must lie."""
    asked = dict(zip(chosen.cells.predicates, chosen.width.tolist(), strict=True))
    most = np.max([[width.at_least, width.percent] for width in map(preset.width_for, past.rules)], axis=0).tolist()
    found = {}
    for cell in targets:
        at_least, percent = asked.get(cell, most)
        found[cell] = int(Width(at_least, percent).of(np.array([past.cohort.count(cell)]))[0])
    return found


def _next_withheld(
    tables: Sequence[ConfidentialTable], cells: DistinctCells, found: Audit, whole: set[str]
) -> set[str]:
    """Add the tables that print a cell the attacker pinned, or all of the cohort where they are withheld already."""
    failed = {number for number, predicate in enumerate(cells.predicates) if predicate in found.failed}
    more = {t.shape.id for n, t in enumerate(tables) if failed & set(cells.of_table(n).tolist())}
    more |= set(found.remainders)
    return whole | more if more - whole else {table.shape.id for table in tables}


def _hidden_in(table: ConfidentialTable, at: npt.NDArray[np.intp], hidden: Mask) -> Mask:
    """Mark the hidden cells of a table; a giver who never stands alone has no zero there either (rule V14)."""
    return hidden[at] if table.alone is None else hidden[at] | table.alone


def _protected(
    table: ConfidentialTable,
    hidden: Mask,
    rules: TableRules,
    whole: set[str],
    *,
    hides_zeros: bool,
) -> ProtectedTable:
    withheld = table.shape.id in whole
    counts = tuple(
        tuple(None if withheld or gone else int(count) for gone, count in zip(row, values, strict=True))
        for row, values in zip(hidden, table.counts, strict=True)
    )
    return ProtectedTable(
        table.shape,
        counts,
        whole=withheld,
        percent_base=rules.percent_base,
        completeness_pct=rules.completeness_pct,
        hides_zeros=hides_zeros or table.alone is not None,
    )


def _proof(
    cohort: ConfidentialCohort, preset: Preset, cells: DistinctCells, unsafe: Mask, hidden: Mask, found: Audit
) -> Proof:
    def listed(mask: Mask) -> tuple[tuple[Predicate, int], ...]:
        return tuple((cells.predicates[n], int(cells.counts[n])) for n in np.flatnonzero(mask))

    attackers = tuple(kind for kind in Attacker if kind in preset.attackers)
    return Proof(cohort.name, preset.name, listed(unsafe), listed(hidden & ~unsafe), found, attackers, {})
