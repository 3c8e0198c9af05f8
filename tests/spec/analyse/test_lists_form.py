"""The form of a table of lists: what is read, and what is refused with which words."""

from __future__ import annotations

import pytest

from clerestory.analyse.scale import read_lists
from clerestory.errors import TableError
from clerestory.model.findings.lists import list_table

SECRET = "Zebulon-4711"
HEAD = "A,B,C,count\n"
REST = "1,0,0,40\n0,1,0,30\n0,0,1,20\n"


def written(folder, text):
    path = folder / "lists.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_combinations_without_a_row_count_nought(tmp_path):
    table = read_lists(written(tmp_path, HEAD + REST + "1,1,0,6\n"))
    assert table.names == ("A", "B", "C")
    assert table.counts.tolist() == [0, 40, 30, 6, 20, 0, 0, 0]


def test_the_order_of_columns_and_rows_and_blank_lines_change_nothing(tmp_path):
    one = read_lists(written(tmp_path, HEAD + REST + "1,1,0,6\n"))
    other = read_lists(written(tmp_path, "\ufeffcount,A,B,C\r\n6, 1,1,0\r\n\r\n20,0,0,1\r\n30,0,1,0\r\n40,1,0,0\r\n"))
    assert (one.names, one.counts.tolist()) == (other.names, other.counts.tolist())


def test_suppressed_counts_are_known_by_their_place(tmp_path):
    table = read_lists(written(tmp_path, HEAD + REST + "1,1,1,[c]\n"))
    assert table.hidden == (7,)
    assert table.counts[7] == 0


REFUSED = [
    ("", "lists.csv: is empty"),
    ("\n", "is empty"),
    ("A,B,C\n1,0,0\n", "row 1: has no column count, or more than one"),
    ("A,count,B,C,count\n", "row 1: has no column count, or more than one"),
    (HEAD, "lists.csv: has no row"),
    ("A,B,count\n1,0,4\n", "row 1: has 2 lists; an estimate needs 3 to 8"),
    ("A,B,C,D,E,F,G,H,I,count\n", "row 1: has 9 lists"),
    ("A,A,B,count\n", "row 1, column 1: is no name of a list, or that of another"),
    ("A,,B,count\n", "row 1, column 2: is no name of a list"),
    (f"A,B,C,count\n1,0,{SECRET},4\n", "row 2, column C: is neither 0 nor 1"),
    ("A,B,C,count\n1,0,2,4\n", "row 2, column C: is neither 0 nor 1"),
    (HEAD + REST + "0,0,0,900\n", "row 5: is on no list"),
    (HEAD + REST + "1,0,0,3\n", "row 5: has the same lists as row 2"),
    (HEAD + "1,0,0,4\n0,1,0\n", "row 3: has 3 fields, and the header has 4"),
    (HEAD + f"1,0,0,{SECRET}\n", "row 2, column count: is no whole number"),
    (HEAD + "1,0,0,-4\n", "row 2, column count: is no whole number"),
    (HEAD + "1,0,0,4.5\n", "row 2, column count: is no whole number"),
    (HEAD + "1,0,0,\n", "row 2, column count: is no whole number"),
    (HEAD + "1,0,0,10000000000\n", "row 2, column count: is no whole number of at most nine digits"),
    (HEAD + "1,0,0,4\n0,1,0,4\n", "column C: has no case"),
    (HEAD + "1,0,0,4\n0,1,0,4\n0,0,1,0\n", "column C: has no case"),
    (b"A,B,C,count\n1,0,0,\xff\n", "is not a CSV file in UTF-8"),
    ('A,B,C,count\n"1,0,0,4\n', "is not a CSV file in UTF-8"),
]


@pytest.mark.parametrize(("text", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_a_file_that_is_no_table_of_lists_is_refused_without_its_values(tmp_path, text, words):
    with pytest.raises(TableError) as caught:
        read_lists(written(tmp_path, text))
    assert words in str(caught.value)
    assert SECRET not in str(caught.value)
    assert caught.value.remedy


def test_a_table_shows_its_shape_and_never_its_counts():
    table = list_table(["A", "B", "C"], [[1, 0, 0], [0, 1, 1]], [4711, 6])
    assert repr(table) == "ListTable(3 lists, 0 counts hidden)"
    assert "4711" not in f"{table} {table!r}"


def test_leaving_a_list_out_keeps_the_cases_that_others_saw():
    table = list_table(["A", "B", "C", "D"], [[1, 1, 0, 0], [0, 1, 0, 0], [1, 0, 0, 0], [1, 1, 1, 1]], [5, 7, 100, 2])
    without = table.without("A")
    assert without.names == ("B", "C", "D")
    assert without.counts.tolist() == [0, 12, 0, 0, 0, 0, 0, 2]
