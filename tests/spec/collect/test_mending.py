"""What it costs to mend a return: worked returns, and an oracle that mends them in fact and counts what comes back."""

from __future__ import annotations

from itertools import combinations
from math import factorial

import pytest

from clerestory.collect import check_return
from clerestory.collect.changes import Way
from returns import GOOD, INSTRUMENT, a_return, key

GOOD_EVENT = GOOD["event"][1]


def events(*changes: dict[str, str]) -> list[dict[str, str]]:
    """Events that have no fault but those given."""
    return [GOOD_EVENT | {"off_pseudo": key("off", "abcdefgh"[i])} | change for i, change in enumerate(changes)]


def to_do(folder, change) -> list[tuple]:
    """The list of what to mend, without its words."""
    receipt = check_return(a_return(folder, change), INSTRUMENT)
    return [(c.file, c.column, c.rule, c.way, c.changes, c.rows, c.held, c.credit) for c in receipt.changes]


NOTHING = {"suspect": [], "victim": []}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # the same wrong code in three rows is one change of the export
        ([{"colour": "ROT"}] * 3, [("colour", "V1", Way.MAPPING, 1, 3, 3, 3.0)]),
        # two wrong codes are two
        ([{"colour": "ROT"}, {"colour": "ROT"}, {"colour": "BLAU"}], [("colour", "V1", Way.MAPPING, 2, 3, 3, 3.0)]),
        # a form is wrong in as many ways as it has shapes, however many values
        (
            [{"quarter_recorded": "1/2019"}, {"quarter_recorded": "3/2020"}, {"quarter_recorded": "2019 Q1"}],
            [("quarter_recorded", "F1", Way.MAPPING, 2, 3, 3, 3.0)],
        ),
        # empty without a reason: the export can say so once and for all
        ([{"colour": ""}] * 4, [("colour", "V2", Way.EXPORT, 1, 4, 4, 4.0)]),
        # years in the wrong order are looked at one by one
        (
            [{"year_offence_from": "2020", "year_offence_to": "2019"}] * 2,
            [("year_offence_from", "V3", Way.ONE_BY_ONE, 2, 2, 2, 2.0)],
        ),
        # what brings back more rows for each change comes first; a row that needs both counts half for each
        (
            [{"colour": "ROT"}, {"colour": "ROT", "number": "-1"}, {"number": "-1"}, {"colour": "ROT"}],
            [("colour", "V1", Way.MAPPING, 1, 3, 3, 2.5), ("number", "F1", Way.MAPPING, 1, 2, 2, 1.5)],
        ),
    ],
)
def test_faults_cost_what_mending_them_takes(tmp_path, rows, expected):
    assert to_do(tmp_path, NOTHING | {"event": events(*rows)}) == [("event.csv", *line) for line in expected]


def test_rows_that_name_a_faulty_row_come_back_with_it_and_cost_nothing(tmp_path):
    suspects = [{"sus_pseudo": key("sus", letter), "off_pseudo": key("off", "a")} for letter in "abc"]
    found = to_do(tmp_path, {"event": events({"colour": "ROT"}, {}), "suspect": suspects, "victim": []})
    assert found == [("event.csv", "colour", "V1", Way.MAPPING, 1, 1, 4, 4.0)]


def test_rows_that_name_a_row_which_is_not_there_need_that_row(tmp_path):
    suspects = [{"sus_pseudo": key("sus", letter), "off_pseudo": key("off", "z")} for letter in "ab"]
    found = to_do(tmp_path, {"suspect": suspects})
    assert found == [("suspect.csv", "off_pseudo", "K3", Way.EXPORT, 1, 2, 2, 2.0)]


def test_an_identifier_in_free_text_holds_its_file_and_all_that_names_it(tmp_path):
    found = to_do(tmp_path, {"event": events({"remark": "born 3.4.2006"}, {}, {})})
    assert found == [("event.csv", "remark", "V13", Way.ONE_BY_ONE, 1, 1, 4, 4.0)]  # three events and a suspect


def test_a_return_that_does_not_say_whose_it_is_holds_every_row(tmp_path):
    found = to_do(tmp_path, {"return": [GOOD["return"][0] | {"return_id": "r9"}]})
    assert found == [("return.csv", "return_id", "K4", Way.EXPORT, 1, 1, 5, 5.0)]


def test_rows_of_the_wrong_width_are_one_way_of_exporting(tmp_path):
    place = a_return(tmp_path)
    with (place / "event.csv").open("a") as file:
        file.writelines(["a,b\n", "c,d\n"])
    (change,) = check_return(place, INSTRUMENT).changes
    assert (change.rule, change.changes, change.rows, change.held) == ("F0", 1, 2, 5)  # four events and a suspect


def test_a_file_that_is_not_there_comes_first_and_nobody_says_how_much_it_holds(tmp_path):
    place = a_return(tmp_path, {"event": events(*[{"colour": "ROT"}] * 5), "suspect": []})
    (place / "victim.csv").unlink()
    first, second = check_return(place, INSTRUMENT).changes
    assert (first.file, first.unseen, first.holds) == ("victim.csv", True, "what the file has")
    assert (second.column, second.unseen, second.holds) == ("colour", False, "5")


# Three faults that can be mended each by itself, over rows that hang together.
FAULTY = events({"colour": "ROT"}, {"colour": "ROT", "number": "-1"}, {"number": "-1"}, {}, {"live": "yes"})
MENDS = {"colour": "RED", "number": "1", "live": "Y"}
SUSPECTS = [
    {"sus_pseudo": key("sus", a), "off_pseudo": key("off", b)} for a, b in zip("abcdefg", "aabbcde", strict=True)
]


def accepted_when_mended(folder, mended: tuple[str, ...]) -> int:
    rows = [{name: MENDS[name] if name in mended else value for name, value in row.items()} for row in FAULTY]
    rows = [row | {name: MENDS[name] for name in mended if name in row} for row in rows]
    receipt = check_return(a_return(folder, {"event": rows, "suspect": SUSPECTS}), INSTRUMENT)
    return sum(receipt.accepted.values())


def test_credits_are_the_shapley_values_of_mending_in_every_order(tmp_path):
    """The oracle mends every set of faults in fact, checks the return again, and averages over all orders."""
    sets = [set_ for size in range(4) for set_ in combinations(sorted(MENDS), size)]
    worth = {set_: accepted_when_mended(tmp_path, set_) for set_ in sets}
    for change in check_return(a_return(tmp_path, {"event": FAULTY, "suspect": SUSPECTS}), INSTRUMENT).changes:
        expected = sum(
            factorial(len(before)) * factorial(2 - len(before)) / factorial(3)
            * (worth[tuple(sorted({*before, change.column}))] - worth[before])
            for before in sets if change.column not in before
        )  # fmt: skip
        assert change.credit == pytest.approx(expected)
        assert change.held == held_by(change.column)


def held_by(column: str) -> int:
    """Events with the fault, and suspects that name one."""
    faulty = {row["off_pseudo"] for row in FAULTY if column in {n for n, v in row.items() if v in ("ROT", "-1", "yes")}}
    return len(faulty) + sum(suspect["off_pseudo"] in faulty for suspect in SUSPECTS)
