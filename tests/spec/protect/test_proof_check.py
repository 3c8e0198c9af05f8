"""What a proof of a hierarchical table must show, on tables worked by hand; and what the checker does not let pass."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from scipy.optimize import LinearConstraint, milp

from clerestory.errors import ProtectionError
from clerestory.model.attackers import Attacker
from clerestory.model.proofs import SURE, GridProof, SuppressedCounts, Witness
from clerestory.model.rules import ThresholdRule
from clerestory.protect.audit.proof_check import PublishedCells, check_proof
from clerestory.protect.hierarchies import protect_frame
from clerestory.protect.hierarchies.files import read_proof

# Of 2 women in n1, the only unsafe cell at a threshold of 5, three other cells keep readers apart:
#
#              f   m   Total                    f     m    Total
#     n1       2   9    11              n1      [c]   [c]    11
#     n2       7   6    13     gives    n2      [c]   [c]    13
#     N        9  15    24              N        9    15     24
#     Total    9  15    24              Total    9    15     24
TABLE = """
N     n1    f     [c]
N     n1    m     [c]
N     n1    Total 11
N     n2    f     [c]
N     n2    m     [c]
N     n2    Total 13
N     Total f     9
N     Total m     15
N     Total Total 24
Total Total f     9
Total Total m     15
Total Total Total 24
"""
# For all that is published there could be 3 women in n1: one man fewer there, and in n2 the other way round.
PROOF = GridProof(
    dims=("area/place", "sex"),
    threshold=5,
    zeros="publish",
    attackers=(Attacker.OUTSIDER, Attacker.SINGLETON),
    seed=1,
    unsafe=(0,),
    suppressed=SuppressedCounts(rows=(0, 1, 3, 4), counts=(2, 9, 7, 6)),
    witnesses=(Witness(rows=(0, 1, 3, 4), change=(1, -1, -1, 1)),),
)


def read(text: str, dims=(("area", "place"), ("sex",))) -> PublishedCells:
    *codes, counts = np.array([line.split() for line in text.strip().splitlines()]).T
    levels = [level for dimension in dims for level in dimension]
    hidden = counts == "[c]"
    return PublishedCells(
        dims, dict(zip(levels, codes, strict=True)), np.where(hidden, "0", counts).astype(np.int64), hidden
    )


def test_a_second_table_for_every_unsafe_cell_is_a_proof():
    checked = check_proof(read(TABLE), PROOF)
    assert (checked.cells, checked.unsafe, checked.suppressed, checked.witnesses) == (12, 1, 4, 1)
    assert checked.attackers == (Attacker.OUTSIDER, Attacker.SINGLETON)


def witness(rows=(0, 1, 3, 4), change=(1, -1, -1, 1)) -> dict:
    return {"witnesses": (Witness(rows=rows, change=change),)}


def counts(*true: int) -> dict:
    return {"suppressed": SuppressedCounts(rows=(0, 1, 3, 4), counts=true)}


def without(line: str) -> str:
    assert TABLE.count(line) == 1
    return TABLE.replace(line, "")


def instead(old: str, new: str) -> str:
    assert TABLE.count(old) == 1
    return TABLE.replace(old, new)


FIRST = "N     n1    f     [c]\n"
TAMPERED = [
    pytest.param(TABLE, witness(change=(2, -1, -1, 1)), "a witness does not add up", id="a change one more"),
    pytest.param(TABLE, witness(change=(1, -1, -1, 0)), "a witness does not add up", id="a change one less"),
    pytest.param(
        TABLE,
        # one person more, in every cell that has this person
        witness((0, 2, 6, 8, 9, 11), (1, 1, 1, 1, 1, 1)),
        "a witness changes a published cell",
        id="a change of published margins",
    ),
    pytest.param(TABLE, witness(change=(-2, 2, 2, -2)), "a witness makes a cell too small", id="a hidden cell of 0"),
    pytest.param(TABLE, witness(change=(7, -7, -7, 7)), "a witness makes a cell too small", id="another hidden cell"),
    pytest.param(TABLE, {"zeros": "suppress"} | witness(change=(-3, 3, 3, -3)), "too small", id="a count below 0"),
    pytest.param(TABLE, {"witnesses": ()}, "no witness changes the unsafe cell in row 2", id="no witness"),
    pytest.param(TABLE, witness(change=(0, 0, 0, 0)), "no witness changes the unsafe cell", id="a change of nothing"),
    pytest.param(
        TABLE, witness((0, 0), (1, -1)), "no witness changes the unsafe cell", id="a change that is taken back"
    ),
    pytest.param(TABLE, witness((0, 1), (1,)), "a witness has rows without changes", id="a row without a change"),
    pytest.param(TABLE, witness((0, 1, 3, 40)), "a witness names a row that is not there", id="a row not there"),
    pytest.param(instead(FIRST, FIRST.replace("[c]", "2")), {}, "another set of suppressed cells", id="published"),
    pytest.param(
        instead(FIRST, FIRST.replace("[c]", "2")),
        {"suppressed": SuppressedCounts(rows=(1, 3, 4), counts=(9, 7, 6))},
        "row 2 is unsafe and published",
        id="published and left out of the proof",
    ),
    pytest.param(TABLE, {"threshold": 8}, "it does not name the unsafe cells", id="a higher threshold"),
    pytest.param(TABLE, {"threshold": 11}, "row 8 is unsafe and published", id="a threshold above published counts"),
    pytest.param(TABLE, {"threshold": 2}, "it does not name the unsafe cells", id="a lower threshold"),
    pytest.param(TABLE, {"unsafe": ()}, "it does not name the unsafe cells", id="an unsafe cell not named"),
    pytest.param(TABLE, {"unsafe": (0, 4)}, "it does not name the unsafe cells", id="a safe cell named"),
    pytest.param(TABLE, {"dims": ("area/place", "age")}, "of a table with other dimensions", id="other dimensions"),
    pytest.param(TABLE, {"dims": ("sex", "area/place")}, "of a table with other dimensions", id="another order"),
    pytest.param(TABLE, counts(3, 9, 7, 6), "the true counts do not add up", id="a suppressed count altered"),
    pytest.param(TABLE, counts(2, 9, 7), "suppressed cells without a count", id="a suppressed count dropped"),
    pytest.param(
        TABLE, counts(0, 11, 9, 4), "a zero is suppressed although zeros are published", id="a suppressed count of 0"
    ),
    pytest.param(
        instead("Total Total m     15", "Total Total m     16"), {}, "do not add up", id="a published count altered"
    ),
    pytest.param(without("N     Total m     15\n"), {}, "lacks a cell, or has one twice", id="a margin cell missing"),
    pytest.param(
        "\n".join(line for line in TABLE.splitlines() if not line.startswith("N     Total")),
        {},
        "a margin of column place is missing",
        id="all margins of a level missing",
    ),
    pytest.param(
        "\n".join(line for line in TABLE.splitlines() if not line.startswith("Total")),
        {},
        "a margin of column area is missing",
        id="the total missing",
    ),
    pytest.param(without("N     n2    m     [c]\n"), {}, "another set of suppressed cells", id="an inner cell missing"),
    pytest.param(
        TABLE + "Total Total Total 24\n", {}, "lacks a cell, or has one twice", id="a row twice, as it stands"
    ),
    pytest.param(TABLE + "N n2 m 6\n", {}, "lacks a cell, or has one twice", id="a hidden row again, with its count"),
    pytest.param(
        TABLE + "Total A f 9\nTotal A m 15\nTotal A Total 24\n", {}, "a code stands below a Total", id="below a Total"
    ),
    pytest.param(
        instead("N     n2    Total 13", f"N     n2    Total {4 * SURE}"), {}, "too large to be added up", id="too large"
    ),
]


@pytest.mark.parametrize(("table", "changed", "message"), TAMPERED)
def test_a_proof_that_was_tampered_with_is_refused(table, changed, message):
    proof = GridProof.model_validate(PROOF.model_dump() | changed)
    with pytest.raises(ProtectionError, match=message):
        check_proof(read(table), proof)


def test_a_refusal_names_rows_and_no_true_count():
    proof = PROOF.model_copy(update=counts(7654, 9, 7, 6))
    with pytest.raises(ProtectionError) as refused:
        check_proof(read(TABLE), proof)
    assert "7654" not in str(refused.value)


def test_a_proof_of_another_table_is_refused():
    other = read(TABLE)
    other = replace(other, counts=np.where(other.suppressed, 0, 2 * other.counts))
    with pytest.raises(ProtectionError, match="the true counts do not add up to what is published"):
        check_proof(other, PROOF)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"change":[1,', '"change":[1.5,'),  # half a person
        ('"change":[1,', '"change":["one",'),  # no number
        ('"change":[1,', f'"change":[{2**62},'),  # four of these are 0 in 64 bits
        ('"change":[1,', f'"change":[{2**70},'),  # more than 64 bits
        ('"rows":[0,', '"rows":[-1,'),  # a row before the first
        ('"counts":[2,', '"counts":[-2,'),  # fewer than nobody
        ('"attackers":["outsider","singleton"]', '"attackers":[]'),  # against nobody
        ('"attackers":["outsider"', '"attackers":["neighbour"'),  # against somebody unknown
        ('"threshold":5', '"threshold":0'),  # nothing is unsafe
        ('"zeros":"publish"', '"zeros":"perhaps"'),  # no such word
        ('"seed":1', '"seed":1,"note":"safe"'),  # what nobody asked for
        ("clerestory-grid-proof/2", "clerestory-grid-proof/9"),  # a later form
    ],
)
def test_a_file_that_is_no_proof_is_refused(tmp_path, old, new):
    text = PROOF.model_dump_json()
    path = tmp_path / "proof.json"
    path.write_text(text, encoding="utf-8")
    assert read_proof(path) == PROOF
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProtectionError, match=r"proof\.json: is not a proof of a table \(at "):
        read_proof(path)


# The one woman knows her own cell: for her 1 + m = 3, so the men are 2. Nobody else can say that.
LONELY = """
f     [c]
m     [c]
x     9
Total 12
"""
LONELY_PROOF = PROOF.model_copy(
    update={
        "dims": ("sex",),
        "attackers": (Attacker.OUTSIDER,),
        "unsafe": (0, 1),
        "suppressed": SuppressedCounts(rows=(0, 1), counts=(1, 2)),
        "witnesses": (Witness(rows=(0, 1), change=(1, -1)),),
    }
)


def test_somebody_alone_in_a_cell_sees_through_what_fools_an_outsider():
    table = read(LONELY, (("sex",),))
    assert check_proof(table, LONELY_PROOF).attackers == (Attacker.OUTSIDER,)
    against_both = LONELY_PROOF.model_copy(update={"attackers": (Attacker.OUTSIDER, Attacker.SINGLETON)})
    with pytest.raises(ProtectionError, match="somebody who knows other cells can compute the cell in row 3"):
        check_proof(table, against_both)


# The one person of n1 is the one person of N too, and knows this margin: N + s1 = 3 gives s1 = 2 away.
MARGIN = """
N     n1    [c]
N     Total [c]
S     s1    [c]
S     s2    9
S     Total [c]
Total Total 12
"""
MARGIN_PROOF = LONELY_PROOF.model_copy(
    update={
        "dims": ("area/place",),
        "unsafe": (0, 1, 2),
        "suppressed": SuppressedCounts(rows=(0, 1, 2, 4), counts=(1, 1, 2, 11)),
        "witnesses": (Witness(rows=(0, 1, 2, 4), change=(1, 1, -1, -1)),),
    }
)


def test_somebody_alone_knows_the_margins_that_hold_nobody_else():
    table = read(MARGIN, (("area", "place"),))
    assert check_proof(table, MARGIN_PROOF).unsafe == 3
    against_both = MARGIN_PROOF.model_copy(update={"attackers": (Attacker.OUTSIDER, Attacker.SINGLETON)})
    with pytest.raises(ProtectionError, match="somebody who knows other cells can compute the cell in row 4"):
        check_proof(table, against_both)


def test_a_second_witness_that_leaves_the_own_cell_alone_convinces_somebody_alone():
    """With the 9 others hidden too there may be a man more and one of them fewer; the woman cannot say."""
    table = read(LONELY.replace("9", "[c]"), (("sex",),))
    proof = LONELY_PROOF.model_copy(
        update={
            "attackers": (Attacker.OUTSIDER, Attacker.SINGLETON),
            "suppressed": SuppressedCounts(rows=(0, 1, 2), counts=(1, 2, 9)),
            "witnesses": (*LONELY_PROOF.witnesses, Witness(rows=(1, 2), change=(1, -1))),
        }
    )
    assert check_proof(table, proof).witnesses == 2


@pytest.mark.parametrize("seed", range(4))
def test_a_solver_of_other_make_finds_two_values_for_each_unsafe_cell(seed):
    """Least and most of every unsafe cell over all inner tables in whole numbers, by scipy's integer programme."""
    rng = np.random.default_rng(seed)
    places = [(area, f"{area}{i}") for area in "NSE" for i in range(3)]
    sexes = ["f", "m"]
    values = rng.poisson(4, size=(len(places), len(sexes)))
    rows = [{"area": area, "place": place, "sex": sex} for area, place in places for sex in sexes]
    frame = pl.DataFrame(rows).with_columns(n=values.ravel())

    table, _ = protect_frame(frame, [["area", "place"], ["sex"]], "n", ThresholdRule(5), seed=seed)

    cells = table.to_dicts()
    inside = np.array(
        [[all(cell[name] in (row[name], "Total") for name in row) for row in rows] for cell in cells], dtype=float
    )
    true = inside @ values.ravel()
    lower = np.array([1 if cell["n"] is None else cell["n"] for cell in cells])
    upper = np.array([np.inf if cell["n"] is None else cell["n"] for cell in cells])
    unsafe = [i for i, n in enumerate(true) if 0 < n < 5]
    assert len(unsafe) > 3
    published = LinearConstraint(inside, lower, upper)
    for i in unsafe:
        least, most = (extreme(sign * inside[i], published) for sign in (1, -1))
        assert least <= true[i] <= most
        assert least < most, cells[i]


def extreme(aim: np.ndarray, published: LinearConstraint) -> int:
    limit = 1000 * np.ones(len(aim))  # an aim without an end is as good as one of thousands
    found = milp(aim, constraints=published, integrality=np.ones(len(aim)), bounds=(0 * limit, limit))
    assert found.status == 0
    return abs(round(found.fun))
