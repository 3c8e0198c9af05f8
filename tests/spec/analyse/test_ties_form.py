"""The form of ties: what is read, and what is refused without a word of what stands there. SYNTHETIC."""

from __future__ import annotations

from pathlib import Path

import pytest

import clerestory
from clerestory.analyse.networks import read_ties
from clerestory.errors import TableError
from clerestory.model.findings.networks import Role

ROOT = Path(clerestory.__path__[0])
CODES = ROOT / "study" / "group_based_offending" / "codelists" / "network_role.csv"
HEADER = "person,event,start,end"


def read(folder, text):
    (folder / "ties.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_ties(folder / "ties.csv")


def test_days_and_quarters_are_quarters_and_an_empty_end_goes_on(tmp_path):
    ties = read(tmp_path, f"{HEADER}\nB,x,2021-Q3,2021-12-31\nA,x,2021-01-01,\nB,y,2021-02-28,2021-Q1\n")
    assert (ties.start - 4 * 2021).tolist() == [2, 0, 0]
    assert (ties.end - 4 * 2021).tolist() == [3, 3, 0]
    assert ties.ongoing.tolist() == [False, True, False]
    assert (ties.person.tolist(), ties.event.tolist(), ties.operation.tolist()) == ([0, 1, 0], [0, 0, 1], [0, 0, 1])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        (b"\xff\xfe\x00", "is not a CSV file in UTF-8"),
        (f"{HEADER}\n", "has no ties"),
        ("person,event,start\nA,x,2021-Q1\n", "row 1: has no column end"),
        (f"{HEADER},Zebulon\nA,x,2021-Q1,,1\n", "row 1: has columns that are not read: number 5"),
        (f"{HEADER},end\nA,x,2021-Q1,,\n", "names a column twice"),
        (f"{HEADER}\nA,x,2021-Q1,\nA,Zebulon,2021-Q1\n", "row 3: has 3 fields, and the header has 4"),
        (f"{HEADER}\nA,x,2021-Q1,\n\nB,x,2021-Q1,\n", "row 3: has 0 fields"),
        (f'{HEADER}\nA,"Zebulon,2021-Q1,\n', "is not CSV"),
        (f"{HEADER}\nZebulon Doe,x,2021-Q1,\n", "row 2, column person: is empty or no code"),
        (f"{HEADER}\n,x,2021-Q1,\n", "row 2, column person: is empty or no code"),
        (f"{HEADER}\nA,x,Zebulon,\nB,x,2021-Q5,\n", "column start: is no quarter and no day (and 1 rows more)"),
        (f"{HEADER}\nA,x,2021-06-31,\n", "column start: is no quarter and no day"),
        (f"{HEADER}\nA,x,2021-Q2,2021-Q1\n", "column end: is before the start"),
        (f"{HEADER}\nA,x,2021-04-30,2021-04-01\n", "column end: is before the start"),
        (f"{HEADER}\nA,x,2021-Q2,\nA,x,2021-Q2,2021-Q4\n", "row 3, column person: has the tie of an earlier row again"),
        (f"{HEADER}\nA,x,1921-Q2,\nA,y,2021-Q2,2021-Q4\n", "spans more than 200 quarters"),
        (f"{HEADER},role\nA,x,2021-Q2,,Zebulon\n", "row 2, column role: is no role"),
        (f"{HEADER},operation\nA,x,2021-Q2,,o\nB,x,2021-Q2,,p\n", "row 3, column operation: is another than"),
    ],
)
def test_what_is_no_table_of_ties_is_refused_and_no_value_is_quoted(tmp_path, text, said):
    with pytest.raises(TableError) as refused:
        read(tmp_path, text)
    assert said in str(refused.value)
    assert "Zebulon" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        f'{HEADER}\nA,"x",2021-Q1,\nB,y,2021-Q1,\n',
        f"{HEADER}\r\nA,x,2021-Q1,\r\nB,y,2021-Q1,",
    ],
)
def test_quotes_and_the_line_ends_of_other_machines_are_read(tmp_path, text):
    assert read(tmp_path, text).event.tolist() == [0, 1]


def test_roles_are_those_of_counting_rules_or_of_the_code_list_and_may_be_left_open(tmp_path):
    codes = [row.split(",")[1] for row in CODES.read_text(encoding="utf-8").splitlines()[1:]]
    roles = ["victim", "suspect", "offender", "other", *codes, ""]
    rows = "".join(f"P{n},x,2021-Q1,,{role},\n" for n, role in enumerate(roles))
    ties = read(tmp_path, f"{HEADER},role,force\n{rows}")
    assert ties.role.tolist() == [*range(12), -1]
    assert [role.value for role in Role] == roles[:-1]
    assert set(ties.force.tolist()) == {-1}


def test_a_table_shows_its_shape_alone(tmp_path):
    assert repr(read(tmp_path, f"{HEADER}\nA,x,2021-Q1,\n")) == "TieTable(1 ties)"
