"""An audit of one published table: by anybody, by somebody who knows cells, or in the vault against its proof."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from clerestory.errors import TableError
from clerestory.model.proofs import GridProof
from clerestory.progress import SILENT, Progress
from clerestory.protect.audit.equations import Floats
from clerestory.protect.audit.intervals import Intervals, feasibility_intervals
from clerestory.protect.audit.places import Ints
from clerestory.protect.audit.proof_check import Flags, PublishedCells, check_proof, places_of


class Criterion(Enum):
    """What is asked of each hidden cell."""

    PINNED = "pinned"  # are two whole numbers possible?
    INTERVALS = "intervals"  # from where to where?
    WIDTH = "width"  # is the interval of each unsafe cell as wide as rule S3 asks? needs the proof


@dataclass(frozen=True)
class TableAudit:
    """What an attacker can bound.

    Attributes
    ----------
    cells : int
        Cells of the table, margins included.
    intervals : Intervals
        One for each hidden cell that the attacker does not know.
    pinned, too_narrow : int arrays
        Rows that fail: one value left; less than the width that rule S3 asks for. With a proof only unsafe cells fail.
    people : int
        Persons alone in an inner cell that the audit also tried as attackers.
    people_in_all : int
    """

    cells: int
    intervals: Intervals
    pinned: Ints
    too_narrow: Ints
    people: int = 0
    people_in_all: int = 0


def audit_published(
    table: PublishedCells,
    *,
    criterion: Criterion = Criterion.INTERVALS,
    least: int = 1,
    proof: GridProof | None = None,
    people: int = 0,
    progress: Progress = SILENT,
) -> TableAudit:
    """Bound every hidden cell of a published table.

    Parameters
    ----------
    table : PublishedCells
    criterion : Criterion
    least : int
        1 if zeros are always published, else 0. A proof says it itself.
    proof : GridProof
        Confidential. Only what it says is unsafe can fail then.
    people : int
        How many of the persons who are alone in an inner cell attack as well, evenly spread over all of them.

    Raises
    ------
    TableError
        If the published numbers contradict each other.
    ProtectionError
        If the proof does not hold, or a solver gives up.
    """
    if proof is None:
        if criterion is Criterion.WIDTH or people:
            raise TableError(
                "the width that an unsafe cell needs, and who is alone in a cell, are known from its proof only",
                where="the audit of a table",
                remedy="Give the proof, or ask for pinned or intervals.",
            )
        found = feasibility_intervals(table, least=least, enough=_enough(criterion, None), progress=progress)
        return TableAudit(len(table.counts), found, found.rows[found.pinned], np.zeros(0, dtype=np.int64))
    return _audit_with_proof(table, criterion, proof, people, progress)


def with_known(table: PublishedCells, rows: Ints, counts: Ints) -> PublishedCells:
    """Give the table as somebody sees it who knows the counts of some rows.

    Raises
    ------
    TableError
        If a row is published with another count.
    """
    wrong = ~table.suppressed[rows] & (table.counts[rows] != counts)
    if wrong.any():
        raise TableError(
            "is known with another count than is published",
            where=f"the cell in row {int(rows[wrong][0]) + 2} of the published table",
            remedy="Check what the attacker knows.",
        )
    seen, suppressed = table.counts.copy(), table.suppressed.copy()
    seen[rows], suppressed[rows] = counts, False
    return replace(table, counts=seen, suppressed=suppressed)


def _enough(criterion: Criterion, needed: Floats | None) -> Floats | float:
    if criterion is Criterion.PINNED:
        return 1.0
    return np.inf if criterion is Criterion.INTERVALS or needed is None else needed


def _audit_with_proof(
    table: PublishedCells, criterion: Criterion, proof: GridProof, people: int, progress: Progress
) -> TableAudit:
    check_proof(table, proof)
    least = 1 if proof.zeros == "publish" else 0
    truth = table.counts.copy()
    truth[list(proof.suppressed.rows)] = proof.suppressed.counts
    unsafe = np.zeros(len(truth), dtype=bool)
    unsafe[list(proof.unsafe)] = True
    needed = np.where(unsafe, np.maximum(proof.threshold, np.ceil(truth / 2)), 1.0)
    places = places_of(table)
    person, inside = places.person_alone(truth), places.inside()
    alone = np.unique(person[person >= 0])
    chosen = alone[np.unique(np.linspace(0, len(alone) - 1, min(people, len(alone))).astype(int))]
    hidden = np.flatnonzero(table.suppressed)
    worst = feasibility_intervals(table, least=least, enough=_enough(criterion, needed[hidden]), progress=progress)
    pinned = set(worst.rows[worst.pinned & unsafe[worst.rows]].tolist())
    narrow = _too_narrow(worst, unsafe, needed, criterion)
    for one in chosen:
        # Whoever is alone in a margin knows the zeros in it as well.
        known = np.asarray(inside[np.flatnonzero(person == one)].sum(axis=0)) > 0
        own = np.flatnonzero((inside @ (~known).astype(np.int64) == 0) & table.suppressed)
        seen = with_known(table, own, truth[own])
        rows = np.flatnonzero(seen.suppressed)
        found = feasibility_intervals(seen, least=least, enough=_enough(criterion, needed[rows]))
        pinned |= set(found.rows[found.pinned & unsafe[found.rows]].tolist())
        narrow |= _too_narrow(found, unsafe, needed, criterion)
        worst = _worse(worst, found)
    return TableAudit(len(truth), worst, _rows(pinned), _rows(narrow), len(chosen), len(alone))


def _rows(rows: set[int]) -> Ints:
    return np.array(sorted(rows), dtype=np.int64)


def _too_narrow(found: Intervals, unsafe: Flags, needed: Floats, criterion: Criterion) -> set[int]:
    if criterion is not Criterion.WIDTH:
        return set()
    short = ~(found.seen_high - found.seen_low >= needed[found.rows])
    return set(found.rows[short & unsafe[found.rows]].tolist())


def _worse(one: Intervals, other: Intervals) -> Intervals:
    """Give of each cell the narrower of two intervals; the other attacker may know some cells, and has none there."""
    at = np.searchsorted(one.rows, other.rows)
    narrower = other.seen_high - other.seen_low < (one.seen_high - one.seen_low)[at]
    ends = {}
    for name in ("low", "high", "seen_low", "seen_high"):
        ends[name] = getattr(one, name).copy()
        ends[name][at[narrower]] = getattr(other, name)[narrower]
    return Intervals(one.rows, **ends)
