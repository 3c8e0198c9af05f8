"""Proofs of tables with a rule of groups, worked by hand: what the checker finds by itself and refuses."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.errors import ProtectionError
from clerestory.model.attackers import Attacker
from clerestory.model.proofs import (
    Contributor,
    GridProof,
    KindWitness,
    LinkedProof,
    ProofGroups,
    ProofRules,
    SuppressedCounts,
    Witness,
)
from clerestory.protect.audit.population_check import check_linked_proof
from clerestory.protect.audit.proof_check import PublishedCells, check_proof

#            row  0 1 2      3 4 5      6 7 8         Of 4 in N all ended in c. With the total of N shown, 4 in c are
#   area          N N N      S S S      T T T         known to be all unless there may be others in d.
#   end           c d T      c d T      c d T
TRUTH = np.array([4, 0, 4, 9, 9, 18, 13, 9, 22])
CODES = {"area": np.array([*"NNNSSS", *["Total"] * 3]), "end": np.array(["c", "d", "Total"] * 3)}
SQUARE, FOUR = (0, 1, 3, 4), (-1, 1, 1, -1)


def published(hidden) -> PublishedCells:
    suppressed = np.isin(np.arange(9), hidden)
    return PublishedCells((("area",), ("end",)), CODES, np.where(suppressed, 0, TRUTH), suppressed)


def rules(*sensitive: str, columns=("end",), small=10) -> dict:
    return {"rules": ProofRules(groups=ProofGroups(small=small, columns=columns, sensitive=sensitive))}


def proof(hidden=SQUARE, change=FOUR, **changed) -> GridProof:
    made = {
        "dims": ("area", "end"),
        "threshold": 2,
        "zeros": "suppress",
        "attackers": (Attacker.OUTSIDER,),
        "seed": 1,
        "unsafe": (0,),
        "suppressed": SuppressedCounts(rows=hidden, counts=tuple(TRUTH[list(hidden)].tolist())),
        "witnesses": (Witness(rows=hidden, change=change),),
        **rules(),
        **changed,
    }
    return GridProof.model_validate(made)


def test_a_whole_proof_holds():
    assert check_proof(published(SQUARE), proof()).unsafe == 1
    with_zero = proof(unsafe=(0, 1), **rules("end=d"))
    assert check_proof(published(SQUARE), with_zero).unsafe == 2
    assert check_proof(published(SQUARE), proof(unsafe=(0, 1), **rules("d"))).unsafe == 2


OTHERS = (3, 4, 6, 7)  # a pattern that hides something else
TOTALS = (0, 2, 3, 5)  # the full cell and its total, and the same of S


@pytest.mark.parametrize(
    ("hidden", "made", "message"),
    [
        pytest.param(OTHERS, proof(OTHERS), "row 2 is unsafe and published", id="the full cell is shown"),
        pytest.param(SQUARE, proof(unsafe=()), "does not name the unsafe cells", id="the full cell is not named"),
        pytest.param(
            SQUARE, proof(**rules("end=d")), "does not name the unsafe cells", id="the sensitive zero is not named"
        ),
        pytest.param(SQUARE, proof(**rules(small=4)), "does not name the unsafe cells", id="no small group"),
        pytest.param(
            SQUARE,
            proof(**rules(columns=("area", "end"))),
            "does not name the unsafe cells",
            id="all nine that ended in d are in S, and this is not named",
        ),
        pytest.param(SQUARE, proof(unsafe=(0, 4), **rules(columns=("area", "end"))), None, id="it is named"),
        pytest.param(
            TOTALS,
            proof(TOTALS, (1, 1, -1, -1)),
            "no witness changes the unsafe cell in row 4 less row 2",
            id="how many is open, and that it is all is said by the zero beside it",
        ),
        pytest.param(
            (0, 1, 2, 3, 4, 5),
            proof((0, 1, 2, 3, 4, 5), (1, 0, 1, -1, 0, -1)),
            "no witness changes the unsafe cell in row 4 less row 2",
            id="a zero that is hidden and never filled",
        ),
        pytest.param(SQUARE, proof(zeros="publish"), "zero is suppressed|zeros are published", id="zeros published"),
        pytest.param(
            SQUARE,
            proof(
                attackers=(Attacker.OPERATION,),
                contributors=(Contributor(kind="operation", rows=(4,), parts=(9,)),),
            ),
            "somebody who knows other cells can compute the cell in row",
            id="an operation that has all of S in d",
        ),
        pytest.param(
            SQUARE,
            proof(
                attackers=(Attacker.OPERATION,),
                contributors=(Contributor(kind="operation", rows=(0, 4), parts=(4, 9)),),
            ),
            None,
            id="one that is the group itself",
        ),
    ],
)
def test_a_pattern_that_says_all_or_none_is_refused(hidden, made, message):
    if message is None:
        check_proof(published(hidden), made)
        return
    with pytest.raises(ProtectionError, match=message):
        check_proof(published(hidden), made)


LINKED = LinkedProof(
    tables=(("area", "end"), ("end",)),
    threshold=2,
    zeros="suppress",
    attackers=(Attacker.OUTSIDER,),
    seed=1,
    levels=("area", "end"),
    kinds=(("N", "c"), ("N", "d"), ("S", "c"), ("S", "d")),
    counts=(4, 0, 9, 9),
    witnesses=(KindWitness(kinds=(0, 1, 2, 3), change=FOUR),),
    rules=rules()["rules"],
)
ENDS = PublishedCells((("end",),), {"end": np.array(["c", "d", "Total"])}, np.array([13, 9, 22]), np.zeros(3, bool))


def test_a_whole_proof_of_linked_tables_holds():
    assert check_linked_proof((published(SQUARE), ENDS), LINKED).unsafe == 1


@pytest.mark.parametrize(
    ("hidden", "changed", "message"),
    [
        pytest.param((3, 4, 6, 7), {}, "row 2 of table 1 is unsafe and published", id="the full cell is shown"),
        pytest.param(
            TOTALS,
            {"witnesses": (KindWitness(kinds=(0, 2), change=(1, -1)),)},
            "no witness changes the unsafe cell in row 4 of table 1 less row 2 of table 1",
            id="that it is all is said by the zero beside it",
        ),
        pytest.param(SQUARE, {"witnesses": ()}, "no witness changes the unsafe cell in row 2 of table 1", id="none"),
        pytest.param(SQUARE, {"zeros": "publish"}, "cannot be kept where zeros are published", id="zeros published"),
    ],
)
def test_linked_tables_that_say_all_are_refused(hidden, changed, message):
    made = LinkedProof.model_validate(LINKED.model_dump() | changed)
    with pytest.raises(ProtectionError, match=message):
        check_linked_proof((published(hidden), ENDS), made)
