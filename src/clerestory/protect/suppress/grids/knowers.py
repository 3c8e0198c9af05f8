"""What a person who is alone in a cell can do: take the own cell as published, and look at the rest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from clerestory.model.tables import Mask
from clerestory.protect.additive import NOBODY, AdditiveCells, Move, Numbers


def exposed(cells: AdditiveCells, unsafe: Mask, moves: Sequence[Move]) -> tuple[Numbers, Numbers]:
    """Find the unsafe cells of which somebody can say that no move is left.

    A person who knows a cell knows that it does not change, so only moves that leave it alone are possible in that
    person's eyes. An unsafe cell is exposed to a knower if every move that changes it changes a cell of the knower.

    Returns
    -------
    cells, owners : int arrays of shape (n,)
        Each pair of an exposed cell and a person it is exposed to.
    """
    rows = np.repeat(np.arange(len(moves)), [len(move.cells) for move in moves])
    columns = np.concatenate([move.cells for move in moves]) if moves else np.zeros(0, dtype=np.int64)
    shape = (len(moves), len(cells.counts))
    covered = unsafe[columns]
    changes = sparse.csr_array((np.ones(covered.sum(), dtype=np.int32), (rows[covered], columns[covered])), shape=shape)
    known = cells.owners[columns] != NOBODY
    people, owner = np.unique(cells.owners[columns[known]], return_inverse=True)
    pairs = np.unique(np.stack([rows[known], owner]), axis=1)  # a move may change several cells of one person
    touches = sparse.csr_array((np.ones(pairs.shape[1], dtype=np.int32), tuple(pairs)), shape=(len(moves), len(people)))
    together = (changes.T @ touches).tocoo()
    every = together.data == np.asarray(changes.sum(axis=0)).ravel()[together.row]
    cell, person = together.row[every].astype(np.int64), people[together.col[every]]
    others = cells.owners[cell] != person
    return cell[others], person[others]
