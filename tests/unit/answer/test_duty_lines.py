"""What a line of guidance says of a duty, and which rules it breaks: worked tables."""

from __future__ import annotations

import datetime as dt

import pytest

from clerestory.answer.watch.conflicts import (
    Rule,
    conflicts_of_source,
    conflicts_of_variant,
    standing_of,
    standing_of_source,
)
from clerestory.answer.watch.duty_lines import forces_of, limits_of, sections_of
from clerestory.model.answers.guidance import Duty, Force, MessageVersion, Standing, Topic, Variant
from clerestory.model.lessons.study import Agency

DAY = dt.date(2026, 3, 2)
SCHOOLS, POLICE = Agency.EDU, Agency.POLICE
MUST, MAY, SHOULD, MUST_NOT, NEED_NOT = Force.MUST, Force.MAY, Force.SHOULD, Force.MUST_NOT, Force.NEED_NOT


def duty(name: str, force: Force, version: int = 1, *, limit: str = "", body: str = "schools", until=None) -> Duty:
    section = {"tell": "Example Act 2001, section 11", "ask": "Sample Act 2010, section 5"}[name]
    return Duty(name, version, "words", body, section, force, limit, (SCHOOLS,), DAY, until, "because of the law")


TELL = duty("tell", MUST, 2, limit="within 5 working days")
ASK = duty("ask", MAY, body="chief officers of police")
SOURCE = """You need not be sure.
[duty tell, version 2] You must tell the lead within 5 working days (Example Act 2001, section 11).
[duty ask, version 1] You may ask first."""


def topic(text: str = SOURCE, *duties: Duty, versions: int = 1) -> Topic:
    written = tuple(MessageVersion(number, text, DAY, "ann", "a reason") for number in range(1, versions + 1))
    return Topic("Sharing", "ann", DAY, DAY, duties=duties or (TELL, ASK), versions=written)


# What somebody must do in a line, read by its words alone.
@pytest.mark.parametrize(
    ("words", "forces"),
    [
        ("You must tell her", {MUST}),
        ("You must not wait", {MUST_NOT}),  # the longer word counts
        ("You must never wait", {MUST_NOT}),
        ("You shall tell her", {MUST}),
        ("Staff have to tell her", {MUST}),
        ("It is required to", {MUST}),
        ("You do not have to be sure", {NEED_NOT}),
        ("You are not required to be sure", {NEED_NOT}),
        ("You cannot refuse", {MUST_NOT}),
        ("You may not refuse", {MUST_NOT}),
        ("You should tell her", {SHOULD}),
        ("You may tell her", {MAY}),
        ("You can tell her by 5 May 2026", {MAY}),  # the month is no word of duty
        ("May you ask?", {MAY}),
        ("You must tell her and may ask", {MUST, MAY}),
        ("Mustard is not a duty", set()),
        ("Tell her", set()),
    ],
)
def test_how_strong_words_are(words, forces):
    assert forces_of(words) == forces


@pytest.mark.parametrize(
    ("words", "limits"),
    [
        ("within 5 working days", {"5 working days"}),
        ("within five working days", {"5 working days"}),
        ("within 5 days", {"5 days"}),
        ("within 5 calendar days", {"5 days"}),
        ("within one week", {"7 days"}),
        ("within 7 days", {"7 days"}),
        ("within 2 working weeks", {"2 working weeks"}),
        ("in 24 hours", {"24 hours"}),
        ("within a month", {"1 months"}),
        ("by 5 May 2026", {"5 may 2026"}),
        ("immediately, without delay", {"at once"}),
        ("on the same working day", {"the same working day"}),
        ("within 28 days, and in any case by 1 June", {"28 days", "1 june"}),
        ("soon", set()),
    ],
)
def test_which_time_limits_words_name(words, limits):
    assert limits_of(words) == limits


@pytest.mark.parametrize(
    ("words", "sections"),
    [
        ("section 11 of the Example Act 2001", {"section 11", "example act 2001"}),
        ("s.11(2)(a)", {"section 11(2)(a)"}),
        ("Under the Data Protection Act 2018", {"data protection act 2018"}),
        ("the Sharing (England) Regulations 2012", {"sharing (england) regulations 2012"}),
        ("an act of kindness in 2018", set()),
    ],
)
def test_which_sections_words_name(words, sections):
    assert sections_of(words) == sections


MARK = "[duty tell, version 2]"
GOOD = f"{MARK} Staff must speak to the lead within five working days."
# A variant for schools, and the rules that it breaks. Schools are bound by tell and ask.
TABLE = [
    (f"{GOOD}\n[duty ask, version 1] You may ask first.", set()),
    (f"{GOOD}\n- [duty ask, version 1] You can ask first.", set()),  # other words, the same strength
    (f"{GOOD} Section 11 asks it.\n[duty ask, version 1] You may ask.", set()),  # a section may stand or be left out
    (GOOD, {Rule.LEFT_OUT}),
    (f"{MARK} You should speak to the lead within 5 working days.", {Rule.FORCE, Rule.LEFT_OUT}),
    (f"{MARK} You may speak to the lead within 5 working days.", {Rule.FORCE, Rule.LEFT_OUT}),
    (f"{MARK} You must or may speak to the lead within 5 working days.", {Rule.FORCE, Rule.LEFT_OUT}),
    (f"{MARK} Speak to the lead within 5 working days.", {Rule.FORCE, Rule.LEFT_OUT}),  # no strength at all
    (f"{MARK} You must speak to the lead within 10 working days.", {Rule.LIMIT, Rule.LEFT_OUT}),
    (f"{MARK} You must speak to the lead within 5 days.", {Rule.LIMIT, Rule.LEFT_OUT}),  # no working days
    (f"{MARK} You must speak to the lead.", {Rule.LIMIT, Rule.LEFT_OUT}),
    (f"{GOOD} Section 12 asks it.", {Rule.SECTION, Rule.LEFT_OUT}),
    (f"{GOOD} The Other Act 2003 asks it.", {Rule.SECTION, Rule.LEFT_OUT}),
    (f"{GOOD} Chief officers of police do it.", {Rule.BODY, Rule.LEFT_OUT}),
    (f"{GOOD} Schools do it, not chief officers of police.", {Rule.LEFT_OUT}),  # it names who is bound
    ("[duty tell, version 1] You must tell the lead within 3 days.", {Rule.OLD_VERSION, Rule.LEFT_OUT}),
    ("[duty tell, version 3] You must tell the lead within 3 days.", {Rule.VERSION, Rule.LEFT_OUT}),
    (f"{GOOD}\n[duty other, version 1] You may ask.", {Rule.UNKNOWN, Rule.LEFT_OUT}),
    (f"{GOOD}\nYou must ask first.", {Rule.UNMARKED, Rule.LEFT_OUT}),
    (f"{GOOD}\nYou may ask first.", {Rule.LEFT_OUT}),  # what binds nobody needs no mark
]


@pytest.mark.parametrize(("text", "rules"), TABLE)
def test_what_a_variant_says_otherwise(text, rules):
    assert {one.rule for one in conflicts_of_variant(topic(), SCHOOLS, text)} == rules


def test_who_is_not_bound_may_leave_a_duty_out_and_nothing_else():
    assert conflicts_of_variant(topic(), POLICE, "Schools tell their lead.") == []
    (one,) = conflicts_of_variant(topic(), POLICE, f"{MARK} Schools may tell their lead within 5 working days.")
    assert one.rule is Rule.FORCE


def test_a_duty_of_the_library_that_the_message_has_not_is_another_duty():
    short = topic(SOURCE.rsplit("\n", 1)[0])
    found = conflicts_of_variant(short, SCHOOLS, f"{GOOD}\n[duty ask, version 1] You may ask first.")
    assert [(one.rule, one.line, one.duty) for one in found] == [(Rule.NOT_IN_SOURCE, 2, "ask")]


def test_a_conflict_is_told_with_its_line():
    (one, _) = conflicts_of_variant(topic(), SCHOOLS, f"First.\n\n{MARK} You may tell within 5 working days.")
    assert one.words == "line 3 (tell) puts its duty more or less strongly than the library does"


VARIANT = Variant(SCHOOLS, 1, f"{GOOD}\n[duty ask, version 1] You may ask first.", DAY, "ann")
ENDED = duty("ask", MAY, 2, body="chief officers of police", until=DAY)
STRONGER = duty("ask", MUST, 1, body="chief officers of police")
# What changed since, and where the message and its variant stand then.
LATER = [
    (topic(), Standing.CURRENT, Standing.CURRENT),
    (topic(versions=2), Standing.CURRENT, Standing.OUT_OF_DATE),  # the message has a new version
    (topic(SOURCE, TELL, ASK, duty("tell", MUST, 3, limit="at once")), Standing.OUT_OF_DATE, Standing.OUT_OF_DATE),
    (topic(SOURCE, TELL, ASK, ENDED), Standing.OUT_OF_DATE, Standing.OUT_OF_DATE),
    (topic(SOURCE, TELL, STRONGER), Standing.CONFLICT, Standing.CONFLICT),  # it says may where the law says must
]


@pytest.mark.parametrize(("now", "of_source", "of_variant"), LATER)
def test_where_a_message_stands_when_something_changed(now, of_source, of_variant):
    assert (standing_of_source(now), standing_of(now, VARIANT)) == (of_source, of_variant)


def test_a_message_is_held_against_the_library_too():
    assert conflicts_of_source(topic(), SOURCE) == []
    found = conflicts_of_source(topic(), "[duty tell, version 2] You may tell the lead within 5 working days.")
    assert [one.rule for one in found] == [Rule.FORCE]
