"""What a people file may hold; every fault names its row and column, and never echoes what stands there."""

import pytest

from clerestory.errors import PeopleFileError
from clerestory.share.encoding import read_people
from people_files import ANN, BEN, HEADER, people_file


def test_a_file_is_read_into_one_spelling(tmp_path):
    row = "suspect, 7 ,Anné-Liese  MARY,O’Quill,,1981-03-09,qx4  7zd,ZEL-Ambry"
    frame = read_people(people_file(tmp_path, row)).frame
    assert frame.row(0, named=True) == {
        "kind": "suspect",
        "local_id": "7",
        "first_names": "anne liese mary",
        "family_name": "oquill",
        "other_family_name": "",
        "date_of_birth": "1981-03-09",
        "postcode": "QX4 7ZD",
        "town": "zel ambry",
        "twin": "",
        "pseudonym": "",
        "identity": "anne|oquill|1981-03-09|",
    }


def test_lines_may_end_as_those_of_windows_do(tmp_path):
    path = people_file(tmp_path, ANN, BEN)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_people(path).frame["town"].to_list() == ["zelambry", "zelambry"]


def test_columns_may_be_left_out_and_stand_in_any_order(tmp_path):
    people = read_people(people_file(tmp_path, "7,suspect", header="local_id,kind"))
    assert people.frame["identity"].to_list() == [""]
    assert repr(people) == "People(1 rows)"


@pytest.mark.parametrize(
    ("row", "place", "what"),
    [
        ("SUSPECT" + ANN[7:], "row 3, column kind", "is not suspect or victim"),
        (ANN.replace(",7,", ",,"), "row 3, column local_id", "is empty"),
        (BEN, "row 3, column local_id", "stands twice with this kind"),
        (ANN.replace("1981-03-09", "09/03/1981"), "row 3, column date_of_birth", "is no date"),
        (ANN.replace("1981-03-09", "1981-02-30"), "row 3, column date_of_birth", "is no date"),
        (ANN.replace("1981-03-09", "1881-02-03"), "row 3, column date_of_birth", "is no date"),
        (ANN.replace("QX4 7ZD", "Zelambry 4"), "row 3, column postcode", "has not the form of a postcode"),
        (ANN.replace("Quillbury", "???"), "row 3, column family_name", "holds no letter"),
        (ANN.replace("Quillbury", "Q" * 201), "row 3, column family_name", "has over 200 characters"),
        (ANN + ",more", "row 3", "has not as many fields as the header"),
        (ANN.removesuffix(",Zelambry"), "row 3", "has not as many fields as the header"),
        (ANN.replace("Quillbury", '"Quill\nbury"'), "row 3", "a line break within one"),
        ("", "row 3", "has not as many fields as the header"),
    ],
)
def test_a_fault_is_named_by_its_place_alone(tmp_path, row, place, what):
    path = people_file(tmp_path, BEN, row, ANN.replace(",7,", ",9,").replace("Anneliese", "Third"))
    with pytest.raises(PeopleFileError, match=what) as caught:
        read_people(path)
    assert caught.value.where.endswith(place)
    said = str(caught.value).replace(str(tmp_path), "")
    assert not [word for word in ("Quill", "Anneliese", "1981", "Zelambry", "Tallow") if word in said]


def test_two_people_of_one_kind_who_share_names_and_birth_date_need_a_mark(tmp_path):
    other = ANN.replace(",7,", ",9,").replace("Anneliese Mary", "anneliese J")
    with pytest.raises(PeopleFileError, match="are those of a row above") as caught:
        read_people(people_file(tmp_path, ANN, other))
    assert caught.value.where.endswith("row 3, column twin")
    marked = people_file(tmp_path, ANN + ",", other + ",b", header=HEADER + ",twin")
    assert read_people(marked).frame["identity"].n_unique() == 2


def test_the_same_person_may_be_suspect_and_victim(tmp_path):
    assert read_people(people_file(tmp_path, ANN, ANN.replace("suspect", "victim"))).frame.height == 2


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("kind,first_names", "has no column local_id"),
        ("kind,local_id,shoe_size", "column 3 is not one of the form"),
        ("kind,local_id,kind", "the column kind stands twice"),
    ],
)
def test_a_wrong_header_is_refused_without_its_words(tmp_path, header, what):
    with pytest.raises(PeopleFileError, match=what) as caught:
        read_people(people_file(tmp_path, header=header))
    assert "shoe" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (HEADER.encode() + b"\n", "lists nobody"),
        (HEADER.encode() + b"\nsuspect,1,\xff,b,,,,\n", "is not UTF-8"),
        (HEADER.encode("utf-16"), "is not UTF-8"),
        (HEADER.encode() + b"\nsuspect,1,a\x00,b,,,,\n", "zero bytes"),
        (HEADER.encode() + b'\nsuspect,1,"ab,b,,,,\n', "a quote that is never closed|line break"),
        # Lines that end in a carriage return alone, in one record and in all.
        (HEADER.encode() + b"\nsuspect,1,a,b,,,,\rsuspect,2,c,d,,,,\n", "a line end of another kind"),
        (HEADER.encode() + b"\rsuspect,1,a,b,,,,\r", "a line end of another kind"),
        (b"x" * 200_000, "or no end at all"),  # a value longer than the csv module reads
    ],
)
def test_a_file_that_is_no_table_of_people_is_refused(tmp_path, data, what):
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    with pytest.raises(PeopleFileError, match=what):
        read_people(path)


@pytest.mark.parametrize("pseudonym", ["sus123", "vic" + "a" * 26, "sus" + "1" * 26, "sus" + "a" * 27])
def test_a_pseudonym_to_be_kept_has_the_form_of_its_kind(tmp_path, pseudonym):
    path = people_file(tmp_path, f"{ANN},{pseudonym}", header=HEADER + ",pseudonym")
    with pytest.raises(PeopleFileError, match="has not the form of a pseudonym of this kind"):
        read_people(path)
