"""A linkage held against a truth, as small tables: numbers of pairs counted by hand."""

from __future__ import annotations

from itertools import combinations

import polars as pl
import pytest

from clerestory.errors import RecordsError
from clerestory.link.report import Measured, held_against, read_truth

# Record, source, kind of giver, the person that it was put into, and the person that it is.
ROWS = [
    ("a", "s1", "police", 1, "P"),
    ("b", "s2", "police", 1, "P"),
    ("c", "s3", "social care", 1, "Q"),
    ("d", "s1", "police", 2, "Q"),
    ("e", "s3", "social care", 3, "R"),
    ("f", "s4", "voluntary", 3, "R"),
]


def frames(rows):
    records = pl.DataFrame([row[:4] for row in rows], schema=["id", "source", "kind", "person"], orient="row")
    truth = pl.DataFrame([(row[0], row[4]) for row in rows], schema=["id", "truth"], orient="row")
    return records, truth


def counted(rows, *, across):
    """The same by brute force: every pair of records is looked at."""
    found: dict[tuple[str, ...], list[int]] = {}
    for one, other in combinations(rows, 2):
        if across and one[1] == other[1]:
            continue
        same, true = one[3] == other[3], one[4] == other[4]
        for kinds in ((), tuple(sorted((one[2], other[2])))):
            numbers = found.setdefault(kinds, [0, 0, 0])
            for place, holds in enumerate((true, same, same and true)):
                numbers[place] += holds
    return {kinds: tuple(numbers) for kinds, numbers in found.items() if any(numbers) or not kinds}


def test_pairs_are_counted_over_all_and_by_kinds_of_givers():
    measured = held_against(*frames(ROWS), where="truth.csv", across=False)
    assert {one.kinds: (one.true, one.found, one.right) for one in measured} == {
        (): (3, 4, 2),
        ("police", "police"): (1, 1, 1),
        ("police", "social care"): (1, 2, 0),
        ("social care", "voluntary"): (1, 1, 1),
    }


@pytest.mark.parametrize("across", [True, False])
def test_every_count_is_that_of_looking_at_every_pair(across):
    rows = [(f"r{i}", f"s{i % 3}", ("x", "y", "x")[i % 3], i * i % 5, str(i % 4)) for i in range(30)]
    measured = held_against(*frames(rows), where="truth.csv", across=across)
    assert {one.kinds: (one.true, one.found, one.right) for one in measured} == counted(rows, across=across)


def test_precision_recall_and_f1_follow_from_the_counts():
    one = Measured((), true=8, found=5, right=4)
    assert (one.false, one.missed) == (1, 4)
    assert (one.precision, one.recall, one.f1) == (0.8, 0.5, pytest.approx(2 * 0.8 * 0.5 / 1.3))


def test_a_share_of_no_pair_is_no_number():
    one = Measured((), true=0, found=0, right=0)
    assert (one.precision, one.recall, one.f1) == (None, None, None)


# What is wrong, the text of the file, what is said.
WRONG = [
    ("no column of persons", "id,who\na,1\n", "has not the columns"),
    ("no column of ids", "record,person\na,1\n", "has not the columns"),
    ("a record twice", "id,person\nZelambry,1\nZelambry,2\n", "1 record(s) twice"),
    ("no person", "id,person\nZelambry,\n", "without a person"),
    ("nothing at all", "id,person\n", "names no record"),
    ("bytes that are no text", b"id,person\n\xff\xfe,1\n", "neither CSV"),
    ("an empty file", "", "neither CSV"),
]


@pytest.mark.parametrize(("text", "said"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_a_wrong_truth_ends_in_a_message_without_a_value(tmp_path, text, said):
    path = tmp_path / "truth.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(RecordsError) as error:
        read_truth(path)
    assert said in str(error.value)
    assert "Zelambry" not in str(error.value)


def test_a_truth_of_other_records_is_refused():
    records, truth = frames(ROWS)
    with pytest.raises(RecordsError, match="says nothing of 2 of 6 records"):
        held_against(records, truth.head(4), where="truth.csv", across=False)


def test_a_truth_may_be_parquet_and_tell_sources_apart(tmp_path):
    said = pl.DataFrame({"id": [1, 1], "source": [0, 1], "person": [7, 8]})
    said.write_parquet(tmp_path / "truth.parquet")
    truth = read_truth(tmp_path / "truth.parquet")
    records = pl.DataFrame({"id": ["1", "1"], "source": [0, 1], "kind": ["a", "b"], "person": [0, 0]})
    (whole, *_) = held_against(records, truth, where="truth.parquet", across=True)
    assert (whole.true, whole.found, whole.right) == (0, 1, 0)
