"""Texts of answers to requests: what keeps one from going out, and what the log may not say."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from clerestory.answer.writing.live_words import could_be_of_case
from clerestory.answer.writing.personal import identifying
from clerestory.errors import AnswerTextError
from clerestory.model.answers.acts.requests import CitedFigure, LogEntry
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.requests import Request
from clerestory.model.answers.written import CheckedText, CitedCell
from clerestory.pipeline.answering.reading import record_of
from clerestory.pipeline.answering.texts.checking import checked_text
from clerestory.study.answers import AnswerPlace

_LEAST_LETTERS = 3  # of a word of a name that the log is searched for; shorter ones are words of every text
_SALT_BYTES = 16


@dataclass(frozen=True, repr=False)
class Asker:
    """Who asked, and how they are reached; kept apart, so that it can be erased."""

    name: str
    contact: str = ""

    def as_kept(self) -> bytes:
        """Give it as it is kept, with a random part, so that its digest confirms no guess."""
        said = {"name": self.name, "contact": self.contact, "salt": secrets.token_hex(_SALT_BYTES)}
        return json.dumps(said, ensure_ascii=False).encode()


def asker_of(place: AnswerPlace, request: Request) -> Asker | None:
    """Give who asked; None where nobody wrote it down, or it was erased."""
    digest = request.received.asker
    kept = record_of(place).content(digest) if digest else None
    if kept is None:
        return None
    said = json.loads(kept.data)
    return Asker(said["name"], said["contact"])


def checked_answer(place: AnswerPlace, reference: str, request: Request, text: str) -> CheckedText:
    """Give an answer as it is printed, with the figures that it cites.

    Raises
    ------
    AnswerTextError
        If something keeps it from going out; it names everything that does. Or it names who asked: it is kept when
        they are erased, and the salutation is written with the letter.
    """
    if _names_asker(asker_of(place, request), text):
        raise AnswerTextError(
            "would say who asked", where="the answer", remedy="Leave the name out: the letter that is written has it."
        )
    return checked_text(place, text, kind=Kind.REQUEST, references=own_of(reference, request))


def own_of(reference: str, request: Request) -> tuple[str, ...]:
    """Give what a request is called here and by who asked, whose figures may stand in a text."""
    return tuple(filter(None, (reference, request.received.reference)))


def kept_answer(place: AnswerPlace, digest: str) -> str:
    """Give the text of a version of an answer, references and all."""
    kept = record_of(place).content(digest)
    return kept.data.decode() if kept else ""


def figures_of(cells: Iterable[CitedCell]) -> tuple[CitedFigure, ...]:
    """Give the released cells that texts cite, as the record has them; each once."""
    made = (
        CitedFigure(release=one.release, table=one.table, row=one.row, column=one.column, printed=one.printed)
        for one in cells
    )
    return tuple(dict.fromkeys(made))


def checked_log(place: AnswerPlace, request: Request, log: LogEntry) -> CheckedText | None:
    """Give what was given as the log prints it, None where nothing was; its words name no asker and no live case.

    What was given is checked as an answer is, so that its figures are references; what was asked may hold numbers.

    Raises
    ------
    AnswerTextError
        If they say what they may not.
    """
    if _names_asker(asker_of(place, request), f"{log.asked} {log.given}"):
        raise _refused("the disclosure log would say who asked", "Say what was asked, and nothing of who asked it.")
    if any(identifying(log.asked, Kind.REQUEST)):
        raise _refused("the disclosure log would hold an identifier", "Take it out.")
    if any(could_be_of_case([log.asked])):
        raise _refused("the disclosure log could be about a case", "Say it without a court, a person or a day.")
    return _given(place, log.given) if log.given else None


def _given(place: AnswerPlace, given: str) -> CheckedText:
    try:
        return checked_text(place, given, kind=Kind.REQUEST)
    except AnswerTextError as error:
        raise AnswerTextError(error.what, where=f"the words of the log, {error.where}", remedy=error.remedy) from None


def _refused(what: str, remedy: str) -> AnswerTextError:
    return AnswerTextError(what, where="the words of the log", remedy=remedy)


def _names_asker(asker: Asker | None, text: str) -> bool:
    """Say whether a text has a word of somebody's name, or how they are reached."""
    if asker is None:
        return False
    names = {word for word in _words(asker.name) if len(word) >= _LEAST_LETTERS}
    return bool(names & _words(text)) or (bool(asker.contact) and asker.contact.casefold() in text.casefold())


def check_says_no_asker(asker: Asker | None, texts: Iterable[str], *, where: str) -> None:
    """Check that words which can never be erased do not say who asked.

    A word of the name counts as it is written: who is called Young may ask about young people.

    Raises
    ------
    AnswerTextError
        If they do.
    """
    if asker is not None and any(_says_asker(asker, text) for text in texts):
        raise AnswerTextError(
            "would say who asked", where=where, remedy="Leave it out: these words can never be erased, and names are."
        )


def _says_asker(asker: Asker, text: str) -> bool:
    names = {word for word in re.findall(r"\w+", asker.name) if len(word) >= _LEAST_LETTERS and not word.islower()}
    found = bool(names & set(re.findall(r"\w+", text)))
    folded = text.casefold()
    return found or any(one and one.casefold() in folded for one in (asker.name, asker.contact))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))
