"""Which passages may be quoted: each rule as a row, and nothing leaves on the word of one of them alone."""

from __future__ import annotations

import datetime as dt

import pytest

from clerestory.model.decisions import Outcome
from clerestory.model.interviews.quotes import LONGEST, QuoteCheck, Refusal
from clerestory.model.interviews.register import NO_CASE, ConsentScope, Interview
from clerestory.model.rules import TextOutputs
from clerestory.pipeline.interviews.proceedings import proceedings_of
from clerestory.protect.text.quotes import Proposed, quote_refusals
from clerestory.study import open_study
from interview_studies import ACQUITTED, HELD, LINKED, LIVE, OVER, bare_study

PLAIN = "They listened, and that was new to me."
NEUTRAL = "It was at the college, in March."
OWN, CHANGED, CODED = ConsentScope.VERBATIM, ConsentScope.QUOTES, ConsentScope.CODING


def checked(outcome: Outcome = Outcome.APPROVE, edited: str = "") -> QuoteCheck:
    return QuoteCheck(
        form="clerestory-quote-check/1", quote="0" * 16, passage="hmac-sha256:" + "0" * 64, edited=edited,
        person="checker-a", role="disclosure checker", outcome=outcome, reason="Looked for names and places.",
        decided=dt.date(2026, 1, 1), simulated=True,
    )  # fmt: skip


YES, NO = checked(), checked(Outcome.REFUSE)
R = Refusal


@pytest.mark.parametrize(
    ("said", "scope", "may_speak", "check", "refused"),
    [
        (PLAIN, OWN, True, YES, []),
        (PLAIN, OWN, True, None, [R.UNCHECKED]),
        (PLAIN, OWN, True, NO, [R.REFUSED]),
        (PLAIN, CODED, True, YES, [R.CONSENT]),  # agreed to be counted, not to be quoted
        (PLAIN, OWN, False, YES, [R.LIVE]),
        (PLAIN, CODED, False, None, [R.CONSENT, R.LIVE, R.UNCHECKED]),  # all reasons, not the first
        (PLAIN, CHANGED, True, YES, [R.IN_OWN_WORDS]),  # agreed to changed words, and none were changed
        (PLAIN, CHANGED, True, checked(edited="Somebody listened."), []),
        (PLAIN, CHANGED, True, checked(edited="they listened, AND that was new to me."), [R.IN_OWN_WORDS]),
        (NEUTRAL, OWN, True, YES, [R.ANCHORS]),  # a school and a month together identify a case (J2)
        (NEUTRAL, OWN, True, checked(edited="It was at the college."), []),  # one alone does not
        ("Ask PC Example about it.", OWN, True, YES, [R.IDENTIFIER]),
        ("Ask PC Example about it.", OWN, True, checked(edited="Ask about it."), []),
        (PLAIN, OWN, True, checked(edited="Ask PC Example about it."), [R.IDENTIFIER]),  # the check let it in
        ("word " * LONGEST, OWN, True, YES, [R.LENGTH]),
        ("  ", OWN, True, YES, [R.LENGTH]),
    ],
)  # fmt: skip
def test_a_passage_leaves_only_where_nothing_speaks_against_it(said, scope, may_speak, check, refused):
    assert list(quote_refusals(Proposed(said, scope, may_speak, check), TextOutputs())) == refused


@pytest.mark.parametrize(
    ("investigation", "may_speak", "may_be_live"),
    [
        (OVER, True, False),
        (LIVE, False, True),
        (ACQUITTED, False, False),  # may be counted, never described
        (LINKED, False, False),  # a co-defendant's trial is still to come (L7)
        (HELD, False, False),  # the police have not released it
        (NO_CASE, True, False),
        ("", False, True),  # nobody said which case it is about
        ("inv" + "z" * 26, False, True),  # a case of which the vault knows nothing
    ],
)
def test_words_come_only_from_cases_that_are_known_to_be_over(tmp_path, investigation, may_speak, may_be_live):
    known = proceedings_of(open_study(bare_study(tmp_path / "s")))
    interview = Interview("int" + "a" * 26, investigation, "OFF", OWN, dt.date(2024, 1, 1))
    assert (known.let_speak(interview), known.may_be_live(interview)) == (may_speak, may_be_live)
