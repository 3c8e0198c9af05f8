"""The record of answers: what is acknowledged stays, numbers are given once, what is erased is gone."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from clerestory.errors import ActsError, AnswerError
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.rows import Row
from clerestory.study.answers import AnswerRecord, Query

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
NUMBERS = """
import sys
from pathlib import Path
from clerestory.study.answers import AnswerRecord
record = AnswerRecord(Path(sys.argv[1]))
for _ in range(20):
    with record.held() as held:
        print(held.next_number("MIN"))
"""


@pytest.fixture
def record(tmp_path: Path) -> AnswerRecord:
    return AnswerRecord(tmp_path / "answer" / "record.sqlite")


def write(record: AnswerRecord, subject: str, row: Row, *, kind: Kind = Kind.LETTER) -> None:
    with record.held() as held:
        held.append(kind, subject, {"act": "receive letter"}, person="ann", time=NOON)
        held.show(kind, subject, row)


def file_of(record: AnswerRecord, tmp_path: Path) -> Path:
    return tmp_path / "answer" / "record.sqlite"


def test_what_is_recorded_is_found_by_subject_words_and_reference(record):
    write(record, "MIN/1/1", Row("Guidance for schools", "open", references=("MIN/1/1", "AG/07"), words="Ærø school"))
    write(record, "MIN/2/1", Row("A visit", "open", references=("MIN/2/1",)))
    asked = {
        "school gui": ["MIN/1/1"],
        "aero": [],
        "ærø": ["MIN/1/1"],
        "ag/07": ["MIN/1/1"],
        "min": ["MIN/1/1", "MIN/2/1"],
        'visit"': ["MIN/2/1"],
        "": ["MIN/1/1", "MIN/2/1"],
    }
    found = {words: [one.subject for one in record.listed(Kind.LETTER, Query(words=words)).rows] for words in asked}
    assert found == asked
    assert [len(record.acts(Kind.LETTER, subject)) for subject in ("MIN/1/1", "MIN/3/1")] == [1, 0]
    assert record.found_by(Kind.LETTER, "ag/07") == ("MIN/1/1",)
    assert record.found_by(Kind.REQUEST, "ag/07") == ()


def test_the_histories_of_a_kind_are_those_of_each_subject(record):
    for subject in ("b", "a", "b", "c", "a", "b"):
        write(record, subject, Row("A letter", "open"))
    write(record, "a", Row("A request", "open"), kind=Kind.REQUEST)
    found = dict(record.histories(Kind.LETTER))
    assert list(found) == ["a", "b", "c"]
    assert found == {subject: record.acts(Kind.LETTER, subject) for subject in found}
    assert [len(acts) for acts in found.values()] == [2, 3, 1]


def test_a_list_is_in_the_order_in_which_things_are_due(record):
    days = {"a": dt.date(2026, 5, 1), "b": None, "c": dt.date(2026, 4, 1), "d": dt.date(2026, 5, 1)}
    for subject, due in days.items():
        write(record, subject, Row("Letter", "open", due=due))
    whole = [one.subject for one in record.listed(Kind.LETTER).rows]
    parts = [record.listed(Kind.LETTER, Query(skip=skip, most=3)) for skip in (0, 3)]
    assert whole == ["c", "a", "d", "b"]
    assert [one.subject for part in parts for one in part.rows] == whole
    assert {part.total for part in parts} == {4}
    assert record.listed(Kind.LETTER, Query(due_before=dt.date(2026, 5, 1))).total == 1


def test_an_error_records_nothing(record):
    def fail() -> None:
        with record.held() as held:
            held.next_number("MIN")
            held.append(Kind.LETTER, "MIN/1/1", {"act": "x"}, person="ann", time=NOON)
            held.show(Kind.LETTER, "MIN/1/1", Row("Letter", "open"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with record.held() as held:
        assert held.next_number("MIN") == 1
    assert record.listed(Kind.LETTER).total == record.head.length == 0


def test_many_processes_get_each_number_once(record, tmp_path):
    command = [sys.executable, "-c", NUMBERS, str(file_of(record, tmp_path))]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    said = [writer.communicate()[0] for writer in writers]
    assert sorted(int(number) for text in said for number in text.split()) == list(range(1, 121))


def test_what_was_erased_is_neither_in_the_file_nor_beside_it(record, tmp_path):
    secret = b"A letter of somebody, " * 500
    with record.held() as held:
        digest = held.keep(secret, name="letter.txt", media="text/plain")
    assert record.content(digest).data == secret
    record.erase(digest)
    assert record.content(digest) is None
    left = b"".join(path.read_bytes() for path in (tmp_path / "answer").iterdir())
    assert secret[:40] not in left


def test_acts_are_neither_changed_nor_removed_by_accident(record, tmp_path):
    write(record, "MIN/1/1", Row("Letter", "open"))
    with sqlite3.connect(file_of(record, tmp_path)) as database:
        for statement in ("UPDATE act SET person = 'eve'", "DELETE FROM act"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                database.execute(statement)
    database.close()
    assert record.verify().length == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ("UPDATE act SET person = 'eve' WHERE seq = 2", ActsError),  # who did it
        ("UPDATE act SET body = replace(body, 'receive', 'refuse') WHERE seq = 1", ActsError),  # what was done
        ("DELETE FROM act WHERE seq = 2", ActsError),  # one in the midst
        ("UPDATE act SET subject = 'MIN/9/1' WHERE seq = 1", AnswerError),  # about what
    ],
)
def test_a_change_behind_the_record_shows(record, tmp_path, change, error):
    for number in (1, 2, 3):
        write(record, f"MIN/{number}/1", Row("Letter", "open"))
    with sqlite3.connect(file_of(record, tmp_path)) as database:
        database.executescript("DROP TRIGGER act_stands; DROP TRIGGER act_stays;" + change)
    database.close()
    with pytest.raises(error):
        record.verify()


def test_a_file_that_is_no_record_is_told_as_such(record, tmp_path):
    path = file_of(record, tmp_path)
    path.parent.mkdir()
    path.write_bytes(b"not a database, " * 100)
    with pytest.raises(AnswerError, match="cannot be read"):
        record.listed(Kind.LETTER)


def test_a_backup_is_a_record_of_its_own(record, tmp_path):
    write(record, "MIN/1/1", Row("Letter", "open"))
    record.backup(tmp_path / "copy.sqlite")
    write(record, "MIN/2/1", Row("Letter", "open"))
    assert AnswerRecord(tmp_path / "copy.sqlite").verify().length == 1
