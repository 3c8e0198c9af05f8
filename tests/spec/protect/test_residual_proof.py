"""Proofs that promise safe remainders (S15), worked by hand: what the checker finds by itself and refuses."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.errors import ProtectionError
from clerestory.model.attackers import Attacker
from clerestory.model.proofs import GridProof, KindWitness, LinkedProof, SuppressedCounts, Witness
from clerestory.protect.audit.population_check import check_linked_proof
from clerestory.protect.audit.proof_check import PublishedCells, check_proof

#                      a   b   c   e   Total        r1 has 2 + 3 hidden. As long as nobody knows c and e, the published
#   r1                 2   3  10  10      25        25 leaves over 25, a safe number. But what is hidden beside them is
#   r2                20  20  20  20      80        no help if a and b change with r2 alone: the columns of c and e, and
#   r3                20  20   2  10      52        what r3 hides, say that c and e are 20 together, so a and b are 5.
#   Total             42  43  32  40     157
ROWS, COLUMNS = ("r1", "r2", "r3", "Total"), ("a", "b", "c", "e", "Total")
TRUTH = np.array([2, 3, 10, 10, 25, 20, 20, 20, 20, 80, 20, 20, 2, 10, 52, 42, 43, 32, 40, 157])
CODES = {"row": np.repeat(ROWS, 5), "end": np.tile(COLUMNS, 4)}
AB, CE = (0, 1, 5, 6), (2, 3, 12, 13)  # a square of r1 and r2, and one of r1 and r3
TURN, ACROSS = (1, -1, -1, 1), (0, 2, 5, 7)  # a square of a and c
WHOLE = (*AB, 2, 7, 12, 13, 3)


def published(hidden) -> PublishedCells:
    suppressed = np.isin(np.arange(20), hidden)
    return PublishedCells((("row",), ("end",)), CODES, np.where(suppressed, 0, TRUTH), suppressed)


def proof(hidden, *squares, residuals="protect") -> GridProof:
    return GridProof(
        dims=("row", "end"),
        threshold=6,
        zeros="publish",
        residuals=residuals,
        attackers=(Attacker.OUTSIDER,),
        seed=1,
        unsafe=(0, 1, 12),
        suppressed=SuppressedCounts(rows=hidden, counts=tuple(TRUTH[list(hidden)].tolist())),
        witnesses=tuple(Witness(rows=rows, change=TURN) for rows in squares),
    )


APART = (*AB, *CE)
ALONE = (*AB, 7, 8, 12, 13)  # c and e of r2 are hidden for r3, so that r1 hides a and b alone


def test_squares_that_are_apart_give_a_sum_away():
    check_proof(published(APART), proof(APART, AB, CE, residuals="allow"))
    with pytest.raises(ProtectionError, match="no witness changes the unsafe cell in what row 6 leaves over"):
        check_proof(published(APART), proof(APART, AB, CE))


def test_a_published_whole_that_leaves_over_an_unsafe_sum_is_refused():
    squares = (AB, (7, 8, 12, 13))
    check_proof(published(ALONE), proof(ALONE, *squares, residuals="allow"))
    with pytest.raises(ProtectionError, match="no witness changes the unsafe cell in what row 6 leaves over"):
        check_proof(published(ALONE), proof(ALONE, *squares))


def test_one_square_across_makes_the_sum_unknown():
    hidden = tuple(sorted(WHOLE))
    assert check_proof(published(hidden), proof(hidden, AB, CE, ACROSS)).unsafe == 3


LINKED = LinkedProof(
    tables=(("row", "end"), ("row",)),
    threshold=6,
    zeros="publish",
    residuals="protect",
    attackers=(Attacker.OUTSIDER,),
    seed=1,
    levels=("row", "end"),
    kinds=tuple((row, end) for row in ROWS[:3] for end in COLUMNS[:4]),
    counts=tuple(TRUTH.reshape(4, 5)[:3, :4].ravel().tolist()),
    witnesses=(
        KindWitness(kinds=(0, 1, 4, 5), change=TURN),
        KindWitness(kinds=(2, 3, 10, 11), change=TURN),
        KindWitness(kinds=(0, 2, 4, 6), change=TURN),
    ),
)
OF_ROWS = PublishedCells((("row",),), {"row": np.array(ROWS)}, TRUTH.reshape(4, 5)[:, 4], np.zeros(4, dtype=bool))


def test_linked_tables_are_asked_the_same():
    hidden = tuple(sorted(WHOLE))
    check_linked_proof((published(hidden), OF_ROWS), LINKED)
    apart = LINKED.model_copy(update={"witnesses": LINKED.witnesses[:2]})
    check_linked_proof((published(APART), OF_ROWS), apart.model_copy(update={"residuals": "allow"}))
    with pytest.raises(ProtectionError, match="the unsafe cell in what row 6 of table 1 leaves over"):
        check_linked_proof((published(APART), OF_ROWS), apart)
