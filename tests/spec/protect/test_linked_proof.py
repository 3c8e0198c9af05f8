"""A proof of linked tables, worked by hand, and what happens to proofs that were tampered with."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.errors import ProtectionError
from clerestory.model.attackers import Attacker
from clerestory.model.proofs import KindContributor, KindWitness, LinkedProof, ProofWidth
from clerestory.protect.audit.population_check import check_linked_proof
from clerestory.protect.audit.proof_check import PublishedCells

# Kinds: sex and age.    0   1         Table 1: sex     Table 2: sex by age
#                    f   2   9         f 11, m 16       all but the margins of age 0 and 1 hidden
#                    m   7   9         total 27
KINDS = (("f", "0"), ("f", "1"), ("m", "0"), ("m", "1"))
BY_SEX = PublishedCells(
    (("sex",),), {"sex": np.array(["Total", "f", "m"])}, np.array([27, 11, 16]), np.array([False, False, False])
)
BY_BOTH = PublishedCells(
    (("sex",), ("age",)),
    {
        "sex": np.array(["Total", "Total", "Total", "f", "f", "f", "m", "m", "m"]),
        "age": np.array(["Total", "0", "1", "Total", "0", "1", "Total", "0", "1"]),
    },
    np.array([27, 9, 18, 11, 0, 0, 16, 0, 0]),
    np.array([False, False, False, False, True, True, False, True, True]),
)
TABLES = (BY_SEX, BY_BOTH)
PROOF = LinkedProof(
    tables=(("sex",), ("sex", "age")),
    threshold=5,
    zeros="publish",
    attackers=(Attacker.OUTSIDER, Attacker.SINGLETON),
    seed=1,
    levels=("sex", "age"),
    kinds=KINDS,
    counts=(2, 9, 7, 9),
    witnesses=(KindWitness(kinds=(0, 1, 2, 3), change=(3, -3, -3, 3)),),
)


def test_a_whole_proof_holds():
    checked = check_linked_proof(TABLES, PROOF)
    assert (checked.cells, checked.unsafe, checked.suppressed, checked.witnesses) == (12, 1, 4, 1)


def shown(rows: list[int]) -> PublishedCells:
    """Table 2 with some of its hidden cells printed."""
    truth = np.array([27, 9, 18, 11, 2, 9, 16, 7, 9])
    suppressed = BY_BOTH.suppressed.copy()
    suppressed[rows] = False
    return PublishedCells(BY_BOTH.dims, BY_BOTH.columns, np.where(suppressed, 0, truth), suppressed)


def own(**parts) -> dict:
    return {
        "attackers": (Attacker.OPERATION,),
        "contributors": (KindContributor(kind="operation", kinds=tuple(parts["kinds"]), parts=tuple(parts["parts"])),),
    }


def altered(counts: list[int]) -> PublishedCells:
    return PublishedCells(BY_SEX.dims, BY_SEX.columns, np.array(counts), BY_SEX.suppressed)


@pytest.mark.parametrize(
    ("tables", "changed", "message"),
    [
        pytest.param((BY_BOTH, BY_SEX), {}, "in another order", id="another order"),
        pytest.param((BY_SEX,), {}, "of other tables", id="a table left out"),
        pytest.param((altered([28, 11, 17]), BY_BOTH), {}, "do not add up", id="another published count"),
        pytest.param(TABLES, {"counts": (2, 9, 7, 10)}, "do not add up", id="another population"),
        pytest.param(TABLES, {"counts": (1, 10, 8, 8)}, None, id="one that nobody can tell from it"),
        pytest.param(TABLES, {"counts": (2, 9, 7)}, "kinds without a count", id="a count dropped"),
        pytest.param(TABLES, {"kinds": (*KINDS[:3], KINDS[0])}, "a kind twice", id="a kind twice"),
        pytest.param(TABLES, {"kinds": (*KINDS[:3], ("m", "Total"))}, "without a code of each level", id="a margin"),
        pytest.param(TABLES, {"kinds": (*KINDS[:3], ("m", "2"))}, "a table lacks a cell", id="a kind of nowhere"),
        pytest.param(TABLES, {"levels": ("sex", "role")}, "it lacks a column of a table", id="another column"),
        pytest.param((BY_SEX, shown([4])), {}, "row 6 of table 2 is unsafe and published", id="an unsafe cell shown"),
        pytest.param((BY_SEX, shown([5])), {}, "a witness changes a published cell", id="a needed cell shown"),
        pytest.param(TABLES, {"threshold": 10}, "is unsafe and published", id="a threshold above a printed count"),
        pytest.param(TABLES, {"witnesses": ()}, "no witness changes the unsafe cell in row 6 of table 2", id="none"),
        pytest.param(
            TABLES,
            {"witnesses": (KindWitness(kinds=(0, 1), change=(1, -1)),)},
            "a witness changes a published cell",
            id="a change of a margin",
        ),
        pytest.param(
            TABLES,
            {"witnesses": (KindWitness(kinds=(0, 1, 2, 3), change=(-2, 2, 2, -2)),)},
            "makes a cell too small",
            id="a hidden cell of 0",
        ),
        pytest.param(
            TABLES,
            {"witnesses": (KindWitness(kinds=(0, 1, 2, 9), change=(3, -3, -3, 3)),)},
            "names a kind that is not there",
            id="a kind not there",
        ),
        pytest.param(
            TABLES,
            {"witnesses": (KindWitness(kinds=(0, 1, 2), change=(3, -3)),)},
            "kinds without changes",
            id="a kind without a change",
        ),
        pytest.param(TABLES, {"width": ProofWidth(at_least=4)}, "do not bring it far enough", id="a wider interval"),
        pytest.param(TABLES, own(kinds=[1], parts=[7]), "somebody who knows other cells", id="an operation with most"),
        pytest.param(TABLES, own(kinds=[1], parts=[6]), None, id="an operation with less"),
        pytest.param(TABLES, own(kinds=[3], parts=[9]), "somebody who knows other cells", id="one with a whole cell"),
        pytest.param(TABLES, own(kinds=[0], parts=[2]), None, id="one that has the unsafe cell itself"),
        pytest.param(TABLES, own(kinds=[1], parts=[10]), "contributors have more than there is", id="too much"),
        pytest.param(TABLES, own(kinds=[8], parts=[1]), "a kind that is not there", id="a part of nothing"),
        pytest.param(TABLES, own(kinds=[1, 2], parts=[1]), "kinds without parts", id="a kind without a part"),
    ],
)
def test_a_proof_that_was_tampered_with_is_refused(tables, changed, message):
    proof = LinkedProof.model_validate(PROOF.model_dump() | changed)
    if message is None:
        check_linked_proof(tables, proof)
        return
    with pytest.raises(ProtectionError, match=message):
        check_linked_proof(tables, proof)


def test_what_one_cell_leaves_over_of_another_must_not_be_given_away():
    """Women and girls are 14 in table 1, women 11 in table 2: so 3 are girls, whom neither prints."""
    none = np.zeros(3, dtype=bool)
    first = PublishedCells((("sex",),), {"sex": np.array(["Total", "f", "m"])}, np.array([20, 14, 6]), none)
    second = PublishedCells(
        (("group",),),
        {"group": np.array(["Total", "women", "others"])},
        np.array([20, 11, 9]),
        none,
    )
    proof = LinkedProof(
        tables=(("sex",), ("group",)),
        threshold=5,
        zeros="publish",
        attackers=(Attacker.OUTSIDER,),
        seed=1,
        levels=("sex", "group"),
        kinds=(("f", "women"), ("f", "others"), ("m", "others")),
        counts=(11, 3, 6),
        witnesses=(),
    )
    with pytest.raises(ProtectionError, match="row 3 of table 1 less row 3 of table 2"):
        check_linked_proof((first, second), proof)


def test_a_refusal_names_rows_and_no_true_count():
    with pytest.raises(ProtectionError) as refusal:
        check_linked_proof(TABLES, PROOF.model_copy(update={"counts": (7654, 9, 7, 6)}))
    assert "7654" not in str(refusal.value)
