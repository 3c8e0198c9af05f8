"""Texts that answer, checked before they go out: figures, claims, cases that may be live, promises, wording."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clerestory.answer.writing.live_words import OfCase, could_be_of_case
from clerestory.answer.writing.open_words import open_words
from clerestory.answer.writing.parts import parts_of, typed
from clerestory.answer.writing.personal import identifying
from clerestory.answer.writing.plain import plainer
from clerestory.answer.writing.standing import without_standing
from clerestory.errors import AnswerNowError, AnswerTextError
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.written import MOST_LETTERS, Advice, CheckedText, Part, Problem
from clerestory.model.wording.plain_text import faults_of_text
from clerestory.pipeline.answering.texts.certificates import CertifyText, is_certified, write_certificate
from clerestory.pipeline.answering.texts.quoted import Quoted
from clerestory.pipeline.answering.texts.releases import citable
from clerestory.protect.text.neutral import unneutral
from clerestory.publish.cited import CitedText, Standing, read_cited
from clerestory.study.answers import AnswerPlace

WHOLE = "the text"
_TO_THE_VAULT = (
    "Say it without naming a court, a place, a person or a day, or have the text checked where the cases are:"
    " docs/how-to/write-an-answer.md. Nothing is told here of whether a case is live."
)


@dataclass(frozen=True)
class _Read:
    """A part of a text with what is cited in it."""

    number: int
    part: Part
    cited: CitedText

    def where(self, sentence: int) -> str:
        """Name a sentence of it."""
        return f"paragraph {self.number}, sentence {sentence}"


def check_text(
    place: AnswerPlace, text: str, *, kind: Kind, references: Sequence[str] = (), on: dt.date | None = None
) -> CheckedText:
    """Check a text that goes out, and print its references.

    Parameters
    ----------
    text : str
        Paragraphs with an empty line between; "# " begins a heading, "- " an item. Figures are references.
    kind : Kind
        What it answers: a letter goes to one person, and everything else may be read by all.
    references : sequence of str
        Of the letter that is answered and of the answer, whose figures may stand in the text.
    on : date, optional
        The day on which it is to go; the clock's if left out.

    Returns
    -------
    CheckedText
        With every problem; only a text without one may go out. What stands there is not repeated.

    Raises
    ------
    ReleaseError
        If the last release is not what its manifest and seal say.
    AnswerError
        If there is a certificate of the text that does not hold.
    """
    found = _Checked(place, text, kind=kind, references=tuple(references), on=on or place.today)
    return found.result()


def checked_text(
    place: AnswerPlace, text: str, *, kind: Kind, references: Sequence[str] = (), on: dt.date | None = None
) -> CheckedText:
    """Give a text that may go out.

    Raises
    ------
    AnswerTextError
        With every problem, if there is one.
    """
    checked = check_text(place, text, kind=kind, references=references, on=on)
    if checked.problems:
        raise _together(checked.problems)
    return checked


def _together(problems: Sequence[Problem]) -> AnswerTextError:
    """Join problems into one error; the first gives the place."""
    first, *rest = problems
    more = "".join(f"\n  {problem}" for problem in rest)
    return AnswerTextError(first.what, where=first.where, remedy=first.remedy + (f"\nAlso:{more}" if more else ""))


def certify_text(
    place: AnswerPlace, text: str, said: CertifyText, *, kind: Kind, references: Sequence[str] = ()
) -> Path:
    """Check a text on the vault's side and certify that it speaks of no case that is held; gives the certificate.

    Raises
    ------
    AnswerTextError
        If it has any other problem, or names what a held case could be known by; then nothing is written.
    AnswerNowError
        If no sentence of it could be about a case: it needs no certificate.
    AnswerError, AnswerNotPermittedError
        If there are no cases here, or the person certifies no texts.
    """
    found = _Checked(place, text, kind=kind, references=tuple(references), on=said.on)
    if others := tuple(found.problems(is_cleared=True)):
        raise _together(others)
    sentences = found.of_cases()
    if not sentences:
        raise AnswerNowError(
            "no sentence of it could be about a case",
            where=WHOLE,
            remedy="Check it at the desk; it needs no certificate.",
        )
    return write_certificate(place, found.printed, sentences, said)


class _Checked:
    """One text while it is checked."""

    def __init__(self, place: AnswerPlace, text: str, *, kind: Kind, references: tuple[str, ...], on: dt.date) -> None:
        self._place, self._kind, self._references, self._day = place, kind, references, on
        self._tables = citable(place)
        self._quoted = Quoted(place, on)
        self._form = tuple(faults_of_text(text, most=MOST_LETTERS))
        self._parts = tuple(self._read(number, part) for number, part in enumerate(parts_of(text), 1))
        self.printed = typed(tuple(replace(one.part, text=one.cited.text) for one in self._parts))

    def _read(self, number: int, part: Part) -> _Read:
        standing = Standing(self._quoted.printed, lambda sentence: without_standing(sentence, self._references))
        return _Read(number, part, read_cited(part.text, self._tables, standing))

    def result(self) -> CheckedText:
        """Give what was found."""
        return CheckedText(
            self.printed,
            tuple(self.problems(is_cleared=self._is_cleared())),
            tuple(cell for one in self._parts for cell in one.cited.cells),
            tuple(self._quoted.statements),
            tuple(self._quoted.commitments),
            tuple(self._advice()),
            self._tables.release if self._tables else "",
        )

    def of_cases(self) -> tuple[str, ...]:
        """Give the sentences that could be about a case."""
        return tuple(one.cited.sentences[at.sentence - 1] for one in self._parts for at in _cases(one))

    def _is_cleared(self) -> bool:
        """Say whether a certificate says that nothing in it is about a case that is held."""
        return any(map(_cases, self._parts)) and is_certified(self._place, self.printed, self._day)

    def problems(self, *, is_cleared: bool) -> Iterator[Problem]:
        """Yield every problem, in the order of the text; those about cases unless it is cleared of them."""
        yield from (Problem(WHOLE, fault, "Write it so that a reader sees all of it.") for fault in self._form)
        for one in self._parts:
            for number in range(1, len(one.cited.sentences) + 1):
                yield from (Problem(one.where(number), *each) for each in self._of_sentence(one, number))
                yield from () if is_cleared else _of_cases(one, number)

    def _of_sentence(self, one: _Read, number: int) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with a sentence of a part, and what to do."""
        said, cited = one.cited.sentences[number - 1], one.cited.cited[number - 1]
        yield from ((fault.what, fault.remedy) for fault in one.cited.faults if fault.sentence == number)
        is_promise = self._kind is not Kind.GUIDANCE  # which says what others have to do, as "without delay"
        if is_promise and not any(reference.startswith("due[") for reference in cited):
            yield from ((f'promises without a day: "{words}"', _NAME_A_DAY) for words in open_words(said))
        yield from ((f"holds what looks like {what}", "Take it out.") for what in identifying(said, self._kind))

    def _advice(self) -> Iterator[Advice]:
        for one in self._parts:
            for number, sentence in enumerate(one.cited.sentences, 1):
                for wording in unneutral(sentence):
                    yield Advice(one.where(number), f"{wording.why} Say: {wording.instead}")
                yield from (Advice(one.where(number), what) for what in plainer(sentence))


_NAME_A_DAY = 'Cite the commitment with its day, {{ due["id"] }}, in the same sentence, or leave the promise out.'


def _of_cases(one: _Read, number: int) -> Iterator[Problem]:
    for found in _cases(one):
        if found.sentence == number:
            yield Problem(one.where(number), f"could be about a case: {found.why}", _TO_THE_VAULT)


def _cases(one: _Read) -> tuple[OfCase, ...]:
    return tuple(could_be_of_case(one.cited.without_tables))
