"""A table that linear programmes let move by halves, and of which there is no second one in whole numbers."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from pydantic import ValidationError
from scipy.optimize import linprog

from clerestory.errors import ProtectionError
from clerestory.model.attackers import Attacker
from clerestory.model.proofs import GridProof, SuppressedCounts, Witness
from clerestory.protect import audit_frame
from clerestory.protect.audit.equations import equations_of
from clerestory.protect.audit.proof_check import check_proof
from clerestory.protect.hierarchies.files import published_of
from published_tables import consistent, shape_of

# The only direction, up to a factor, in which the hidden cells can change; found by going through all changes by at
# most 2 for one that no other has its cells among. Half of it is a table with halves, and all of it takes a 2 to 0.
DIRECTION = -np.array(
    [
        [[-1, -1, 2], [0, 1, -1], [1, 0, -1]],
        [[1, 0, -1], [0, -1, 1], [-1, 1, 0]],
        [[0, 1, -1], [0, 0, 0], [0, -1, 1]],
    ]
)
COUNTS = np.select(
    [DIRECTION < 0, DIRECTION > 0], [2, 1], 3
)  # at least 1 after half a step, not after a whole one, and no step back
SHAPE = shape_of(sex=["f", "m", "x"], age=["0", "1", "2"], role=["s", "v", "w"])
DIMS = [["sex"], ["age"], ["role"]]
HIDDEN = {cell for cell, v in zip(SHAPE.inner, DIRECTION.ravel(), strict=True) if v}


@pytest.fixture
def printed():
    counts = SHAPE.counts(COUNTS.ravel().tolist())
    return {cell: None if cell in HIDDEN else n for cell, n in counts.items()}


@pytest.fixture
def frame(printed):
    rows = [
        {**{levels[0]: (path or ("Total",))[0] for path, levels in zip(cell, SHAPE.dims, strict=True)}, "n": n}
        for cell, n in printed.items()
    ]
    return pl.DataFrame(rows).with_columns(
        symbol=pl.when(pl.col("n").is_null()).then(pl.lit("[c]")).otherwise(pl.lit(""))
    )


@pytest.fixture
def published(frame):
    return published_of(frame.with_columns(pl.col("n").cast(pl.String).fill_null("")), DIMS, "the table")


def test_a_table_with_halves_pins_every_cell_although_a_linear_programme_lets_one_move(frame, printed, published):
    system = equations_of(published, 1)
    cell = int(np.flatnonzero(system.rows == row_of(published, ("f", "0", "w")))[0])
    cost = np.zeros(len(system.rows))
    cost[cell] = 1
    least, most = (
        sign * linprog(sign * cost, A_eq=system.A.toarray(), b_eq=system.b, bounds=(1, None)).fun for sign in (1, -1)
    )
    assert (round(least, 6), round(most, 6)) == (1, 2)
    only = consistent(SHAPE, printed, least=1, most=int(COUNTS.sum()))
    assert only.tolist() == [COUNTS.ravel().tolist()]
    found, audit = audit_frame(frame, DIMS)
    assert len(audit.pinned) == len(HIDDEN)
    assert found["exact"].all()
    assert found["low"].to_list() == found["high"].to_list()


@pytest.mark.parametrize("steps", [1, -1])
def test_a_witness_that_is_a_whole_step_is_refused(published, steps):
    proof = proof_of(published, Witness(rows=hidden_rows(published), change=changes(published, steps)))
    with pytest.raises(ProtectionError, match="too small"):
        check_proof(published, proof)


def test_half_a_step_is_no_witness(published):
    halves = tuple(n / 2 for n in changes(published, 1))
    with pytest.raises(ValidationError):
        Witness(rows=hidden_rows(published), change=halves)
    rounded = tuple(int(n) for n in halves)
    with pytest.raises(ProtectionError, match="does not add up"):
        check_proof(published, proof_of(published, Witness(rows=hidden_rows(published), change=rounded)))


def proof_of(published, witness):
    counts = truth_of(published)
    return GridProof(
        dims=("sex", "age", "role"),
        threshold=3,
        zeros="publish",
        attackers=(Attacker.OUTSIDER,),
        seed=1,
        unsafe=tuple(np.flatnonzero((counts > 0) & (counts < 3)).tolist()),
        suppressed=SuppressedCounts(rows=hidden_rows(published), counts=tuple(counts[published.suppressed].tolist())),
        witnesses=(witness,),
    )


def hidden_rows(published):
    return tuple(np.flatnonzero(published.suppressed).tolist())


def at_rows(published, values):
    """The values of inner cells at their rows; margins keep what is published."""
    found = published.counts.copy()
    for place, n in zip(SHAPE.inner, values.ravel().tolist(), strict=True):
        found[row_of(published, [code for path in place for code in path])] = n
    return found


def truth_of(published):
    return at_rows(published, COUNTS)


def changes(published, steps):
    moved = at_rows(published, steps * DIRECTION)
    return tuple(int(n) for n in moved[published.suppressed])


def row_of(published, codes):
    at = np.all([published.columns[level] == code for level, code in zip(SHAPE.levels, codes, strict=True)], axis=0)
    return int(np.flatnonzero(at)[0])
