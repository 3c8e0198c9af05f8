"""The history of petition 300239, as published: each figure, by the shipped example and by counting days one by one."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from clerestory.answer.petitions.telling import told_petition
from clerestory.answer.petitions.timing import timed
from clerestory.model.answers.petitions.responses import Committee
from clerestory.pipeline.answering.loading import load_acts
from clerestory.pipeline.answering.petitions.recording import petition_of
from clerestory.study.answers import open_place

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "petition-300239"
LETTERS = ROOT.parent / "shared" / "examples" / "source-documents"
ASKED, ANSWERED = dt.date(2020, 3, 6), dt.date(2020, 4, 24)
REVISION, GIVEN = dt.date(2020, 5, 5), dt.date(2020, 5, 19)
# GOV.UK, bank holidays of England and Wales in 2020: Easter, and VE Day in the place of the first Monday of May.
HOLIDAYS = {dt.date(2020, 4, 10), dt.date(2020, 4, 13), dt.date(2020, 5, 8)}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("petition") / "petition"
    shutil.copytree(EXAMPLE, folder)
    made = open_place(folder)
    load_acts(made, EXAMPLE / "acts.jsonl")
    return made


@pytest.fixture(scope="module")
def petition(place):
    return petition_of(place, 300239)


def counted(after: dt.date, to: dt.date, *, working: bool = False) -> int:
    """Days from the one after a day to another, counted one by one."""
    days = [after + dt.timedelta(n) for n in range(1, 10_000) if after + dt.timedelta(n) <= to]
    return sum(not working or (day.weekday() < 5 and day not in HOLIDAYS) for day in days)


def test_the_first_answer_took_49_days_33_of_them_working_and_was_28_late(place, petition):
    (_, took), _ = timed(petition, place.settings)
    assert (took.asked, took.sent, took.due) == (ASKED, ANSWERED, dt.date(2020, 3, 27))
    assert (took.days, took.working_days, took.late_days) == (49, 33, 28)
    assert (counted(ASKED, ANSWERED), counted(ASKED, ANSWERED, working=True)) == (49, 33)
    assert counted(ASKED, ANSWERED) - 21 == 28


def test_the_revision_took_14_days(place, petition):
    _, (version, took) = timed(petition, place.settings)
    assert (version.number, took.asked, took.sent, took.days, took.late_days) == (2, REVISION, GIVEN, 14, 0)
    assert (counted(REVISION, GIVEN), counted(REVISION, GIVEN, working=True)) == (14, took.working_days)


def test_131626_signed_and_it_was_debated_on_3_february_2021(place, petition):
    told = told_petition(petition, place.settings)
    assert [one.signatures for one in told.counts] == [131_626]
    assert petition.debates[-1].debated == dt.date(2021, 2, 3)
    assert (told.state.value, told.response.value, told.debate.value) == ("closed", "responded", "debated")


def test_the_versions_are_a_first_answer_a_complaint_and_a_revision(petition):
    assert [(one.version, one.decision, one.day) for one in petition.decisions] == [
        (1, Committee.REVISION_REQUESTED, REVISION),
        (2, Committee.PUBLISHED, GIVEN),
    ]
    first, second = petition.versions
    assert (first.verdict, first.passages) == (None, {})
    assert second.verdict.value == "partly"
    assert set(second.passages) == {one.id for one in petition.ask.elements}
    assert (petition.ask.kind.value, petition.ask.words) == ("full release", petition.latest.action)
    assert second.commitments == ("paper-2020",)


@pytest.mark.external
@pytest.mark.skipif(not LETTERS.is_dir(), reason="the letters are not there")
def test_no_sentence_of_the_letters_stands_in_the_example():
    ours = " ".join((EXAMPLE / "acts.jsonl").read_text(encoding="utf-8").split()).casefold()
    letters = " ".join(path.read_text(encoding="utf-8") for path in LETTERS.glob("*.txt"))
    sentences = [" ".join(one.split()).casefold() for one in letters.replace("\n\n", ". ").split(".")]
    long = [one for one in sentences if len(one.split()) > 7]
    assert len(long) > 40
    assert [one for one in long if one in ours] == []


@pytest.mark.external
@pytest.mark.skipif(not LETTERS.is_dir(), reason="the letters are not there")
def test_the_summary_that_was_given_is_as_long_as_it_may_be():
    letter = (LETTERS / "000_7e8c7406c6a7023a.txt").read_text(encoding="utf-8")
    summary = letter.partition("### **Summary quote**")[2].partition("###")[0].strip()
    assert len(summary) == 189  # of at most 200, as TRACEABILITY.md counts it
