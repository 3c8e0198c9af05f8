"""A check of the proof of a hierarchical table, cell by cell, that knows nothing of how it was made.

It reads the published table as anybody would: codes in columns, ``Total`` for a margin. From these it works out for
itself what adds up to what. Then it asks of every witness whether it is a second table that agrees with all that is
published, and of every unsafe cell and every attacker whether one of the witnesses that are possible in that attacker's
eyes changes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.errors import ProtectionError
from clerestory.model.attackers import Attacker
from clerestory.model.proofs import SURE, GridProof
from clerestory.protect.audit.apart import check_apart, knowers_of, with_insight
from clerestory.protect.audit.group_check import Said, said_of_groups
from clerestory.protect.audit.line_sums import LineSums, line_sums
from clerestory.protect.audit.places import Ints, Places
from clerestory.protect.audit.rule_check import asked_by_rules

SURE_CELLS = 2**22
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class PublishedCells:
    """A published table, one cell a row.

    Attributes
    ----------
    dims : tuple of tuples of str
        The levels of each dimension, coarse to fine.
    columns : mapping of str to array of shape (K,)
        For each level the codes; Total where the cell is a margin of it.
    counts : int array of shape (K,)
        What is printed; 0 where nothing is.
    suppressed : bool array of shape (K,)
    """

    dims: tuple[tuple[str, ...], ...]
    columns: Mapping[str, npt.NDArray[Any]]
    counts: Ints
    suppressed: Flags


@dataclass(frozen=True)
class Checked:
    """How much a proof proves: unsafe cells, witnesses, the attackers against whom every cell holds.

    ``reproducible`` is what the proof says of how it was made, and is not checked.
    """

    cells: int
    unsafe: int
    suppressed: int
    witnesses: int
    attackers: tuple[Attacker, ...]
    reproducible: bool


def check_proof(table: PublishedCells, proof: GridProof) -> Checked:
    """Go through a proof.

    Parameters
    ----------
    table : PublishedCells
        What is published.
    proof : GridProof
        Confidential.

    Returns
    -------
    Checked

    Raises
    ------
    ProtectionError
        If the proof is not of this table, or does not prove every unsafe cell against every attacker it names. The
        message names rows of the file, never counts.
    """
    if proof.dims != tuple("/".join(levels) for levels in table.dims):
        raise _refused("it is of a table with other dimensions")
    if table.counts.max(initial=0) > SURE or len(table.counts) > SURE_CELLS:
        raise _refused("the table is too large to be added up exactly")
    least = 1 if proof.zeros == "publish" else 0
    truth = _truth(table, proof)
    places = Places.of(table.dims, table.columns, _refused)
    if (places.additions() @ truth).any():
        raise _refused("the true counts do not add up to what is published")
    parts = {kind: _parts(proof, kind, places, truth) for kind in (Attacker.OPERATION, Attacker.GIVER)}
    said = _said(table, truth, proof)
    asked = asked_by_rules(truth, parts[Attacker.OPERATION], proof, also=said.rows)
    unsafe = asked > 0
    _check_hidden(table, unsafe, truth, least)
    if sorted(proof.unsafe) != np.flatnonzero(unsafe).tolist():
        raise _refused("it does not name the unsafe cells, all of them and no other")
    witnesses = _witnesses(proof, len(truth))
    if (places.additions() @ witnesses.T).count_nonzero():
        raise _refused("a witness does not add up")
    _check_possible(table, witnesses, truth, least)
    knowers = knowers_of(
        witnesses,
        truth,
        places.person_alone(truth) if Attacker.SINGLETON in proof.attackers else None,
        [parts[kind] for kind in parts if kind in proof.attackers],
    )
    lines, wide = _unsafe_in_lines(places, table, truth, parts[Attacker.OPERATION], proof)
    sums = sparse.csr_array(sparse.vstack([said.sums(), lines.sums], format="csr"))
    unprinted = [f"{_named(whole)} less {_named(part)}" for whole, part in said.rests.values()]
    unprinted += [f"what {_named(whole)} leaves over" for whole in lines.whole.tolist()]
    asked = np.concatenate([asked, np.ones(len(said.rests), dtype=np.int64), wide])
    told = np.append(np.flatnonzero(unsafe & (truth == 0)), len(truth) + np.arange(sums.shape[0]))
    if len(told):
        inside = places.inside()
        knowers = with_insight(knowers, sparse.csr_array(sparse.vstack([inside, sums @ inside])), told)
    check_apart(
        sparse.csr_array(sparse.hstack([witnesses, witnesses @ sums.T])),
        np.flatnonzero(asked),
        asked[asked > 0],
        knowers,
        named=lambda row: _named(row) if row < len(truth) else unprinted[row - len(truth)],
        refused=_refused,
    )
    return Checked(
        len(truth),
        int(unsafe.sum()),
        int(table.suppressed.sum()),
        len(proof.witnesses),
        proof.attackers,
        reproducible=proof.reproducible,
    )


def _named(row: int) -> str:
    """Name a row as somebody finds it in the file, whose first line is the header."""
    return f"row {row + 2}"


def _refused(why: str) -> ProtectionError:
    return ProtectionError(
        f"the proof does not hold: {why}",
        where="the proof of a table",
        remedy="Publish nothing of this table. Protect it again, and check that table and proof belong together.",
    )


def _truth(table: PublishedCells, proof: GridProof) -> Ints:
    rows = np.array(proof.suppressed.rows, dtype=np.int64)
    if not np.array_equal(np.sort(rows), np.flatnonzero(table.suppressed)):
        raise _refused("it is of another set of suppressed cells")
    if len(rows) != len(proof.suppressed.counts):
        raise _refused("it has suppressed cells without a count")
    truth = table.counts.copy()
    truth[rows] = np.array(proof.suppressed.counts, dtype=np.int64)
    return truth


def _said(table: PublishedCells, truth: Ints, proof: GridProof) -> Said:
    if proof.rules.groups is not None and proof.zeros == "publish":
        raise _refused("it has a rule of groups, which cannot be kept where zeros are published")
    return said_of_groups(table.dims, table.columns, truth, proof.rules.groups)


def _unsafe_in_lines(
    places: Places, table: PublishedCells, truth: Ints, operations: sparse.csr_array, proof: GridProof
) -> tuple[LineSums, Ints]:
    """Give the sums of hidden cells in lines that a rule makes unsafe, and how wide their intervals must be."""
    if proof.residuals == "allow":
        return LineSums.nothing(len(truth)), np.zeros(0, dtype=np.int64)
    small = asked_by_rules(truth, operations, proof) > 0
    lines = line_sums(places, table.suppressed, small | (truth == 0))
    wide = asked_by_rules(lines.sums @ truth, sparse.csr_array(operations @ lines.sums.T), proof)
    return lines.only(wide > 0), wide[wide > 0]


def _check_hidden(table: PublishedCells, unsafe: Flags, truth: Ints, least: int) -> None:
    if (unsafe & ~table.suppressed).any():
        raise _refused(f"row {int(np.flatnonzero(unsafe & ~table.suppressed)[0]) + 2} is unsafe and published")
    if (truth[table.suppressed] < least).any():
        raise _refused("a zero is suppressed although zeros are published")


def _witnesses(proof: GridProof, size: int) -> sparse.csr_array:
    found = proof.witnesses
    lengths = [len(witness.rows) for witness in found]
    if lengths != [len(witness.change) for witness in found]:
        raise _refused("a witness has rows without changes")
    columns = np.fromiter((row for witness in found for row in witness.rows), dtype=np.int64)
    changes = np.fromiter((change for witness in found for change in witness.change), dtype=np.int64)
    if columns.max(initial=-1) >= size:
        raise _refused("a witness names a row that is not there")
    return sparse.csr_array((changes, (np.repeat(np.arange(len(found)), lengths), columns)), shape=(len(found), size))


def _check_possible(table: PublishedCells, witnesses: sparse.csr_array, truth: Ints, least: int) -> None:
    """Check that each witness leaves published cells alone and no hidden one below what readers know."""
    changed = witnesses.tocoo()
    there = changed.data != 0
    if not table.suppressed[changed.col[there]].all():
        raise _refused("a witness changes a published cell")
    if (truth[changed.col] + changed.data < least).any():
        raise _refused("a witness makes a cell too small")


def _parts(proof: GridProof, kind: Attacker, places: Places, truth: Ints) -> sparse.csr_array:
    """Give what each contributor of a kind has in every row, after a look at whether it can be."""
    contributors = [each for each in proof.contributors if each.kind == kind.value]
    lengths = [len(each.rows) for each in contributors]
    if lengths != [len(each.parts) for each in contributors]:
        raise _refused("a contributor has rows without parts")
    rows = np.fromiter((row for each in contributors for row in each.rows), dtype=np.int64)
    parts = np.fromiter((part for each in contributors for part in each.parts), dtype=np.int64)
    if rows.max(initial=-1) >= len(truth) or not places.inner()[rows].all():
        raise _refused("a contributor has a part of something that is no inner cell")
    of = np.repeat(np.arange(len(contributors)), lengths)
    every = places.sums(sparse.csr_array((parts, (of, rows)), shape=(len(contributors), len(truth))))
    if (every.sum(axis=0) > truth).any():
        raise _refused("contributors have more than there is")
    return every


def places_of(table: PublishedCells) -> Places:
    """Give where the rows of a table stand that its proof is of."""
    return Places.of(table.dims, table.columns, _refused)
