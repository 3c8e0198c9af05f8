"""Quotes: passages that coders marked, redaction checks of people, and the bank of those that may leave."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from clerestory.clock import SystemClock
from clerestory.errors import DecisionError, InterviewError
from clerestory.ledger import PROGRAM, Duty, Ledger
from clerestory.model.commission import DataKind
from clerestory.model.decisions import Outcome
from clerestory.model.interviews.findings import About
from clerestory.model.interviews.printed_forms import quote_bank_form
from clerestory.model.interviews.quotes import Passage, Quote, QuoteBank, QuoteCheck
from clerestory.model.interviews.register import KindWords
from clerestory.model.rules import TextOutputs
from clerestory.pipeline.acting import check_actor, check_words
from clerestory.pipeline.consulting import consulted
from clerestory.pipeline.gates import private_key
from clerestory.pipeline.interviews.opened import OpenedInterviews, open_interviews
from clerestory.pipeline.interviews.passages import check_of, passage_of, passages_of, unformed
from clerestory.pipeline.stages.published import sealed_heads
from clerestory.progress import SILENT, Progress
from clerestory.protect.rules.outputs import shown_kinds
from clerestory.protect.text.quotes import Proposed, quote_refusals
from clerestory.review import check_quote_check, sign
from clerestory.share.toml_text import toml_text
from clerestory.study import write_atomically
from clerestory.study.writing import make_secret, write_secret

CHECKED, LEFT = "quote checked", "quotes disclosed"
_FORM = "clerestory-quote-check/1"


@dataclass(frozen=True)
class QuoteSaid:
    """What a checker says of a passage.

    Attributes
    ----------
    edited : str
        The words that may leave, if they were changed.
    """

    person: str
    outcome: Outcome
    reason: str
    on: dt.date
    edited: str = ""
    key_file: Path | None = None


def interview_quotes(root: Path, *, progress: Progress = SILENT, actor: str = PROGRAM) -> tuple[QuoteBank, About]:
    """Give the quotes that may leave, and of each other passage every reason why it may not.

    Raises
    ------
    DecisionError
        If a redaction check is ill formed, unsigned, or by somebody who may not check.
    """
    opened = open_interviews(root, progress)
    consulted(opened.study, who=actor, why="quotes of interviews", what="vault/interviews, passages")
    return _bank(opened), opened.about


def show_passage(root: Path, quote: str, *, why: str, actor: str = PROGRAM) -> Passage:
    """Give one passage for a person to check; the ledger says who read it and why.

    Raises
    ------
    InterviewError
        If there is no such passage of a usable interview.
    """
    opened = open_interviews(root)
    found = passage_of(opened, quote)
    consulted(opened.study, who=actor, why=why, what=f"vault/interviews, passage {quote}")
    return found


def check_quote(root: Path, quote: str, said: QuoteSaid) -> Path:
    """Write a person's redaction check of a passage into the vault; gives its file.

    Without a key the check is simulated, which counts for made-up interviews alone.

    Raises
    ------
    DecisionError
        If the person may not check, or the check is not signed.
    """
    opened = open_interviews(root)
    study, passage = opened.study, passage_of(opened, quote)
    check = _new_check(passage, said, simulated=said.key_file is None)
    if said.key_file is not None:
        check = sign(check, private_key(said.key_file))
    elif study.settings.study.data is DataKind.CONFIDENTIAL:
        remedy = "Check with --key, in person."
        raise DecisionError("is not signed", where=f"the check of quote {quote}", remedy=remedy)
    check_quote_check(check, study.settings)
    with study.locked():
        ledger = Ledger(study.ledger, SystemClock(), actor=said.person)
        ledger.check(sealed=sealed_heads(study))
        make_secret(opened.places.checks)
        path = opened.places.checks / f"{quote}.toml"
        write_secret(path, toml_text(check))
        detail = {"quote": quote, "outcome": said.outcome.value, "edited": bool(said.edited)}
        ledger.append(CHECKED, why=check_words(said.reason, "--reason"), duty=Duty.CONSULTATION, detail=detail)
    return path


def export_quotes(root: Path, out: Path, *, why: str, actor: str = PROGRAM) -> QuoteBank:
    """Write the quotes that may leave into a file, and say so in the ledger first.

    Raises
    ------
    InterviewError
        If none may leave.
    """
    opened = open_interviews(root)
    bank, study = _bank(opened), opened.study
    if not bank.quotes:
        remedy = "`clerestory interviews quotes STUDY` says of each passage why; nothing was written."
        raise InterviewError("none may leave", where="quotes", remedy=remedy)
    who, said = check_actor(study.settings, actor), check_words(why, "--why")
    with study.locked():
        ledger = Ledger(study.ledger, SystemClock(), actor=who)
        ledger.check(sealed=sealed_heads(study))
        ledger.append(LEFT, why=said, duty=Duty.DISCLOSURE, detail={"quotes": [quote.id for quote in bank.quotes]})
    write_atomically(out, quote_bank_form(bank, opened.about).model_dump_json(indent=2) + "\n")
    return bank


def _bank(opened: OpenedInterviews) -> QuoteBank:
    words = KindWords(opened.labels, shown_kinds(opened.by_kind, opened.threshold))
    rule = opened.preset.texts or TextOutputs()
    quotes, withheld = [], []
    for passage in passages_of(opened.study, opened.coded).values():
        interview = opened.interviews[passage.interview]
        check = check_of(opened, passage)
        proposed = Proposed(passage.text, interview.scope, opened.proceedings.let_speak(interview), check)
        refusals = quote_refusals(proposed, rule)
        if refusals:
            withheld.append((passage.id, refusals))
        else:
            source = words.of(interview.kind)
            quotes.append(Quote(passage.id, proposed.words, source, passage.codes, edited=proposed.is_edited))
    return QuoteBank(tuple(quotes), tuple(withheld))


def _new_check(passage: Passage, said: QuoteSaid, *, simulated: bool) -> QuoteCheck:
    try:
        return QuoteCheck(
            form=_FORM,
            quote=passage.id,
            passage=passage.hash,
            edited=said.edited,
            person=said.person,
            role="disclosure checker",
            outcome=said.outcome,
            reason=said.reason,
            decided=said.on,
            simulated=simulated,
        )
    except ValidationError as error:
        raise unformed(error, f"the check of quote {passage.id}") from None
