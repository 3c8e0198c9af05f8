"""What letters, requests and petitions give to be counted."""

from __future__ import annotations

import datetime as dt

from clerestory.answer.letters import LETTERS
from clerestory.answer.performance.giving import GIVERS, of_letter, of_petition, of_request
from clerestory.answer.petitions.subject import PETITIONS
from clerestory.model.answers.acts import letters, petitions, requests
from clerestory.model.answers.done import Done
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.public.performance import AnsweredKind
from requests_asked import DIGEST, SETTINGS, drafted, received
from requests_asked import done as asked

WHY = "A reason in words."
THREAD = "MIN/0000001"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def folded(subjects, *acts):
    return subjects.folded([Done(dt.datetime(2026, 12, 1, tzinfo=dt.UTC), "ann", act) for act in acts], SETTINGS)


def came(on: str, *, part: int = 1, sender: str = "mp", days: int = 15) -> letters.ReceiveLetter:
    return letters.ReceiveLetter(
        part=part,
        received=on,
        jurisdictions=["scotland"],
        target_days=days,
        thread=THREAD,
        sender=sender,
        subject="Figures by area",
        people=DIGEST,
    )


def sent(on: str, part: int = 1) -> letters.SendReply:
    return letters.SendReply(part=part, version=1, sent=on, signatory="A minister", text=DIGEST, days_late=0)


def passed_on(on: str) -> letters.TransferOut:
    return letters.TransferOut(part=1, to="Another body", day=on, reason=WHY)


def brief(given) -> list[tuple]:
    return [
        (one.kind.value, str(one.received), *(str(end) if end else "" for end in (one.answered, one.left)))
        for one in given
    ]


def test_each_letter_of_a_thread_counts_with_its_own_target_and_bank_holidays():
    letter = folded(
        LETTERS, came("2025-12-30"), came("2026-02-02", part=2, sender="public", days=20), sent("2026-01-27")
    )
    first, second = of_letter(letter, SETTINGS)
    assert brief([first, second]) == [("mp", "2025-12-30", "2026-01-27", ""), ("public", "2026-02-02", "", "")]
    assert first.due_day == day("2026-01-22")  # in Scotland; a day earlier in England
    assert (first.target, second.target) == ("15 working days", "20 working days")


def test_a_letter_of_the_office_itself_is_not_counted():
    own = letters.StartLetter(
        part=1, started="2026-02-02", thread=THREAD, sender="mp", subject="Figures", people=DIGEST
    )
    assert list(of_letter(folded(LETTERS, own), SETTINGS)) == []


def test_a_letter_that_was_passed_on_and_came_back_is_there_twice():
    back = letters.ReceiveTransfer(
        part=1, received="2026-03-02", jurisdictions=["scotland"], target_days=10, transferred_from="A body", reason=WHY
    )
    letter = folded(LETTERS, came("2026-02-02"), passed_on("2026-02-05"), back, sent("2026-03-04"))
    assert brief(of_letter(letter, SETTINGS)) == [
        ("mp", "2026-02-02", "", "2026-02-05"),
        ("mp", "2026-03-02", "2026-03-04", ""),
    ]


def test_a_letter_that_ended_without_a_reply_left():
    closed = letters.CloseLetter(part=1, day="2026-02-06", reason=WHY)
    assert brief(of_letter(folded(LETTERS, came("2026-02-02"), closed), SETTINGS)) == [
        ("mp", "2026-02-02", "", "2026-02-06")
    ]


def answered(*before, on: str = "2026-03-31", receipt=None):
    draft = drafted()
    return asked(
        receipt or received(),
        *before,
        draft,
        ("bob", requests.ClearAnswer(version=1)),
        requests.SendAnswer(sent=on, version=1),
    )


def test_a_request_is_due_after_20_working_days_of_the_whole_kingdom():
    (given,) = of_request(answered(), SETTINGS)
    assert brief([given]) == [("foi", "2026-03-02", "2026-03-31", "")]
    assert given.due_day == day("2026-03-31")


def test_days_of_a_fee_do_not_count_and_nothing_counts_while_it_is_waited_for():
    notice = requests.GiveFeesNotice(given="2026-03-04", pounds=30)
    assert list(of_request(asked(received(), notice), SETTINGS)) == []
    (given,) = of_request(answered(notice, requests.ReceiveFee(received="2026-03-11"), on="2026-04-10"), SETTINGS)
    assert given.due_day == day("2026-04-10")  # eight days from the notice to the fee: six working days later


def test_what_is_clarified_counts_from_then_on():
    question = requests.AskToClarify(asked="2026-03-03", what="Which years are meant?")
    assert list(of_request(asked(received(), question), SETTINGS)) == []
    clear = requests.ReceiveClarification(received="2026-03-10", question="Of 2025.")
    (given,) = of_request(asked(received(), question, clear), SETTINGS)
    assert brief([given]) == [("foi", "2026-03-10", "", "")]


def test_a_named_day_is_the_target_of_its_question():
    (given,) = of_request(
        asked(received(requests.RequestKind.NAMED_DAY, "2026-03-09", named_day="2026-03-12")), SETTINGS
    )
    assert (given.kind, given.target, given.due_day) == (AnsweredKind.NAMED_DAY, "the day named", day("2026-03-12"))


def test_a_request_that_was_passed_on_left():
    moved = requests.TransferRequest(to="Another body", sent="2026-03-05", reason=WHY)
    assert brief(of_request(asked(received(), moved), SETTINGS)) == [("foi", "2026-03-02", "", "2026-03-05")]


HISTORY = (
    petitions.ImportPetition(
        petition={
            "shape": "live",
            "number": 300239,
            "action": "Release the research in full",
            "state": "open",
            "signatures": 131_626,
        },
        told="2020-02-20",
    ),
    petitions.RecordAsk(
        words="Release it in full",
        kind="full release",
        asked="2020-03-06",
        elements=[{"id": "a", "words": "All of it"}],
    ),
    petitions.RecordResponse(sent="2020-04-24", by="The department", summary="It will not be.", details="Not now."),
)


def test_petition_300239_is_one_petition_that_was_late_by_28_days():
    (given,) = of_petition(folded(PETITIONS, *HISTORY), SETTINGS)
    assert brief([given]) == [("petition", "2020-03-06", "2020-04-24", "")]
    assert (given.due_day, given.days) == (day("2020-03-27"), 49)


def test_every_kind_with_a_clock_gives():
    assert set(GIVERS) == {Kind.LETTER, Kind.REQUEST, Kind.PETITION}
