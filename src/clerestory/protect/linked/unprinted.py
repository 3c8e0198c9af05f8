"""Cells that none of linked tables prints, and that must stay unknown like those that they print."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from clerestory.model.criteria import Width
from clerestory.model.rules import GroupDisclosureRule, TableRules
from clerestory.model.tables import Mask
from clerestory.protect.additive import Numbers
from clerestory.protect.contributions import Contributions
from clerestory.protect.hierarchies.groups import said_of_groups
from clerestory.protect.hierarchies.unprinted import UnprintedSums
from clerestory.protect.linked.tables import LinkedTables
from clerestory.protect.rules.groups import GroupStatements
from clerestory.protect.rules.tables import primary_suppression

_AT_ONCE = 20_000  # pairs of cells: who is behind what they leave over stays small beside the tables


def left_over(
    tables: LinkedTables, operations: Contributions | None, rules: TableRules, width: Width, given: Mask
) -> UnprintedSums:
    """Give what printed cells leave over of others and that a rule makes unsafe (rules S8 and S15).

    All cases of an area less those of the part of it that another table prints, for example.

    Parameters
    ----------
    operations : Contributions or None
        What each operation has in every cell.
    rules : TableRules
        Those of a cell are asked: threshold, operations, dominance and p%.
    given : bool array of shape (K,)
        Cells of which readers have the count: what two of them leave over is public.
    """
    whole, part = tables.nested()
    secret = ~(given[whole] & given[part])
    whole, part = whole[secret], part[secret]
    unsafe, wide = np.zeros(len(whole), dtype=bool), np.zeros(len(whole), dtype=np.int64)
    for begin in range(0, len(whole), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        left = tables.counts[whole[some]] - tables.counts[part[some]]
        behind = operations and Contributions(
            sparse.csr_array(operations.by_cell[:, whole[some]] - operations.by_cell[:, part[some]])
        )
        unsafe[some], wide[some] = primary_suppression(left, behind, rules, width)
    number = np.arange(int(unsafe.sum()))
    ones = np.ones(len(number), dtype=np.int64)
    at = (np.tile(number, 2), np.concatenate([whole[unsafe], part[unsafe]]))
    shape = (len(number), len(tables.counts))
    return UnprintedSums(sparse.csr_array((np.concatenate([ones, -ones]), at), shape=shape), wide[unsafe])


def rests_of(said: GroupStatements, given: Mask) -> UnprintedSums:
    """Give the other categories of each small group that is all in one, unless readers know already that they are 0."""
    known = given[said.full].all(axis=1) | (said.others @ (~given).astype(np.int64) == 0)
    kept = np.flatnonzero(~known)
    return UnprintedSums(sparse.csr_array(said.others[kept]), np.ones(len(kept), dtype=np.int64))


def said_of_tables(tables: LinkedTables, new: int, rule: GroupDisclosureRule | None) -> GroupStatements:
    """Find what the first ``new`` of linked tables say of all, or of nobody, in a small group; see ``said_of_groups``.

    Returns
    -------
    GroupStatements
        Of the K distinct cells.
    """
    size = len(tables.counts)
    found = GroupStatements.nothing(size)
    for grid, at in zip(tables.grids[:new], tables.at, strict=False):
        found = found.and_these(_of_distinct(said_of_groups(grid, rule), at, size))
    return found


def _of_distinct(said: GroupStatements, at: Numbers, size: int) -> GroupStatements:
    cells = np.zeros(size, dtype=bool)
    cells[at[said.cells]] = True
    ones = np.ones(len(at), dtype=np.int64)
    place = sparse.csr_array((ones, (np.arange(len(at)), at)), shape=(len(at), size))
    return GroupStatements(cells, sparse.csr_array(said.others @ place), at[said.full])
