"""A letter from its receipt to its reply: who comes second, what its clock says, and what ends it."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from clerestory.answer.letters import LETTERS
from clerestory.answer.letters.apology import SLOT, apology_line, with_apology
from clerestory.answer.letters.telling import told
from clerestory.answer.letters.timing import clock_words, due_of
from clerestory.errors import AnswerNotPermittedError, AnswerNowError, AnswerTextError
from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.acts.letters import Sender
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.letters import Direction, LetterState, split_reference
from letters import SETTINGS, THREAD, WHY, Played, back, clearing, digest, drafted, received, sent

MONDAY = dt.date(2026, 3, 2)
DUE = dt.date(2026, 3, 30)  # 20 working days after the 2nd


def opened(**said) -> Played:
    played = Played(MONDAY)
    played.act("ann", received(MONDAY, **said))
    return played


def cleared() -> Played:
    played = opened()
    played.act("ann", drafted())
    played.act("ben", clearing())
    return played


def test_a_letter_is_answered_by_two_people():
    played = opened(dated=dt.date(2026, 2, 25), theirs=("AG/07",))
    assert played.letter.parts[0].state is LetterState.RECEIVED
    played.act("ann", acts.AssignLetter(part=1, owner="cat"))
    assert played.act("ann", acts.RegisterAsk(part=1, ask="When is the guidance out?")).asks
    assert played.act("cat", drafted()).state is LetterState.DRAFTED
    assert played.act("ben", clearing()).state is LetterState.CLEARED
    part = played.act("cat", sent(dt.date(2026, 3, 20)), on=dt.date(2026, 3, 20))
    assert (part.state, part.owner, part.ended) == (LetterState.SENT, "cat", dt.date(2026, 3, 20))
    assert clock_words(part, DUE) == "Answered in 14 working days, within its target of 20"


def test_nobody_clears_what_they_wrote_nor_sends_what_they_cleared():
    played = opened()
    played.act("ann", drafted())
    with pytest.raises(AnswerNotPermittedError, match="you wrote this version"):
        played.act("ann", clearing())
    played.act("ben", clearing())
    with pytest.raises(AnswerNotPermittedError, match="you cleared this reply"):
        played.act("ben", sent(MONDAY))


def test_a_further_version_is_cleared_anew():
    played = cleared()
    played.act("ben", drafted(2))
    with pytest.raises(AnswerNowError, match="it is waiting for clearance"):
        played.act("cat", sent(MONDAY, version=2))
    with pytest.raises(AnswerNowError, match="not the last version"):
        played.act("ann", clearing())
    played.act("cat", clearing(2))
    assert played.act("ben", sent(MONDAY, version=2)).sent.version == 2


def test_nobody_clears_their_own_words_that_another_saved_again():
    played = opened()
    for version, person in enumerate(("ann", "cat"), 1):
        played.act(person, drafted(version))
    with pytest.raises(AnswerNotPermittedError, match="or one before it"):
        played.act("ann", clearing(2))
    assert played.act("ben", clearing(2)).state is LetterState.CLEARED


def test_a_reply_goes_back_with_its_reason():
    played = cleared()
    part = played.act("cat", acts.ReturnReply(part=1, version=1, reason="The second figure has no source."))
    assert (part.state, part.drafts[0].returned) == (LetterState.ASSIGNED, "The second figure has no source.")
    with pytest.raises(AnswerNowError):
        played.act("ann", sent(MONDAY))


@pytest.mark.parametrize(
    ("day", "late"),
    [
        (DUE, 0),  # the last day
        (dt.date(2026, 3, 31), 1),
        (dt.date(2026, 4, 7), 4),  # Good Friday, a weekend and Easter Monday between
        (dt.date(2026, 4, 11), 7),  # a Saturday counts as the Friday before it
    ],
)
def test_a_reply_says_by_how_much_it_is_late(day, late):
    played = cleared()
    for wrong in {late + 1, max(0, late - 1)} - {late}:
        with pytest.raises(AnswerNowError, match="it is answered"):
            played.act("ann", sent(day, late=wrong), on=day)
    assert played.act("ann", sent(day, late=late), on=day).sent.days_late == late


def test_a_reply_goes_out_on_no_day_before_it_was_cleared():
    """Else a reply of June is on record as one of March, in time and without its apology."""
    played = opened()
    june = dt.date(2026, 6, 1)
    played.act("ann", drafted(), on=june)
    played.act("ben", clearing())
    for early in (dt.date(2026, 3, 3), dt.date(2026, 5, 31)):
        with pytest.raises(AnswerNowError, match="cleared only on 1 June 2026"):
            played.act("ann", sent(early))
    assert played.act("ann", sent(june, late=41)).sent.days_late == 41


def test_a_clock_starts_anew_when_a_letter_comes_back():
    played = opened()
    part = played.act(
        "ann",
        acts.TransferOut(part=1, to="SYNTHETIC Office for Schools", day=dt.date(2026, 3, 4), reason=WHY),
        on=dt.date(2026, 3, 4),
    )
    assert (part.state, part.run.ended) == (LetterState.TRANSFERRED, dt.date(2026, 3, 4))
    assert clock_words(part, DUE) == "The clock ended on Wednesday 4 March 2026"
    with pytest.raises(AnswerNowError, match="passed on only on 4 March 2026"):
        played.act("ann", back(dt.date(2026, 3, 3)))
    part = played.act("ann", back(dt.date(2026, 3, 9)), on=dt.date(2026, 3, 9))
    assert (part.state, due_of(part)) == (LetterState.RECEIVED, dt.date(2026, 4, 8))
    assert [run.received for run in part.runs] == [MONDAY, dt.date(2026, 3, 9)]


def test_what_was_passed_on_to_the_office_has_the_clock_of_the_office():
    part = opened(transferred_from="SYNTHETIC Office for Schools", dated=dt.date(2026, 1, 5)).letter.parts[0]
    assert due_of(part) == DUE


def test_a_holding_reply_is_for_an_answer_that_comes_late():
    played = opened()

    def hold(expected: dt.date, day: dt.date) -> acts.HoldLetter:
        return acts.HoldLetter(part=1, sent=day, expected=expected, text=digest(3), reason=WHY)

    with pytest.raises(AnswerNowError, match="due on 30 March 2026"):
        played.act("ann", hold(DUE, MONDAY))
    part = played.act("ann", hold(dt.date(2026, 4, 20), MONDAY))
    assert (due_of(part), len(part.holdings), part.state) == (DUE, 1, LetterState.RECEIVED)
    with pytest.raises(AnswerNowError, match="comes late"):
        played.act("ann", hold(dt.date(2026, 4, 20), dt.date(2026, 4, 20)), on=dt.date(2026, 4, 20))


def test_parts_of_a_thread_count_on():
    played = opened()
    with pytest.raises(AnswerNowError, match="the next part of this letter is 2"):
        played.act("ann", received(MONDAY, part=3))
    played.act("ann", received(MONDAY, part=2, subject="Guidance, again", theirs=("AG/08",)))
    started = acts.StartLetter(
        thread=THREAD, part=3, sender=Sender.MP, started=MONDAY, subject="What was left open", people=digest(3)
    )
    part = played.act("cat", started)
    assert (part.direction, part.owner, part.run) == (Direction.OUT, "cat", None)
    row = LETTERS.row(played.letter, SETTINGS)
    assert row.references == (THREAD, f"{THREAD}/1", f"{THREAD}/2", "AG/08", f"{THREAD}/3")
    assert (row.due, row.closed, row.title) == (DUE, None, "Guidance for schools")


def test_a_thread_is_listed_by_what_is_due_first():
    played = opened(target=30)
    played.act("ann", received(MONDAY, part=2, target=10, subject="An urgent one"))
    assert LETTERS.row(played.letter, SETTINGS).title == "An urgent one"
    for part in (1, 2):
        played.act("ann", acts.CloseLetter(part=part, day=MONDAY, reason=WHY))
    row = LETTERS.row(played.letter, SETTINGS)
    assert (row.closed, row.due, row.state) == (MONDAY, None, "closed without a reply")


def test_one_letter_answers_for_its_duplicate():
    played, other = opened(), opened(theirs=("XX/1",))
    merge = acts.MergeLetter(part=1, into="MIN/0000002", into_part=1, day=MONDAY, reason=WHY)
    assert other.act("ann", merge).merged_into == "MIN/0000002/1"
    take = acts.TakeDuplicate(part=1, duplicate="MIN/0000009", duplicate_part=1, theirs=("XX/1",), people=digest(9))
    part = played.act("ann", take)
    assert (part.theirs, part.duplicates, len(part.people)) == (("XX/1",), ("MIN/0000009/1",), 2)
    with pytest.raises(AnswerNowError, match="no duplicate"):
        played.act("ann", merge)


def test_what_ended_is_erased_once_it_was_kept_long_enough():
    played = opened()
    early = acts.EraseLetter(part=1, day=MONDAY, reason=WHY)
    with pytest.raises(AnswerNowError, match="it is to be assigned"):
        played.act("ann", early)
    played.act("ann", acts.CloseLetter(part=1, day=MONDAY, reason=WHY))
    with pytest.raises(AnswerNowError, match="kept until 1 March 2029"):
        played.act("ann", early)
    day = dt.date(2029, 3, 1)
    part = played.act("ann", acts.EraseLetter(part=1, day=day, reason=WHY), on=day)
    assert (part.erased, part.kept) == (day, (digest(1),))
    with pytest.raises(AnswerNowError, match="erased already"):
        played.act("ann", acts.EraseLetter(part=1, day=day, reason=WHY))


@pytest.mark.parametrize(
    "act",
    [
        acts.RegisterAsk(part=1, ask="Ring me on 07700 900123."),
        acts.CloseLetter(part=1, day=MONDAY, reason="Answered to quill@example.org already."),
        acts.TransferOut(part=1, to="Mr Smith", day=MONDAY, reason=WHY),
    ],
)
def test_words_that_stay_name_nobody(act):
    with pytest.raises(AnswerNowError, match="holds what looks like"):
        opened().act("ann", act)


@pytest.mark.parametrize(
    "theirs",
    ["412 suspects", "412", "SUSPECTS", "Ms Jane Example, jane@example.org, 1 Mill Lane", "AG/\n1", "AG/1, AG/2", "/"],
)
def test_a_reference_of_others_has_the_form_of_one(theirs):
    """It stays for good, and stands in a reply without a source."""
    with pytest.raises(ValidationError, match="theirs"):
        received(MONDAY, theirs=(theirs,))


@pytest.mark.parametrize("theirs", ["LS1-4AB", "T/07700900123"])
def test_a_reference_of_others_reaches_nobody(theirs):
    with pytest.raises(AnswerNowError, match="a reference of others holds what looks like"):
        opened(theirs=(theirs,))


@pytest.mark.parametrize("theirs", ["AG/GUES01001/01180267", "XX/1", "TO-2020/01234", "2020.77a", "MIN/0007211/12"])
def test_a_reference_of_others_is_kept_as_they_print_it(theirs):
    assert opened(theirs=(theirs,)).letter.parts[0].theirs == (theirs,)


def test_a_day_may_stand_in_the_words_of_an_act():
    assert opened().act("ann", acts.RegisterAsk(part=1, ask="What was said on 25 May 2018?")).asks


@pytest.mark.parametrize(
    "act",
    [
        received(MONDAY + dt.timedelta(days=1), part=2),  # has not come yet
        acts.CloseLetter(part=1, day=MONDAY + dt.timedelta(days=1), reason=WHY),
        acts.CloseLetter(part=1, day=MONDAY - dt.timedelta(days=1), reason=WHY),  # before it came
        acts.AssignLetter(part=2, owner="ann"),  # no such part
    ],
)
def test_a_day_or_part_that_cannot_be_is_refused(act):
    with pytest.raises(AnswerNowError):
        opened().act("ann", act)


def test_the_clock_is_told_in_words():
    part = opened(target=4).letter.parts[0]
    days = {dt.date(2026, 3, 3): 3, dt.date(2026, 3, 5): 1}
    said = {
        day: f"Due Friday 6 March 2026, {left} working day{'' if left == 1 else 's'} left" for day, left in days.items()
    }
    said[dt.date(2026, 3, 6)] = "Due today, Friday 6 March 2026"
    said[dt.date(2026, 3, 9)] = "Was due Friday 6 March 2026, 1 working day ago"
    assert {day: clock_words(part, day) for day in said} == said


LINE = "I am sorry for the delay in replying to your letter of 25 May 2026: 12 working days over our target."


@pytest.mark.parametrize(
    ("text", "days", "goes_out"),
    [
        (f"Dear Quill,\n\nThank you.\n\n{SLOT}\n\nYours", 12, f"Dear Quill,\n\nThank you.\n\n{LINE}\n\nYours"),
        (f"Dear Quill,\n\n{SLOT}\n\nThank you.", 0, "Dear Quill,\n\nThank you."),  # in time: no empty paragraph
        ("Dear Quill,\n\nThank you.", 12, f"Dear Quill,\n\n{LINE}\n\nThank you."),  # after the salutation
        ("Thank you.", 12, f"{LINE}\n\nThank you."),
        ("Dear Quill,\n\nThank you.", 0, "Dear Quill,\n\nThank you."),
        (f"Dear Quill,\n\n{LINE}", 12, f"Dear Quill,\n\n{LINE}"),  # written by hand, and right
    ],
)
def test_a_late_reply_has_its_apology(text, days, goes_out):
    assert with_apology(text, apology_line(dt.date(2026, 5, 25), days), days=days) == goes_out


@pytest.mark.parametrize("days", [0, 11, 13])
def test_an_apology_that_tells_other_days_is_refused(days):
    with pytest.raises(AnswerTextError, match="12 working days over the target"):
        with_apology(f"Dear Quill,\n\n{LINE}", apology_line(None, days), days=days)


def test_an_own_reference_is_known_by_its_form():
    assert split_reference(" MIN/0007211/12 ") == ("MIN/0007211", 12)
    assert [split_reference(text) for text in ("MIN/7211/1", "AG/GUES01001/01180267", "MIN/0007211/0", "")] == [
        None
    ] * 4


def test_every_act_is_told_in_words():
    played = cleared()
    played.act("cat", acts.LinkLetter(part=1, kind=Kind.PETITION, subject="300239"))
    day = dt.date(2026, 4, 7)
    played.act("ann", sent(day, late=4), on=day)
    assert [told(done.act) for done in played.done] == [
        "Received on 2 March 2026; to be answered within 20 working days",
        "Version 1 of the reply drafted",
        "Version 1 of the reply cleared",
        "Is about the petition 300239",
        "Version 1 of the reply sent on 7 April 2026, signed by: Minister of State, 4 working days over its target",
    ]
