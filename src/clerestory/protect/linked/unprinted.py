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
from clerestory.protect.hierarchies.remainders import remainders
from clerestory.protect.hierarchies.unprinted import UnprintedSums
from clerestory.protect.linked.tables import LinkedTables
from clerestory.protect.rules.groups import GroupStatements

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
    found = UnprintedSums.nothing(len(tables.counts))
    for begin in range(0, len(whole), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        pairs = _less(whole[some], part[some], len(tables.counts))
        found = found.and_these(UnprintedSums.unsafe(pairs, tables.counts, operations, rules, width))
    return found


def _less(whole: Numbers, part: Numbers, size: int) -> sparse.csr_array:
    """Give a row over ``size`` cells for each whole less its part: 1 and -1."""
    number, ones = np.arange(len(whole)), np.ones(len(whole), dtype=np.int64)
    at = (np.tile(number, 2), np.concatenate([whole, part]))
    return sparse.csr_array((np.concatenate([ones, -ones]), at), shape=(len(number), size))


def rests_of(said: GroupStatements, given: Mask) -> UnprintedSums:
    """Give the other categories of each small group that is all in one, unless readers know already that they are 0."""
    known = given[said.full].all(axis=1) | (said.others @ (~given).astype(np.int64) == 0)
    kept = np.flatnonzero(~known)
    return UnprintedSums(sparse.csr_array(said.others[kept]), np.ones(len(kept), dtype=np.int64))


def remainders_of(tables: LinkedTables, new: int, hidden: Mask, small: Mask) -> sparse.csr_array:
    """Give what published numbers leave over in the lines of the first ``new`` tables; see ``remainders``.

    Returns
    -------
    sparse 0/1 array of shape (n, K)
        Over the distinct cells.
    """
    size = len(tables.counts)
    found = [sparse.csr_array((0, size), dtype=np.int64)]
    for grid, at in zip(tables.grids[:new], tables.at, strict=False):
        found.append(remainders(grid, hidden[at], small[at]) @ _place(at, size))
    return sparse.csr_array(sparse.vstack(found, format="csr"))


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
    return GroupStatements(cells, sparse.csr_array(said.others @ _place(at, size)), at[said.full])


def _place(at: Numbers, size: int) -> sparse.csr_array:
    """Say which of ``size`` distinct cells each cell of a table is."""
    ones = np.ones(len(at), dtype=np.int64)
    return sparse.csr_array((ones, (np.arange(len(at)), at)), shape=(len(at), size))
