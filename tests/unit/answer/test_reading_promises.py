"""Which sentences are promises, one by one; the sentences are ours, their forms are those of published answers."""

from __future__ import annotations

import datetime as dt

import pytest

from clerestory.answer.reading import read_letter
from clerestory.model.answers.reading import PromiseKind

HEAD = "Department for Public Safety\n\n3 March 2031\n\nJude Barrowby MP\n\nDear Jude,\n\n"
FOOT = "\n\nYours sincerely,\n\nHelen Sallow MP\n"


def read(*sentences, head=HEAD):
    return read_letter(head + "\n\n".join(sentences) + FOOT)


@pytest.mark.parametrize(
    ("words", "kind", "due"),
    [
        ("We will publish the tables this year.", PromiseKind.DATED, dt.date(2031, 12, 31)),
        ("We'll send the form by 30 April.", PromiseKind.DATED, dt.date(2031, 4, 30)),
        ("The Department will soon publish a plan.", PromiseKind.UNDATED, None),
        # another verb stands between
        (
            "The government takes this seriously and will open a call for evidence in May 2031.",
            PromiseKind.DATED,
            dt.date(2031, 5, 31),
        ),
        ("The Government is weighing the report and will answer it in due course.", PromiseKind.UNDATED, None),
        # without will
        ("It is our intention to lay the order by June 2031.", PromiseKind.DATED, dt.date(2031, 6, 30)),
        ("Ministers have pledged to fund the work.", PromiseKind.UNDATED, None),
        ("We remain committed to publishing the review.", PromiseKind.UNDATED, None),
        ("I have instructed my officials to write to each force.", PromiseKind.UNDATED, None),
        ("We hope to publish the plan in due course.", PromiseKind.UNDATED, None),
        ("We are drafting guidance for schools to be published by May 2031.", PromiseKind.DATED, dt.date(2031, 5, 31)),
        # nobody is named
        ("The answer to the consultation will be published in due course.", PromiseKind.UNDATED, None),
        ("A consultation will open in November 2031.", PromiseKind.DATED, dt.date(2031, 11, 30)),
        ("You will receive a full reply by 30 April.", PromiseKind.DATED, dt.date(2031, 4, 30)),
        # conditions
        ("If more work is needed, we will pay for it.", PromiseKind.CONDITIONAL, None),
        ("Should a force refuse, I will ask why.", PromiseKind.CONDITIONAL, None),
        ("We will pay for more work, provided that the panel asks for it.", PromiseKind.CONDITIONAL, None),
        # without an end
        ("We will keep the matter under review.", PromiseKind.CONTINUING, None),
        ("Officials will continue to work with forces.", PromiseKind.CONTINUING, None),
    ],
)
def test_a_promise_is_proposed(words, kind, due):
    (promise,) = read(words).promises
    assert (promise.words, promise.kind, promise.due) == (words, kind, due)
    assert bool(promise.why_no_due) is (due is None)


@pytest.mark.parametrize(
    "words",
    [
        "I am determined that nothing like this will happen again.",
        "We believe that the law is clear.",
        "We will do all we can to protect children.",
        "I will not rest until this has ended.",
        "We will never stop fighting for victims.",
        "I will be happy to meet you.",
        "The Government has no plans to change the law.",
        "This Government will not publish the file.",
        "A map would identify people, and we will not publish one.",
        "Those who did this will be brought to justice.",
        "This money will help victims to recover.",
        "Victims should feel that they will be listened to.",
        "In 2029 the Government said that it would publish the review, and it did so.",
        "We have set up a group, through which agencies work together.",
        # what others promise
        "The Inquiry will publish its report in June.",
        "The standard is to be updated by each force.",
        "You wrote that we will publish the review.",
        "They say that the government will publish it.",
        "There is a plan that says how we will work with forces.",
        # what is asked
        "Will we publish the tables this year?",
    ],
)
def test_what_is_no_promise_of_ours_is_none(words):
    assert read(words).promises == ()


def test_what_the_government_will_do_is_no_promise_of_a_member_of_the_public():
    head = "3 March 2031\n\nDear Minister,\n\n"
    read = read_letter(
        f"{head}The Government will publish the review this year. I will write again.\n\nYours,\n\nA. Reader\n"
    )
    assert [one.words for one in read.promises] == ["I will write again."]


def test_what_a_promised_thing_will_hold_is_told_apart():
    found = read(
        "We will publish a handbook. It will list every step.", "The handbook will also name a person to ask."
    ).promises
    assert [one.kind for one in found] == [PromiseKind.UNDATED, PromiseKind.CONTENT, PromiseKind.CONTENT]


def test_a_condition_has_a_trigger_and_a_consequence():
    (promise,) = read("If there is more to learn, we will pay for research.").promises
    assert (promise.trigger, promise.consequence) == ("If there is more to learn", "we will pay for research")


def test_a_text_without_a_date_gives_a_day_only_where_the_words_have_the_year():
    head = "Department for Public Safety\n\nDear Jude,\n\n"
    relative, absolute = read("We will publish it this year.", "We will print it in May 2033.", head=head).promises
    assert (relative.kind, relative.due) == (PromiseKind.DATED, None)
    assert "no date of its own" in relative.why_no_due
    assert absolute.due == dt.date(2033, 5, 31)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The Inquiry will publish its report in June.", "research or review"),
        ("The handbook is being rewritten by the college.", "guidance"),
        ("It will be discussed at the national Safe Streets Summit on Monday.", "event"),
        ("Ofsted will inspect all homes again in the autumn.", "act of others"),
        ("The code of the Data Guardian is currently being revised.", "guidance"),
    ],
)
def test_what_others_do_is_to_follow(words, kind):
    assert [one.kind.value for one in read(words).watched] == [kind]


@pytest.mark.parametrize(
    "words",
    [
        "When will the review be published?",
        "Please send me the form.",
        "I’d be grateful, therefore, if you could come on Thursday.",
        "It would be extremely helpful to have an answer in writing.",
        "I look forward to hearing from you by 20 January.",
        "I am writing to ask for your help.",
        "We would therefore very much welcome clarity on the numbers.",
        "May I ask what has become of it?",
        "I urge the Government to publish it.",
        "Publish the figures.",
        "I wonder if you would let me have a copy.",
    ],
)
def test_what_is_asked_is_proposed(words):
    assert [one.words for one in read(words).asks] == [words]


@pytest.mark.parametrize(
    "words",
    [
        "Please accept my good wishes.",
        "Please do not hesitate to contact me.",
        "You asked whether councils may share data.",
        "I would like to assure you that this matters to us.",
        "I hope that this is helpful.",
        "I wonder whether it has been used by others.",
        "I look forward to meeting you.",
    ],
)
def test_what_only_sounds_like_asking_is_no_ask(words):
    assert read(words).asks == ()
