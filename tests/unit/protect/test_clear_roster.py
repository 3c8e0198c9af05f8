"""A clear roster is read as its columns say, and no message repeats what stands in it."""

import pytest

from clerestory.errors import RosterFileError
from clerestory.model.redaction.roster import COLUMNS
from clerestory.protect.text.roster import read_clear_roster


@pytest.fixture
def read(tmp_path):
    def reading(content):
        path = tmp_path / "roster.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_clear_roster(path).people

    return reading


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_values_are_parted_by_semicolons(read, mark):
    (person,) = read(mark + b"alias,person,name\nDizzy; Razz ;,p1,Anne Quillbury\n")
    assert (person.person, person.names, person.aliases) == ("p1", ("Anne Quillbury",), ("Dizzy", "Razz"))


def test_every_column_is_read(read):
    (person,) = read(",".join(COLUMNS) + "\np1,Anne,Dizzy,2001-02-03,1 Lane,01632 960001,AB12 CDE,ZZ1 1ZZ,School,Op\n")
    assert person.dates_of_birth == ("2001-02-03",)
    assert person.operations == ("Op",)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"", "roster.csv"),
        ("name,secret\nAnne Quillbury,Zzyzx\n", "row 1"),
        ("name,name\nAnne Quillbury,Zzyzx\n", "row 1"),
        ("name\n", "roster.csv"),
        ("person,name\nZzyzx,\n", "roster.csv"),
        ("name,alias\nAnne Quillbury\n", "row 2"),
        ("name\nAnne Quillbury,Zzyzx\n", "row 2"),
        ("name,date_of_birth\nAnne Quillbury,Zzyzx\n", "row 2, column date_of_birth"),
        ("name,date_of_birth\nAnne Quillbury,31/02/2001\n", "row 2, column date_of_birth"),
        ('name\n"Zzyzx\n', "row"),
        (b"name\nZzyzx \xff\n", "roster.csv"),
    ],
)
def test_what_is_no_roster_is_refused_with_its_place_and_without_its_words(read, content, where):
    with pytest.raises(RosterFileError) as refused:
        read(content)
    message = str(refused.value)
    assert where in message
    assert not [word for word in ("Zzyzx", "Quillbury", "secret", "31/02") if word in message]


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_another_sign_between_columns_is_told(read, sign):
    with pytest.raises(RosterFileError, match="parted by commas, not by semicolons") as refused:
        read(f"name{sign}date_of_birth\r\nAnne Quillbury{sign}2001-02-03\r\n")
    assert "Quillbury" not in str(refused.value)


def test_columns_in_capitals_are_told_how_to_be_written(read):
    with pytest.raises(RosterFileError, match="in small letters"):
        read("Name\nAnne Quillbury\n")


def test_line_ends_of_windows_are_read(read):
    assert read(b"\xef\xbb\xbfname,alias\r\nAnne Quillbury,\r\n") == read("name,alias\nAnne Quillbury,\n")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RosterFileError):
        read_clear_roster(tmp_path / "none.csv")
    with pytest.raises(RosterFileError):
        read_clear_roster(tmp_path)
