"""What may be done about a request, and what may not: each refusal beside its near twin that passes."""

from __future__ import annotations

import csv
import datetime as dt
import importlib.resources

import pytest

from clerestory.answer.requests import REQUESTS
from clerestory.answer.requests.due_days import due_day, review_due
from clerestory.answer.requests.notices import answer_notice, extension_notice, sorry_line
from clerestory.answer.requests.public import public_requests
from clerestory.answer.requests.states import IN_STATES
from clerestory.answer.requests.telling import _WORDS, told
from clerestory.errors import AnswerNowError
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.done import Done
from clerestory.model.answers.exemptions import EXEMPTIONS, MAY_DENY, Section, Weighing
from clerestory.model.answers.requests import RequestState
from clerestory.model.commission import DataKind
from clerestory.model.grounds import GroundCode
from requests_asked import LONG, NOTE, SETTINGS, WHY, applied, do, done, drafted, received

RULES = SETTINGS.requests
WRITTEN, NAMED, LORDS = acts.RequestKind.WRITTEN, acts.RequestKind.NAMED_DAY, acts.RequestKind.LORDS
CLEARED = (drafted(), ("ben", acts.ClearAnswer(version=1)))
SENT = acts.SendAnswer(sent="2026-03-20", version=1)
# Section 2(3) of the Act as amended, written down here apart: what is not among them and is an exemption is qualified.
ABSOLUTE = {"21", "23", "32", "34", "37(1)(a)-(ab)", "40(1)", "40(2)", "41", "44"}


def test_the_sections_that_are_absolute_are_those_of_section_2():
    found = {section.value for section, one in EXEMPTIONS.items() if one.weighing is Weighing.ABSOLUTE}
    no_duty = {section.value for section, one in EXEMPTIONS.items() if one.weighing is Weighing.NO_EXEMPTION}
    assert set(EXEMPTIONS) == set(Section)
    assert found == ABSOLUTE
    assert no_duty == {"12", "14(1)", "14(2)", "cost"}


def test_codes_of_sections_are_those_of_the_shipped_list():
    folder = importlib.resources.files("clerestory.study.group_based_offending") / "codelists"
    rows = list(csv.DictReader((folder / "withhold_reason.csv").read_text(encoding="utf-8").splitlines()))
    listed = {row["code"] for row in rows}
    for exemption in EXEMPTIONS.values():
        assert {code.value for code in exemption.reasons} <= listed
    assert EXEMPTIONS[Section.S22A].reasons == EXEMPTIONS[Section.S22].reasons == (GroundCode.FUT,)
    assert EXEMPTIONS[Section.S40_2].reasons == (GroundCode.PERS,)


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (applied(Section.S31, public_interest=None), "nobody has weighed"),  # qualified, without its note
        (applied(Section.S31, harm=""), "none is named"),  # prejudice, without its harm
        (applied(Section.S31, harm="It would harm."), "none is named"),  # a harm of three words
        (applied(Section.S41, public_interest=NOTE), "nothing to weigh"),  # absolute, with a note
        (applied(Section.S30, reason=None), "several reasons"),  # investigation, or active proceedings
        (applied(Section.S30, reason=GroundCode.PERS), "is no code of"),
        (applied(Section.S21, denies=True), "neither confirm nor deny"),
        (applied(Section.S35, what=acts.Covered.TABLE), "refused for tables"),
        (applied(Section.S35, what=acts.Covered.STATISTICS, decided="2026-03-01"), "the policy is decided"),
        (applied(Section.S22, published=None), "a day of publication"),
        (applied(Section.S22, published="2026-12-31"), "a day of publication"),  # today is not to come
        (applied(Section.S22, intended="2026-03-03"), "before the request came"),
        (applied(Section.S22, intended=None), "before the request came"),
        (applied(Section.S36, opinion=""), "qualified person"),
        (applied(Section.S12, hours=24), "from 24 hours on"),
        (applied(Section.S12, hours=None), "from 24 hours on"),
        (applied(Section.S14_2, repeats=""), "which request is repeated"),
        (applied(Section.COST), "is nothing that answers a foi"),
    ],
)
def test_a_section_without_what_it_asks_for_is_refused(act, what):
    with pytest.raises(AnswerNowError, match=what):
        done(received(), act)


@pytest.mark.parametrize(
    "act",
    [
        *(applied(section) for section in Section if section is not Section.COST),
        applied(Section.S35, what=acts.Covered.STATISTICS),  # not decided yet
        applied(Section.S35, what=acts.Covered.OTHER, decided="2026-03-01"),  # no statistics
        applied(Section.S22, intended="2026-03-02"),  # on the day of receipt
        applied(Section.S12, hours=25),
        applied(Section.S30, reason=GroundCode.ACTIVE),
        applied(Section.S30, reason=None, denies=True),
    ],
)
def test_a_section_with_all_that_it_asks_for_is_applied(act):
    request = done(received(), act)
    assert list(request.applied) == [act.section]


def test_what_is_denied_is_told_under_one_code():
    codes = {done(received(), applied(one, denies=True, reason=None)).applied[one].code for one in MAY_DENY}
    assert codes == {GroundCode.NCND}


def test_parliament_is_told_of_cost_and_never_of_section_12():
    question = received(WRITTEN)
    assert Section.COST in done(question, applied(Section.COST, hours=35)).applied
    with pytest.raises(AnswerNowError, match="from 34 hours on"):
        done(question, applied(Section.COST, hours=34))
    with pytest.raises(AnswerNowError, match="is nothing that answers"):
        done(question, applied(Section.S12))


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ((drafted(acts.Given.REFUSED),), "needs a section"),
        ((drafted(acts.Given.PART),), "needs a section"),
        ((applied(Section.S41), drafted()), "withholds nothing"),
        ((applied(Section.S41), drafted(acts.Given.NOT_HELD)), "withholds nothing"),
        ((applied(Section.S12), drafted(acts.Given.PART)), "as a whole"),
        ((drafted(log=acts.LogEntry(asked="What is known")),), "the log says what was given"),
        (
            (applied(Section.S41), drafted(acts.Given.REFUSED, tables=[{"table": "t9", "title": "By area"}])),
            "gives no tables",
        ),
    ],
)
def test_an_answer_whose_parts_contradict_each_other_is_refused(said, what):
    with pytest.raises(AnswerNowError, match=what):
        done(received(), *said)


def test_the_log_names_no_place_beside_a_section_on_investigations():
    log = acts.LogEntry(asked="How many are known in Northmoor")
    assert done(received(), applied(Section.S41), drafted(acts.Given.REFUSED, log=log)).drafts == 1
    with pytest.raises(AnswerNowError, match="without"):
        done(received(), applied(Section.S31), drafted(acts.Given.REFUSED, log=log))


def test_who_wrote_an_answer_does_not_clear_it_and_only_the_last_version_is_cleared():
    with pytest.raises(AnswerNowError, match="you wrote it"):
        done(received(), drafted(), acts.ClearAnswer(version=1))
    with pytest.raises(AnswerNowError, match="version 2 is the last"):
        done(received(), drafted(), drafted(), ("ben", acts.ClearAnswer(version=1)))
    assert done(received(), *CLEARED).state is RequestState.CLEARED


def test_a_text_is_cleared_by_nobody_who_wrote_a_version_of_it():
    resaved = done(received(), drafted(), ("cat", drafted()))
    with pytest.raises(AnswerNowError, match="you wrote an earlier version"):
        do(resaved, acts.ClearAnswer(version=2), person="ann")
    again = done(received(), drafted(), acts.ReturnAnswer(reason="A word is wrong in it."), ("cat", drafted()))
    with pytest.raises(AnswerNowError, match="you wrote an earlier version"):
        do(again, acts.ClearAnswer(version=2), person="ann")
    assert do(resaved, acts.ClearAnswer(version=2), person="ben").state is RequestState.CLEARED


def test_an_answer_goes_out_on_no_day_before_it_was_cleared():
    drafted_late = done(received(), drafted(), on="2026-06-01")
    cleared = do(drafted_late, acts.ClearAnswer(version=1), person="ben", on="2026-06-01")
    with pytest.raises(AnswerNowError, match="it was cleared on 1 June 2026"):
        do(cleared, SENT.model_copy(update={"sent": dt.date(2026, 5, 31)}))
    same_day = do(cleared, SENT.model_copy(update={"sent": dt.date(2026, 6, 1)}))
    assert same_day.state is RequestState.ANSWERED


def test_the_day_of_clearance_is_that_of_london():
    request = done(received(), drafted())
    late = Done(dt.datetime(2026, 6, 1, 23, 30, tzinfo=dt.UTC), "ben", acts.ClearAnswer(version=1))
    assert str(REQUESTS.after(request, late, SETTINGS).draft.cleared) == "2026-06-02"


def test_what_was_changed_after_it_was_cleared_is_cleared_anew():
    sent_back = done(received(), *CLEARED, acts.ReturnAnswer(reason="A word is wrong in it."), drafted())
    assert sent_back.state is RequestState.DRAFTED
    with pytest.raises(AnswerNowError, match='state "waiting for clearance"'):
        do(sent_back, acts.SendAnswer(sent="2026-03-20", version=2))


def test_an_answer_whose_figures_changed_does_not_go_out():
    figure = acts.CitedFigure(release="2026-01-01", table="t1", row="n", column="total", printed="40")
    cleared = done(received(), drafted(figures=[figure]), ("ben", acts.ClearAnswer(version=1)))
    with pytest.raises(AnswerNowError, match="has changed"):
        do(cleared, SENT)
    assert do(cleared, SENT.model_copy(update={"figures": (figure,)})).state is RequestState.ANSWERED


def test_a_table_that_is_not_registered_does_not_go_out():
    cleared = done(received(), drafted(tables=[{"table": "t9", "title": "By area"}]), CLEARED[1])
    with pytest.raises(AnswerNowError, match="'t9' is not registered"):
        do(cleared, SENT)
    other = acts.RegisterTable(table="t8", printed=DIGEST_OF_T9, left="a" * 64)
    with pytest.raises(AnswerNowError, match="has no table 't8'"):
        do(cleared, other)
    registered = do(cleared, other.model_copy(update={"table": "t9"}))
    assert do(registered, SENT).sent[0].draft.act.tables[0].table == "t9"


DIGEST_OF_T9 = "sha256:" + "9" * 64


def test_a_section_on_publication_holds_until_that_day():
    refused = drafted(acts.Given.REFUSED)
    section = applied(Section.S22, published="2026-03-20")
    cleared = done(received(), section, refused, CLEARED[1], on="2026-03-19")
    assert do(cleared, SENT.model_copy(update={"sent": SENT.sent.replace(day=19)}), on="2026-03-19").sent
    with pytest.raises(AnswerNowError, match="is past"):
        do(cleared, SENT, on="2026-03-20")


# Counted by hand in a calendar: 17 March (Northern Ireland), 3 and 6 April (Easter; 6 April is none in Scotland),
# 4 and 25 May, 13 July (Northern Ireland), 3 August (Scotland) are bank holidays somewhere.
@pytest.mark.parametrize(
    ("kind", "day", "due"),
    [
        (acts.RequestKind.FOI, "2026-03-02", "2026-03-31"),  # 20 weekdays are the 30th, and the 17th is no working day
        (acts.RequestKind.FOI, "2026-03-01", "2026-03-30"),  # a Sunday counts as the day of receipt
        (acts.RequestKind.FOI, "2026-04-02", "2026-05-05"),  # Good Friday, Easter Monday, 4 May
        (acts.RequestKind.FOI, "2026-07-10", "2026-08-11"),  # 13 July in Northern Ireland, 3 August in Scotland
        (WRITTEN, "2026-03-02", "2026-03-09"),  # a week
        (LORDS, "2026-03-02", "2026-03-16"),  # ten working days
        (LORDS, "2026-04-02", "2026-04-20"),  # Easter
    ],
)
def test_the_day_by_which_an_answer_is_due(kind, day, due):
    assert str(due_day(done(received(kind, day)), RULES)) == due


def test_a_named_day_question_is_due_on_its_day():
    assert str(due_day(done(received(NAMED, named_day="2026-03-05")), RULES)) == "2026-03-05"
    with pytest.raises(ValueError, match="has a named day"):
        received(NAMED)
    with pytest.raises(ValueError, match="has a named day"):
        received(WRITTEN, named_day="2026-03-05")


def test_what_makes_a_request_clear_starts_its_days_anew():
    asked = done(received(), acts.AskToClarify(asked="2026-03-09", what="Which years are meant?"))
    assert due_day(asked, RULES) is None
    with pytest.raises(AnswerNowError, match="waiting to be clarified"):
        do(asked, drafted())
    clear = do(asked, acts.ReceiveClarification(received="2026-04-02", question="Of 2024 alone."))
    assert (str(due_day(clear, RULES)), clear.question) == ("2026-05-05", "Of 2024 alone.")


def test_days_in_which_a_fee_is_waited_for_do_not_count():
    asked = done(received(), acts.GiveFeesNotice(given="2026-03-10", pounds=30))
    assert due_day(asked, RULES) is None
    # The 10th to the 20th have eight working days (the 17th is none): the 31st becomes the 14th of April over Easter.
    assert str(due_day(do(asked, acts.ReceiveFee(received="2026-03-20")), RULES)) == "2026-04-14"


def test_what_was_not_clarified_or_paid_is_closed_only_after_its_days():
    unclear = done(received(), acts.AskToClarify(asked="2026-03-09", what="Which years are meant?"))
    closing = acts.CloseRequest(closed="2026-05-11", why=acts.Closing.NOT_CLARIFIED, reason=WHY)
    with pytest.raises(AnswerNowError, match="has until 8 May 2026"):
        do(unclear, closing.model_copy(update={"closed": closing.closed.replace(day=8)}))
    assert do(unclear, closing).end_words == "not clarified"
    unpaid = done(received(), acts.GiveFeesNotice(given="2026-03-10", pounds=30))
    fee = closing.model_copy(update={"why": acts.Closing.NOT_PAID, "closed": closing.closed.replace(month=6, day=10)})
    with pytest.raises(AnswerNowError, match="has until 10 June 2026"):
        do(unpaid, fee)
    assert do(unpaid, fee.model_copy(update={"closed": fee.closed.replace(day=11)})).state is RequestState.CLOSED
    with pytest.raises(AnswerNowError, match="nobody waits for that"):
        done(received(), closing)


def extension(**said) -> acts.ExtendRequest:
    made = {"section": Section.S31, "sent": "2026-03-30", "until": "2026-04-20", "reason": WHY}
    return acts.ExtendRequest(**{**made, **said})


def test_time_is_extended_for_the_public_interest_alone():
    request = done(received(), extension())
    assert str(due_day(request, RULES)) == "2026-04-20"
    assert "section 31" in " ".join(extension_notice(request, extension()))
    refusals = {
        "is not qualified": extension(section=Section.S41),
        "was due is past": extension(sent="2026-04-01"),
        "due on 31 March 2026": extension(until="2026-03-31"),
        "not reasonable": extension(until="2026-07-01"),
    }
    for what, act in refusals.items():
        with pytest.raises(AnswerNowError, match=what):
            done(received(), act)
    assert done(received(), extension(until="2026-07-01", exceptional="The other body answers late.")).extended


def test_twenty_more_days_are_the_most_without_an_exception():
    last = "2026-04-30"  # forty working days after 2 March: 17 March, 3 and 6 April are none
    assert done(received(), extension(until=last)).extended
    with pytest.raises(AnswerNowError, match="30 April 2026"):
        done(received(), extension(until="2026-05-01"))


def test_parliament_gets_holding_answers_and_requests_get_none():
    held = acts.HoldAnswer(sent="2026-03-05", until="2026-03-19", reason=WHY)
    assert str(due_day(done(received(WRITTEN), held), RULES)) == "2026-03-19"
    with pytest.raises(AnswerNowError, match="this is for a question in Parliament"):
        done(received(), held)
    with pytest.raises(AnswerNowError, match="this is for a request for information"):
        done(received(WRITTEN), extension())


def test_an_answer_to_parliament_is_corrected_by_another_that_says_why():
    wrong = acts.CorrectAnswer(found="2026-03-25", until="2026-03-27", reason="A year was wrong in it.")
    request = done(received(WRITTEN), *CLEARED, SENT, wrong)
    assert str(due_day(request, RULES)) == "2026-03-27"
    again = done(
        received(WRITTEN),
        *CLEARED,
        SENT,
        wrong,
        drafted(),
        ("ben", acts.ClearAnswer(version=2)),
        acts.SendAnswer(sent="2026-03-26", version=2),
    )
    (logged,) = public_requests({"PQ-2026-0001": again}, DataKind.SYNTHETIC).requests
    assert (str(logged.answered), logged.corrected) == ("2026-03-26", wrong.reason)
    with pytest.raises(AnswerNowError, match="4,000 characters"):
        done(received(WRITTEN), drafted(characters=4001))


REVIEW = acts.AskReview(received="2026-03-25", about="A table is missing.")


def test_a_review_is_decided_by_somebody_who_had_no_part_in_the_answer():
    asked = done(
        received(), ("cat", applied(Section.S41)), drafted(acts.Given.REFUSED), CLEARED[1], ("dee", SENT), REVIEW
    )
    decided = acts.DecideReview(decided="2026-04-10", outcome=acts.ReviewOutcome.UPHELD, reason=WHY)
    assert str(review_due(asked, RULES)) == "2026-04-24"  # twenty working days, without Good Friday and Easter Monday
    for person in ("ann", "ben", "cat", "dee"):
        with pytest.raises(AnswerNowError, match="had a part"):
            do(asked, decided, person=person)
    after = do(asked, decided, person="eve")
    assert after.state is RequestState.ANSWERED
    with pytest.raises(AnswerNowError, match="reviewed before"):
        do(after, REVIEW.model_copy(update={"received": decided.decided}))


def test_who_wrote_or_cleared_an_earlier_version_or_registered_a_table_decides_no_review():
    tables = [{"table": "t9", "title": "By area"}]
    register = acts.RegisterTable(table="t9", printed=DIGEST_OF_T9, left="a" * 64)
    asked = done(
        received(),
        ("cat", drafted()),
        ("fay", acts.ClearAnswer(version=1)),
        acts.ReturnAnswer(reason="A word is wrong in it."),
        drafted(tables=tables),
        ("ben", acts.ClearAnswer(version=2)),
        ("dee", register),
        SENT.model_copy(update={"version": 2}),
        REVIEW,
    )
    decided = acts.DecideReview(decided="2026-04-10", outcome=acts.ReviewOutcome.UPHELD, reason=WHY)
    for person in ("ann", "ben", "cat", "dee", "fay"):
        with pytest.raises(AnswerNowError, match="had a part"):
            do(asked, decided, person=person)
    assert do(asked, decided, person="eve").state is RequestState.ANSWERED


def test_an_answer_that_does_not_stand_is_followed_by_another():
    overturned = {"decided": "2026-04-10", "outcome": acts.ReviewOutcome.OVERTURNED, "reason": WHY}
    with pytest.raises(ValueError, match="until says"):
        acts.DecideReview(**overturned)
    request = done(received(), *CLEARED, SENT, REVIEW, ("eve", acts.DecideReview(**overturned, until="2026-04-20")))
    assert (request.state, str(due_day(request, RULES))) == (RequestState.OPEN, "2026-04-20")


def test_a_review_is_asked_for_in_forty_working_days_or_with_a_reason():
    answered = done(received(), *CLEARED, SENT)  # on 20 March: forty working days on is 20 May
    inside, outside = (REVIEW.model_copy(update={"received": SENT.sent.replace(month=5, day=day)}) for day in (20, 21))
    assert do(answered, inside).state is RequestState.IN_REVIEW
    with pytest.raises(AnswerNowError, match="until 20 May 2026"):
        do(answered, outside)
    assert do(answered, outside.model_copy(update={"late": "They were ill."})).state is RequestState.IN_REVIEW


def test_a_review_is_extended_once_and_to_forty_working_days():
    asked = done(received(), *CLEARED, SENT, REVIEW)
    more = acts.ExtendReview(sent="2026-04-20", until="2026-05-26", reason=WHY)  # 25 May is a bank holiday
    longer = do(asked, more)
    assert str(review_due(longer, RULES)) == "2026-05-26"
    with pytest.raises(AnswerNowError, match="extended before"):
        do(longer, more)
    with pytest.raises(AnswerNowError, match="ends by 26 May 2026"):
        do(asked, more.model_copy(update={"until": more.until.replace(day=27)}))


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (received().model_copy(update={"title": "Request of Ms Jane Example"}), "title"),
        (received().model_copy(update={"question": "Write to jane@example.org."}), "question"),
        (received(came_from="Mr Example of another office"), "came_from"),
        (received(reference="Ms Example 12"), "reference"),
        (acts.AskToClarify(asked="2026-03-09", what="Does DC Example know?"), "what"),
        (applied(Section.S41, covers="Notes of Operation Oakley"), "covers"),
        (applied(Section.S31, public_interest=NOTE.model_copy(update={"balance": f"{LONG} Ms Example"})), "balance"),
        (acts.ReturnAnswer(reason="The girl was born on 3 March 2009, so leave it out."), "reason"),
        (drafted(log=acts.LogEntry(asked="What Mr Example asked", given="A table")), "asked"),
        (drafted(tables=[{"table": "t9", "title": "Ms Example and others"}]), "title"),
    ],
)
def test_no_words_of_an_act_name_or_number_somebody(act, field):
    before = None if isinstance(act, acts.ReceiveRequest) else done(received(), drafted())
    with pytest.raises(AnswerNowError, match=f"^.*{field}: holds what looks like") as refused:
        do(before, act)
    assert "Example" not in str(refused.value)


def test_days_references_and_what_parliament_asked_may_stand():
    named = received(WRITTEN, reference="12345").model_copy(update={"question": "What does Sir Example advise?"})
    assert done(named).question == "What does Sir Example advise?"
    came = received(reference="EA/2024/0123", came_from="Another office, on 3 March 2026")
    request = done(came, applied(Section.S14_2), acts.AskToClarify(asked="2026-03-09", what="From 3 March 2024 on?"))
    note = acts.NoteRequest(
        body=acts.OutsideBody.TRIBUNAL, day="2026-03-09", reference="EA/2025/0456", note="It was put on record."
    )
    assert do(request, note).notes == (note,)


def test_nothing_happens_before_what_happened_last_or_tomorrow():
    with pytest.raises(AnswerNowError, match="still to come"):
        done(received(day="2027-01-01"))
    with pytest.raises(AnswerNowError, match="is before 2 March 2026"):
        done(received(), acts.AskToClarify(asked="2026-03-01", what="Which years are meant?"))
    late_at_night = done(received(day="2026-06-02"), on="2026-06-02")
    assert late_at_night.latest == late_at_night.received.received


def test_who_asked_is_erased_only_when_no_review_can_be_asked_for():
    asked = received(asker=DIGEST_OF_T9)
    answered = done(asked, *CLEARED, SENT)
    erasing = acts.EraseAsker(day="2026-05-21", reason="The days for a review are over.")
    with pytest.raises(AnswerNowError, match="until 20 May 2026"):
        do(answered, erasing.model_copy(update={"day": erasing.day.replace(day=20)}))
    assert answered.personal == (DIGEST_OF_T9,)
    assert do(answered, erasing).personal == ()


def test_a_notice_says_everything_that_section_17_asks_for():
    request = done(received(), applied(Section.S31, harm=LONG), applied(Section.S22), applied(Section.S41))
    said = "\n".join(answer_notice(request, drafted(acts.Given.PART), RULES))
    for words in (
        "Section 31: Law enforcement",
        WHY,
        f"The harm of disclosure: {LONG}",
        f"For disclosure: {NOTE.disclosing}",
        f"For withholding: {NOTE.withholding}",
        f"On balance: {NOTE.balance}",
        "published on 1 January 2099",
        "This exemption is absolute",
        "internal review within 40 working days",
        "complain to the Commissioner",
    ):
        assert words in said
    assert "Commissioner" not in "\n".join(answer_notice(done(received(WRITTEN)), drafted(), RULES))


def test_a_late_answer_says_how_late():
    cleared = done(received(), *CLEARED)
    assert "4 working days late" in sorry_line(cleared, dt.date(2026, 4, 8), RULES)  # 1, 2, 7, 8 April, over Easter
    assert "1 working day late" in sorry_line(cleared, dt.date(2026, 4, 1), RULES)
    assert sorry_line(cleared, dt.date(2026, 3, 31), RULES) == ""


def test_the_log_has_what_was_answered_and_never_who_asked():
    told = done(received(), applied(Section.S31), drafted(acts.Given.REFUSED), CLEARED[1], SENT)
    open_one = done(received())
    question = done(received(WRITTEN), *CLEARED, SENT)
    made = public_requests(
        {"FOI-2026-0001": told, "FOI-2026-0002": open_one, "PQ-2026-0001": question}, DataKind.SYNTHETIC
    )
    assert [one.reference for one in made.requests] == ["FOI-2026-0001", "PQ-2026-0001"]
    assert [section.code for section in made.requests[0].sections] == [GroundCode.LEO]
    assert "Northmoor" not in made.model_dump_json()
    assert public_requests({"FOI-2026-0002": open_one}, DataKind.SYNTHETIC) is None


def test_every_act_is_told_in_words():
    said = [
        received(),
        acts.AskToClarify(asked="2026-03-09", what="Which years?"),
        acts.GiveFeesNotice(given="2026-03-10", pounds=1200),
        applied(Section.S41),
        REVIEW,
    ]
    assert [told(act) for act in said] == [
        "Received on 2 March 2026",
        "Asked on 9 March 2026 what is wanted. Which years?",
        "A fee of £1,200 asked for on 10 March 2026",
        "Withheld under section 41: The part on reports",
        "An internal review asked for on 25 March 2026",
    ]
    assert set(_WORDS) == set(acts.ACTS) == set(IN_STATES)
