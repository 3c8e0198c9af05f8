"""The outline of a pattern: a linear relaxation of what every safe pattern must look like.

In each addition nothing may be hidden alone, or it could be computed. That is not enough for safety, but it can be
said of all cells at once, and its best fractional answer is close to whole: it tells which cells a cheap pattern shares
among many unsafe ones, which a search that covers one after the other finds late or never.
"""

from __future__ import annotations

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.errors import ProtectionError
from clerestory.protect.knowers import NOBODY
from clerestory.protect.suppress.grids.task import Task
from clerestory.protect.suppress.solver import quiet_solver

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_WHOLE_UP_TO = 4_000  # cells and additions; halves say little, and of larger tables whole answers take too long
_NODES, _GAP = 1, 0.03  # of the search for a whole answer: good soon, not the best late; no clock decides


def outline(task: Task, *, price: Floats) -> Floats:
    """Give how much each cell belongs to the cheapest pattern of the relaxation, from 0 to 1.

    With s the cells that are hidden and t the additions that have something hidden in them:

    - s <= t for every cell of an addition, and t = 1 where a cell is unsafe;
    - two cells at least are hidden where t = 1;
    - one of them is the whole, or a part that can become smaller: parts of which none can fall cannot rise either;
    - a person who knows a cell of an addition must still find two others hidden, if another is unsafe.

    Parameters
    ----------
    price : float array of shape (K,)
        Cost of hiding each cell.

    Returns
    -------
    float array of shape (K,)
    """
    cells, unsafe, least = task.cells, task.unsafe, task.least
    relations = cells.relations.tocoo()
    m, k = relations.shape
    rows, columns = relations.row.astype(np.int64), relations.col.astype(np.int64)
    entries = len(rows)
    in_addition = sparse.csr_array((np.ones(entries), (rows, columns)), shape=(m, k))
    active = -sparse.eye_array(m)
    belongs = _at(np.arange(entries), columns, (entries, k)), _at(np.arange(entries), rows, (entries, m))
    yields = (cells.counts[columns] > least[columns]) | (relations.data < 0)
    yielding = _at(rows[yields], columns[yields], (m, k))
    blocks = [
        sparse.hstack([in_addition, 2 * active]),
        sparse.hstack([-belongs[0], belongs[1]]),
        sparse.hstack([yielding, active]),
    ]
    lower = np.zeros(m + entries + m)
    if len(task.knowers):
        known, needed = _without_the_knower(task)
        blocks.append(sparse.hstack([known, sparse.csr_array((known.shape[0], m))]))
        lower = np.concatenate([lower, needed])
    fixed = np.concatenate([unsafe | ~task.printed, (in_addition @ unsafe.astype(float)) > 0]).astype(np.float64)
    costs = np.concatenate([price, np.zeros(m)])
    return _solved(sparse.vstack(blocks, format="csc"), costs, fixed, lower)[:k]


def _without_the_knower(task: Task) -> tuple[sparse.csr_array, Floats]:
    """Give the rows that say what must stay hidden from somebody who knows cells of an addition wholly."""
    cells, unsafe, relations = task.cells, task.unsafe, task.cells.relations
    rows: list[Ints] = []
    columns: list[Ints] = []
    needed: list[float] = []
    for row in range(relations.shape[0]):
        at = slice(relations.indptr[row], relations.indptr[row + 1])
        here, signs = relations.indices[at], relations.data[at]
        owners = task.knowers.owners[:, here]
        for owner in np.unique(owners[owners != NOBODY]):
            others = (owners != owner).all(axis=0)
            if not unsafe[here[others]].any():
                continue
            yields = others & ((cells.counts[here] > task.least[here]) | (signs < 0))
            for chosen, least_hidden in ((here[others], 2.0), (here[yields], 1.0)):
                rows.append(np.full(len(chosen), len(needed)))
                columns.append(chosen)
                needed.append(least_hidden)
    if not needed:
        return sparse.csr_array((0, len(cells.counts))), np.zeros(0)
    shape = (len(needed), len(cells.counts))
    return _at(np.concatenate(rows), np.concatenate(columns), shape), np.array(needed)


def _at(rows: Ints, columns: Ints, shape: tuple[int, int]) -> sparse.csr_array:
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


def _solved(matrix: sparse.csc_array, costs: Floats, fixed: Floats, lower: Floats) -> Floats:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_, model.col_lower_, model.col_upper_ = costs, fixed, np.ones(len(costs))
    model.row_lower_, model.row_upper_ = lower, np.full(len(lower), highspy.kHighsInf)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
    model.a_matrix_.value_ = matrix.data
    solver = quiet_solver()
    solver.passModel(model)
    if len(costs) <= _WHOLE_UP_TO and (whole := _whole(solver, len(costs))) is not None:
        return whole
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        # Somebody who knows a cell may leave too few others in an addition; the covering then goes by its own prices.
        return fixed
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ProtectionError(
            f"the solver gave up ({solver.getModelStatus().name})",
            where="secondary suppression",
            remedy="Nothing was published. Ask for fewer or smaller tables at once.",
        )
    return np.asarray(solver.getSolution().col_value, dtype=np.float64)


def _whole(solver: highspy.Highs, size: int) -> Floats | None:
    """Give an answer of zeros and ones, if one is found soon; the solver has a programme without that demand again."""
    columns = np.arange(size, dtype=np.int32)
    for option, value in (("mip_max_nodes", _NODES), ("mip_rel_gap", _GAP)):
        solver.setOptionValue(option, value)
    solver.changeColsIntegrality(size, columns, np.full(size, highspy.HighsVarType.kInteger))
    solver.run()
    found = solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    answer = np.rint(np.array(solver.getSolution().col_value)) if found else None
    solver.changeColsIntegrality(size, columns, np.full(size, highspy.HighsVarType.kContinuous))
    return answer
