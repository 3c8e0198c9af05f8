"""The rules of an answer to a petition (A1, A4, A9, P6, P7): what is refused, beside a near twin that is not."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from clerestory.answer.petitions.subject import PETITIONS
from clerestory.answer.petitions.timing import timed
from clerestory.errors import AnswerError, AnswerNotPermittedError, AnswerNowError
from clerestory.model.answers.acts.petitions import (
    ClearResponse,
    DecideResponse,
    RecordDebate,
    RecordResponse,
    SendResponse,
)
from clerestory.model.answers.done import Done
from clerestory.model.answers.petitions.state import Standing
from clerestory.model.answers.settings import AnswerSettings
from petition_acts import LAW, SAFE, SAID, ask, draft, told, written

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SETTINGS = AnswerSettings(form="clerestory-answers/1", office="Department of Examples", data="synthetic")
WHY = "Its words were read beside the review."


def after(*acts, time=NOW):
    """A petition after acts of (person, act), each checked; of an act alone the writer is the person."""
    state = None
    for one in acts:
        person, act = one if isinstance(one, tuple) else ("writer", one)
        done = Done(time, person, act)
        PETITIONS.check(state, done, SETTINGS)
        state = PETITIONS.after(state, done, SETTINGS)
    return state


def refusal(*acts, time=NOW) -> str:
    """What refuses the last of the acts; empty where nothing does."""
    after(*acts[:-1], time=time)
    try:
        after(*acts, time=time)
    except AnswerError as error:
        return error.what
    return ""


def fault(changed) -> str:
    """What is wrong with the form of an answer; empty where nothing is."""
    try:
        written(**changed)
    except ValidationError as error:
        return str(error)
    return ""


def cleared(number=1):
    return ("adviser", ClearResponse(version=number, reason=WHY))


def sent(number=1, day=dt.date(2026, 3, 2)):
    return SendResponse(version=number, sent=day)


def decided(decision, number=1, day=dt.date(2026, 3, 2), **more):
    return DecideResponse(version=number, decision=decision, reason=WHY, day=day, **more)


def elsewhere(**changed):
    said = {"sent": dt.date(2026, 3, 2), "by": "An office", "summary": "It was so on 2 March 2026."}
    return RecordResponse(**said | changed)


ANSWERED = (told(), ask(), written(), cleared(), sent())
PASSAGES = SAID["passages"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, ""),
        # neither yes, no nor partly
        ({"verdict": None}, "verdict"),
        ({"verdict": "perhaps"}, "verdict"),
        # 200 and 6,000 characters, and one more
        ({"summary": "a" * 200, "details": SAID["details"]}, ""),
        ({"summary": "a" * 201, "details": SAID["details"]}, "summary"),
        ({"details": SAID["details"] + "a" * (6_000 - len(SAID["details"]))}, ""),
        ({"details": SAID["details"] + "a" * (6_001 - len(SAID["details"]))}, "details"),
        # two reasons, and one that stands twice
        ({"held_back": [SAFE, SAFE | {"code": "ANON"}]}, "the same words"),
        ({"held_back": [SAFE, SAFE | {"words": "Another reason for it."}]}, "each reason stands once"),
        # a ground that is weighed, and one that nobody weighed
        ({"held_back": [LAW]}, ""),
        ({"held_back": [LAW | {"public_interest": ""}]}, "is qualified"),
        # policy is no ground for statistics
        ({"held_back": [LAW | {"code": "POL"}]}, ""),
        ({"held_back": [LAW | {"code": "POL", "kind": "statistics"}]}, "refused for statistics"),
        # what only the vault uses
        ({"held_back": [SAFE | {"code": "SDC1"}]}, "code"),
        # yes holds nothing back, no publishes nothing
        ({"verdict": "yes"}, "yes holds nothing back"),
        ({"verdict": "no"}, "no publishes nothing"),
        # a word like "shortly" is no day
        ({"release": {"form": "A report", "when": "shortly"}}, "when"),
        # the words of a passage stand in the text, however its lines end
        ({"passages": [PASSAGES[0], PASSAGES[1] | {"words": "is left\n out."}]}, ""),
        ({"passages": [PASSAGES[0], PASSAGES[1] | {"words": "Nothing is left out."}]}, "do not stand in the response"),
        ({"passages": [PASSAGES[0], PASSAGES[0]]}, "answered twice"),
    ],
)
def test_the_form_of_an_answer(changed, said):
    assert fault(changed) == "" if not said else said in fault(changed)


def test_a_text_is_longer_before_its_references_are_printed():
    assert draft(summary='{{ t1["North", "suspects"] }} ' * 10).summary.count("t1") == 10


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (written(), ""),
        (written(passages=PASSAGES[:1]), "no answer to: whole"),
        (written(passages=[*PASSAGES, {"element": "soon", "words": "The review"}]), "what was not asked"),
        # who wants a release is told what, in what form and when; and why not
        (written(release=None), "does not say what is published"),
        (written(held_back=[]), "does not say why not"),
        (written(verdict="no", release=None), ""),
        (written(verdict="no", release=None, held_back=[]), "does not say why not"),
        (written(verdict="yes", held_back=[]), ""),
        # a reason is looked at again within a year, and not in the past
        (written(held_back=[SAFE | {"review_by": "2027-03-03"}]), ""),
        (written(held_back=[SAFE | {"review_by": "2027-03-04"}]), "not looked at again within a year"),
        (written(held_back=[SAFE | {"review_by": "2026-03-02"}]), "not looked at again within a year"),
    ],
)
def test_what_an_answer_to_an_ask_for_release_says(act, said):
    assert (said in refusal(told(), ask(), act)) if said else refusal(told(), ask(), act) == ""


def test_who_asks_for_a_law_is_answered_without_a_release():
    assert refusal(told(), ask(kind="a change of the law"), written(verdict="no", release=None, held_back=[])) == ""


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        ((ask(),), "nothing is known of this petition"),
        ((told(), written()), "nobody has said yet what it asks for"),
        ((told(), ask(), cleared()), "there is no version 1"),
        ((told(), ask(), written(), sent()), "version 1 waits to be cleared"),
        ((told(), ask(), written(), ("writer", ClearResponse(version=1, reason=WHY))), "does not clear it"),
        # nor who wrote what another saved again
        ((told(), ask(), ("adviser", written()), written(), cleared(2)), "does not clear it"),
        ((told(), ask(), ("third", written()), written(), cleared(2)), ""),
        ((told(), ask(), written(), cleared(), sent(day=dt.date(2026, 3, 3))), "still to come"),
        ((told(), ask(), written(), cleared(), sent(day=dt.date(2026, 3, 1))), "before it was written"),
        ((*ANSWERED, sent()), "version 1 was sent"),
        # an answer that was given elsewhere names nobody
        ((told(), ask(), elsewhere()), ""),
        ((told(), ask(), elsewhere(by="Mr Example")), "by: holds what looks like a name after a title"),
        ((told(), ask(), elsewhere(summary="Write to a@example.org.")), "summary: holds what looks like an e-mail"),
        (
            (told(), ask(), elsewhere(details="Ring 020 7946 0018.")),
            "details: holds what looks like a telephone",
        ),
        ((told(), ask(), elsewhere(passages={"whole": "Ms Example says so."})), "passages: holds what looks like"),
        ((*ANSWERED, written()), "no revision is asked for"),
        ((*ANSWERED, decided("noted"), written()), "no revision is asked for"),
        ((*ANSWERED, decided("revision requested"), written()), ""),
        ((told(), ask(), written(), decided("noted")), "version 1 waits to be cleared"),
        ((*ANSWERED, decided("noted", day=dt.date(2026, 3, 1))), "before it had the version"),
        ((*ANSWERED, decided("revision accepted")), "is the first version"),
        ((told(), ask(), written(), ask()), "a version waits to be sent"),
        ((told(), ask(), ask(elements=[{"id": "review", "words": "That it is published"}])), "would be lost: whole"),
        ((told(), told(number=990002)), "another petition"),
        ((told(), ask(asked=dt.date(2026, 3, 3))), "still to come"),
        ((*ANSWERED, RecordDebate(debated=dt.date(2026, 3, 3))), "still to come"),
        ((*ANSWERED, RecordDebate(scheduled=dt.date(2026, 3, 3))), ""),
    ],
)
def test_what_comes_first(acts, said):
    found = refusal(*acts)
    assert (said in found) if said else found == ""


def test_who_wrote_it_never_clears_it_and_the_refusal_says_so():
    with pytest.raises(AnswerNotPermittedError, match="Ask a second person"):
        after(told(), ask(), written(), ("writer", ClearResponse(version=1, reason=WHY)))
    with pytest.raises(AnswerNowError, match="Import it first"):
        after(ask())


@pytest.mark.parametrize(
    ("acts", "standing"),
    [
        ((told(),), Standing.SIGNING),
        ((told(state="rejected"),), Standing.NOT_DUE),
        ((told(signatures=10_000),), Standing.TO_ANSWER),
        ((told(), ask()), Standing.TO_ANSWER),
        ((told(), ask(), written()), Standing.TO_CLEAR),
        ((told(), ask(), written(), cleared()), Standing.TO_SEND),
        (ANSWERED, Standing.SENT),
        ((*ANSWERED, decided("noted")), Standing.SENT),
        ((*ANSWERED, decided("published")), Standing.ANSWERED),
        ((*ANSWERED, decided("revision requested")), Standing.TO_REVISE),
        ((*ANSWERED, decided("revision requested"), decided("noted")), Standing.TO_REVISE),
        ((*ANSWERED, decided("revision requested"), written()), Standing.TO_CLEAR),
    ],
)
def test_what_is_to_be_done_next(acts, standing):
    assert PETITIONS.row(after(*acts), SETTINGS).state == standing.value


def test_an_answer_given_elsewhere_is_kept_as_it_was_and_says_what_it_left_out():
    given = RecordResponse(sent=dt.date(2026, 2, 20), by="Department of Examples", summary="We hear you.")
    petition = after(told(), ask(), given)
    (version,) = petition.versions
    assert (version.verdict, version.passages, version.is_written_here) == (None, {}, False)
    assert (
        refusal(told(), ask(), RecordResponse(sent=dt.date(2026, 1, 20), by="DX"))
        == "it would be sent before an answer was asked for"
    )


def test_a_row_is_due_three_weeks_after_the_ask_until_it_is_answered():
    assert PETITIONS.row(after(told(), ask()), SETTINGS).due == dt.date(2026, 2, 23)
    row = PETITIONS.row(after(*ANSWERED), SETTINGS)
    assert (row.due, row.closed, row.opened) == (None, dt.date(2026, 3, 2), dt.date(2026, 2, 2))
    asked = after(*ANSWERED, decided("revision requested", due=dt.date(2026, 3, 16)))
    assert PETITIONS.row(asked, SETTINGS).due == dt.date(2026, 3, 16)


@pytest.mark.parametrize(
    ("asked", "more", "due"),
    [
        # four days before the dissolution of 6 November 2019, and seventeen after 16 December
        (dt.date(2019, 11, 1), (), dt.date(2020, 1, 2)),
        # asked for while Parliament was dissolved: the first day is that on which it met
        (dt.date(2019, 12, 1), (), dt.date(2020, 1, 6)),
        # nothing waits
        (dt.date(2020, 3, 6), (), dt.date(2020, 3, 27)),
        # a prorogation that answers.toml adds, of ten days
        (
            dt.date(2026, 2, 2),
            ({"start": "2026-02-05", "end": "2026-02-14", "kind": "prorogation"},),
            dt.date(2026, 3, 5),
        ),
    ],
)
def test_the_clock_waits_while_parliament_is_prorogued_or_dissolved(asked, more, due):
    settings = AnswerSettings.model_validate(SETTINGS.model_dump() | {"breaks": more})
    petition = after(told(), ask(asked=asked))
    assert PETITIONS.row(petition, settings).due == due


def test_what_is_late_counts_no_day_of_a_break():
    given = RecordResponse(sent=dt.date(2020, 1, 4), by="Department of Examples")
    petition = after(told(), ask(asked=dt.date(2019, 11, 1)), given)
    ((_, took),) = timed(petition, SETTINGS)
    assert (took.days, took.late_days) == (23, 2)
