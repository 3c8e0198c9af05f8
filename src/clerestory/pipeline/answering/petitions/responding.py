"""A response to a petition, checked as it is written: its text, length and sentences, and every element of the ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pydantic import ValidationError

from clerestory.answer.petitions.policies import check
from clerestory.errors import AnswerError, AnswerTextError
from clerestory.model.answers.acts.petitions import (
    ClearResponse,
    SendResponse,
    WriteResponse,
)
from clerestory.model.answers.done import Done
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.petitions.responses import (
    MOST_DETAILS,
    MOST_SUMMARY,
    HeldBack,
    Passage,
    Release,
    ResponseDraft,
    ResponseText,
)
from clerestory.model.answers.petitions.state import Petition
from clerestory.model.answers.written import Advice, CheckedText, Problem
from clerestory.pipeline.answering.performing import perform
from clerestory.pipeline.answering.petitions.recording import petition_of
from clerestory.pipeline.answering.texts.checking import check_text
from clerestory.publish.claims import sentences
from clerestory.publish.summaries.easy_read import reading_ease
from clerestory.study.answers import AnswerPlace

LONGEST_SENTENCE_WORDS = 40  # twice what plain English asks of a sentence on average


@dataclass(frozen=True)
class CheckedResponse:
    """A response that was checked.

    Attributes
    ----------
    act : WriteResponse, optional
        As it would be recorded, with its figures printed; None where a problem stands in the way.
    summary, details : int
        How many characters they have, printed.
    ease : float
        Flesch's reading ease of both.
    refusal : AnswerError, optional
        What would refuse it now, apart from its text.
    """

    act: WriteResponse | None
    problems: tuple[Problem, ...]
    advice: tuple[Advice, ...]
    summary: int
    details: int
    ease: float
    refusal: AnswerError | None = None


def check_response(place: AnswerPlace, number: int, draft: ResponseDraft, *, person: str) -> CheckedResponse:
    """Give what is found of a response as it is written; nothing is recorded.

    Raises
    ------
    AnswerError
        If the petition was never imported.
    """
    petition = petition_of(place, number)
    texts = _checked(place, draft)
    summary, details = texts["summary"].text, texts["details"].text
    problems = (*_problems(texts), *_lengths(summary, details), *_sentences(summary, details))
    act = None if problems else _act(place, draft, texts)
    return CheckedResponse(
        act,
        problems,
        tuple(replace(one, where=f"{name}, {one.where}") for name, text in texts.items() for one in text.advice),
        len(summary),
        len(details),
        reading_ease([summary, *details.split("\n")]),
        _refusal(place, petition, act, person) if act else None,
    )


def respond(place: AnswerPlace, number: int, draft: ResponseDraft, *, person: str) -> Petition:
    """Write a version of the response; it waits for a second person.

    Raises
    ------
    AnswerTextError
        With everything that keeps its text from going out.
    AnswerNowError
        If an element of the ask has no answer, or something else comes first.
    """
    checked = check_response(place, number, draft, person=person)
    if checked.act is None:
        raise _together(number, checked.problems)
    found: Petition = perform(place, person, Kind.PETITION, str(number), checked.act)
    return found


def clear_response(place: AnswerPlace, number: int, act: ClearResponse, *, person: str) -> Petition:
    """Clear a version, as its second reader; its text is checked again, against what is released by now.

    Raises
    ------
    AnswerTextError
        If its text no longer holds: a release since it was written says otherwise.
    AnswerNowError
        If it does not wait to be cleared.
    AnswerNotPermittedError
        If the person wrote it.
    """
    return _on(place, number, act, person)


def send_response(place: AnswerPlace, number: int, act: SendResponse, *, person: str) -> Petition:
    """Record that a cleared version was sent; its text is checked once more.

    Raises
    ------
    AnswerTextError
        If its text no longer holds.
    AnswerNowError
        If it does not wait to be sent, or the day does not follow.
    """
    return _on(place, number, act, person)


def _on(place: AnswerPlace, number: int, act: ClearResponse | SendResponse, person: str) -> Petition:
    petition = petition_of(place, number)
    version = petition.version(act.version)
    if version and version.is_open and isinstance(version.act, WriteResponse):
        _check_still(place, number, version.act)
    found: Petition = perform(place, person, Kind.PETITION, str(number), act)
    return found


def _check_still(place: AnswerPlace, number: int, act: WriteResponse) -> None:
    """Check that what was written still prints what it printed then."""
    draft = act.source or act.text
    texts = _checked(place, draft)
    if problems := _problems(texts):
        raise _together(number, problems)
    if _act(place, draft, texts).text != act.text:
        what = "a figure in it is not what it was: a release came out since it was written"
        raise _together(number, (Problem("the response", what, "Write it again; the version before it is kept."),))


def _refusal(place: AnswerPlace, petition: Petition, act: WriteResponse, person: str) -> AnswerError | None:
    try:
        check(petition, Done(place.clock.now(), person, act), place.settings)
    except AnswerError as refusal:
        return refusal
    return None


def _checked(place: AnswerPlace, draft: ResponseDraft) -> dict[str, CheckedText]:
    return {name: check_text(place, text, kind=Kind.PETITION) for name, text in _texts(draft)}


def _problems(texts: dict[str, CheckedText]) -> tuple[Problem, ...]:
    return tuple(replace(one, where=f"{name}, {one.where}") for name, text in texts.items() for one in text.problems)


def _texts(draft: ResponseDraft) -> Iterator[tuple[str, str]]:
    """Yield every text of a response that goes out, by its name."""
    yield "summary", draft.summary
    yield "details", draft.details
    if draft.release:
        yield "release", draft.release.form
    for number, one in enumerate(draft.held_back, 1):
        yield f"reason {number}", one.words
        if one.public_interest:
            yield f"public interest of reason {number}", one.public_interest


def _lengths(summary: str, details: str) -> Iterator[Problem]:
    for name, text, most in (("summary", summary, MOST_SUMMARY), ("details", details, MOST_DETAILS)):
        if len(text) > most:
            yield Problem(name, f"has {len(text):,} characters, and may have {most:,}", "Say it in fewer words.")


def _sentences(summary: str, details: str) -> Iterator[Problem]:
    for name, text in (("summary", summary), ("details", details)):
        for number, one in enumerate(sentences(text), 1):
            words = len(one.text.split())
            if words > LONGEST_SENTENCE_WORDS:
                what = f"has {words} words, and plain English at most {LONGEST_SENTENCE_WORDS}"
                yield Problem(f"{name}, sentence {number}", what, "Say it in two sentences.")


def _act(place: AnswerPlace, draft: ResponseDraft, texts: dict[str, CheckedText]) -> WriteResponse:
    """Give the act that records a response, with its references printed."""
    said = dict(draft) | {
        "summary": texts["summary"].text,
        "details": texts["details"].text,
        "release": draft.release and Release(form=texts["release"].text, when=draft.release.when),
        "held_back": tuple(_reason(one, number, texts) for number, one in enumerate(draft.held_back, 1)),
        "passages": tuple(_passage(place, one) for one in draft.passages),
        "commitments": _commitments(draft, texts),
    }
    try:
        text = ResponseText.model_validate(said)
    except ValidationError as error:  # as of a passage with half a reference in it
        what = str(error.errors(include_url=False, include_input=False)[0]["msg"])
        raise AnswerTextError(what, where="the response", remedy="Copy the words of a passage whole.") from None
    is_printed = any(texts[name].text != written for name, written in _texts(draft))
    cells = {f"{cell.release}: {cell.table}, {cell.row}, {cell.column}" for one in texts.values() for cell in one.cells}
    return WriteResponse(text=text, source=draft if is_printed else None, references=tuple(sorted(cells)))


def _commitments(draft: ResponseDraft, texts: dict[str, CheckedText]) -> tuple[str, ...]:
    """Give the commitments that a response makes: those that are named, and those whose day its texts print."""
    cited = (one for text in texts.values() for one in text.commitments)
    return tuple(dict.fromkeys((*draft.commitments, *cited)))


def _reason(one: HeldBack, number: int, texts: dict[str, CheckedText]) -> HeldBack:
    weighed = texts.get(f"public interest of reason {number}")
    said = {"words": texts[f"reason {number}"].text, "public_interest": weighed.text if weighed else ""}
    return one.model_copy(update=said)


def _passage(place: AnswerPlace, one: Passage) -> Passage:
    """Give a passage as it is printed; what it says is checked where it stands in the response."""
    return one.model_copy(update={"words": check_text(place, one.words, kind=Kind.PETITION).text})


def _together(number: int, problems: tuple[Problem, ...]) -> AnswerTextError:
    first, *more = problems
    what = "; ".join([f"{first.where}: {first.what}", *(f"{one.where}: {one.what}" for one in more)])
    return AnswerTextError(what, where=f"petition {number}", remedy=first.remedy)
