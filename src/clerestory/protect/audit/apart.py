"""Whether two possible values of a cell lie far enough apart, in the eyes of all who know a part of the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from clerestory.errors import ClerestoryError
from clerestory.protect.audit.places import Ints

Refused = Callable[[str], ClerestoryError]


@dataclass(frozen=True)
class Knowers:
    """Everybody who knows a part of the table.

    Attributes
    ----------
    ruled_out : sparse 0/1 array of shape (witnesses, knowers)
        The witnesses that are not possible in the eyes of each.
    own : sparse 0/1 array of shape (rows, knowers)
        The cells that are wholly theirs.
    """

    ruled_out: sparse.csr_array
    own: sparse.csr_array


def knowers_of(
    witnesses: sparse.csr_array, truth: Ints, person: Ints | None, parts: Sequence[sparse.csr_array]
) -> Knowers:
    """Give everybody who knows a part of the table.

    Parameters
    ----------
    witnesses : sparse int array of shape (W, rows)
    truth : int array of shape (rows,)
    person : int array of shape (rows,) or None
        For each cell of 1 that somebody knows to be alone in a number for that person, -1 elsewhere.
    parts : sequence of sparse int arrays of shape (contributors, rows)
        What each contributor of a class has in each cell.
    """
    changes = changed(witnesses)
    own: list[sparse.csr_array] = [_ones_at([], [], (len(truth), 0))]
    ruled_out: list[sparse.csr_array] = [_ones_at([], [], (changes.shape[0], 0))]
    if person is not None:
        mine = _ones_by_person(person)
        own.append(mine)
        ruled_out.append(changed(changes @ mine))
    for each in parts:
        entries = each.tocoo()
        whole = (entries.data > 0) & (entries.data == truth[entries.col])
        mine = _ones_at(entries.col[whole], entries.row[whole], (len(truth), each.shape[0]))
        own.append(mine)
        ruled_out.append(changed(changes @ mine + _below(witnesses, each, truth)))
    return Knowers(sparse.hstack(ruled_out, format="csr"), sparse.hstack(own, format="csr"))


def with_insight(knowers: Knowers, inside: sparse.csr_array, told: Ints) -> Knowers:
    """Give the same people, with zeros and sums of which each knows all: it lies in cells that are wholly theirs.

    Parameters
    ----------
    inside : sparse 0/1 array of shape (R, inner)
        Which inner cells, or kinds, each row holds; sums that nobody prints may stand after the rows of the knowers.
    told : int array
        Numbers of those rows.
    """
    rows, people = knowers.own.shape
    known = changed(sparse.csr_array(inside[:rows].T @ knowers.own))
    common = sparse.coo_array(inside[told] @ known)
    wholly = common.data == np.diff(inside[told].indptr)[common.row]
    more = _ones_at(told[common.row[wholly]], common.col[wholly], (inside.shape[0], people))
    own = sparse.vstack([knowers.own, _ones_at([], [], (inside.shape[0] - rows, people))], format="csr")
    return Knowers(knowers.ruled_out, changed(sparse.csr_array(own + more)))


def check_apart(
    witnesses: sparse.csr_array,
    unsafe: Ints,
    width: Ints,
    knowers: Knowers,
    *,
    named: Callable[[int], str],
    refused: Refused,
) -> None:
    """Check for each unsafe cell, and in the eyes of each attacker, that two possible values lie far enough apart."""
    if not len(unsafe):
        return
    if not witnesses.shape[0]:
        raise refused(f"no witness changes the unsafe cell in {named(int(unsafe[0]))}")
    changes = witnesses[:, unsafe].tocsc()
    high, low = changes.max(axis=0).toarray().ravel(), changes.min(axis=0).toarray().ravel()
    narrow = np.maximum(high, 0) - np.minimum(low, 0) < width
    if narrow.any():
        row, still = int(unsafe[narrow][0]), bool(((high == 0) & (low == 0))[narrow][0])
        raise refused(
            f"no witness changes the unsafe cell in {named(row)}"
            if still
            else f"the witnesses for the unsafe cell in {named(row)} do not bring it far enough"
        )
    # A knower sees the cell as an outsider does unless all witnesses that suffice alone are ruled out.
    alone = changes.copy()
    alone.data = (np.abs(changes.data) >= np.repeat(width, np.diff(changes.indptr))).astype(np.int32)
    times = np.asarray(alone.sum(axis=0)).ravel()
    touched = (changed(changes.tocsr()).T @ knowers.ruled_out).tocsr()
    lost = (alone.T @ knowers.ruled_out).tocsr()
    own = knowers.own[unsafe]
    for number, cell in enumerate(unsafe.tolist()):
        people = touched.indices[touched.indptr[number] : touched.indptr[number + 1]]
        if times[number]:
            at = slice(lost.indptr[number], lost.indptr[number + 1])
            people = lost.indices[at][lost.data[at] == times[number]]
        people = np.setdiff1d(people, own.indices[own.indptr[number] : own.indptr[number + 1]])
        if len(people):
            at = slice(changes.indptr[number], changes.indptr[number + 1])
            possible = knowers.ruled_out[changes.indices[at]][:, people].toarray() == 0
            by = changes.data[at][:, None]
            spread = np.where(possible, by, 0).max(axis=0, initial=0) - np.where(possible, by, 0).min(axis=0, initial=0)
            if (spread < width[number]).any():
                what = "can compute" if not spread.min() else "can bound too narrowly"
                raise refused(f"somebody who knows other cells {what} the cell in {named(cell)}")


def changed(matrix: sparse.csr_array) -> sparse.csr_array:
    """Give 1 where a matrix is not 0."""
    found = matrix.tocoo()
    there = found.data != 0
    ones = np.ones(int(there.sum()), dtype=np.int32)
    return sparse.csr_array((ones, (found.row[there], found.col[there])), shape=found.shape)


def _ones_by_person(person: Ints) -> sparse.csr_array:
    alone = np.flatnonzero(person >= 0)
    people, number = np.unique(person[alone], return_inverse=True)
    return _ones_at(alone, number, (len(person), len(people)))


def _ones_at(rows: Any, columns: Any, shape: tuple[int, int]) -> sparse.csr_array:
    """Give 1 at some places."""
    return sparse.csr_array((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=shape)


def _below(witnesses: sparse.csr_array, parts: sparse.csr_array, truth: Ints) -> sparse.csr_array:
    """Mark for each contributor the witnesses that leave less in a cell than the contributor's own part of it."""
    falling = witnesses.tocoo()
    down = falling.data < 0
    witness, row, left = falling.row[down], falling.col[down], (truth[falling.col] + falling.data)[down]
    found = sparse.lil_array((witnesses.shape[0], parts.shape[0]), dtype=np.int32)
    for number in range(parts.shape[0]):
        part = np.zeros(len(truth), dtype=np.int64)
        at = slice(parts.indptr[number], parts.indptr[number + 1])
        part[parts.indices[at]] = parts.data[at]
        found[np.unique(witness[part[row] > left]), number] = 1
    return found.tocsr()
