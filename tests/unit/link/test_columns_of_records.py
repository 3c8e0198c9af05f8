"""Which columns of two files are compared with each other: what both hold, under whatever names."""

from __future__ import annotations

import polars as pl
import pytest

from clerestory.errors import RecordsError
from clerestory.link.records.description import Description
from clerestory.link.records.reading import read_records
from clerestory.model.links.settings import FieldKind

FIRST = "ref,first_name,Surname,dob,sex,note\nA1,Anna,Smith,2004-03-02,F,x\n"
SECOND = "family_name,id,date_of_birth,given_names,postcode\nJones,B7,02/03/2004,Bela,ZZ1 1AA\n"


@pytest.fixture
def files(tmp_path):
    def write(*texts):
        paths = [tmp_path / f"{number}.csv" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return paths

    return write


def test_columns_of_other_names_and_order_are_compared_by_what_they_hold(files):
    found = read_records(files(FIRST, SECOND), None)
    assert found.frame.select("source", "id", "first_name", "Surname", "dob").rows() == [
        (0, "A1", "Anna", "Smith", "2004-03-02"),
        (1, "B7", "Bela", "Jones", "02/03/2004"),
    ]
    assert set(found.ignored) == {"sex", "note", "postcode"}


def test_what_a_person_may_have_several_of_is_compared_under_one_name_alone(files):
    found = read_records(files("surname,street,sex\nA,b,F\n", "last_name,address,sex\nC,d,M\n"), None)
    assert found.description.columns == {"surname": FieldKind.FAMILY_NAME, "sex": FieldKind.CODE}
    assert found.frame["surname"].to_list() == ["A", "C"]


def test_names_that_are_exchanged_between_the_files_are_read_by_the_description(files):
    described = Description(columns={"a": FieldKind.GIVEN_NAMES, "b": FieldKind.FAMILY_NAME})
    found = read_records(files("a,b\nAnna,Smith\n", "b,a\nJones,Bela\n"), described)
    assert found.frame.select("a", "b").rows() == [("Anna", "Smith"), ("Bela", "Jones")]


def test_a_file_may_be_linked_with_itself(files):
    (path,) = files(FIRST)
    assert read_records([path, path], None).frame["source"].to_list() == [0, 1]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (("surname\nZelambry\n", "dob\n2001-01-01\n"), "what the first file has"),
        (("surname\nZelambry\n", "Zelambry\nx\n"), "no column whose name says what it holds"),
        (("surname\nZelambry\n", "surname,last_name\nZelambry,Y\n"), "two columns hold family_name"),
    ],
)
def test_files_that_cannot_be_matched_are_refused_in_words(files, texts, message):
    with pytest.raises(RecordsError, match=message) as refused:
        read_records(files(*texts), None)
    assert "1.csv" in str(refused.value)
    assert "Zelambry" not in str(refused.value)


def test_a_described_column_that_is_missing_is_named(files):
    described = Description(columns={"a": FieldKind.GIVEN_NAMES, "b": FieldKind.FAMILY_NAME})
    with pytest.raises(RecordsError, match="has no column b"):
        read_records(files("a,b\nAnna,Smith\n", "a,Zelambry\nBela,x\n"), described)


def test_records_of_one_file_are_in_the_order_of_their_ids(files):
    found = read_records(files("id,surname\nb,B\na,A\n"), None)
    assert found.frame.equals(pl.DataFrame({"id": ["a", "b"], "surname": ["A", "B"], "source": [0, 0]}))
