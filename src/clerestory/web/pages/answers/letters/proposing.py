"""What a letter seems to say, put into the form in which a person confirms or changes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from clerestory.model.answers.reading import Proposals, Proposed, ReadDocument, Whose
from clerestory.pipeline.answering.letters.reading import proposals_of
from clerestory.pipeline.answering.texts.documents import received_text
from clerestory.web.pages.fields import DAY_PARTS, Problem, Unfit
from clerestory.web.pages.visits import Visit

_OF_LETTER = "the letter"


def read_in(visit: Visit) -> tuple[str, ReadDocument]:
    """Give the text of the letter that a form sent, as a file or typed, and what it seems to say.

    Raises
    ------
    Unfit
        If neither was sent.
    AnswerError
        If the file cannot be read.
    """
    sent, typed = visit.request.FILES.get("file"), visit.typed.get("text", "").strip()
    if sent is not None:
        read = received_text(sent.read(), PurePath(sent.name or "").suffix, where=_OF_LETTER)
    elif typed:
        read = received_text(typed.encode(), ".txt", where=_OF_LETTER)
    else:
        raise Unfit(Problem("file", "Choose the file of the letter, or enter its text"))
    return read.text, proposals_of(read)


def proposed_fields(typed: Mapping[str, str], text: str, found: Proposals) -> dict[str, str]:
    """Give the fields of the form with what is proposed for those that are empty.

    What it asks is not among them: it stays for good, so a person says it in words of their own.
    """
    theirs = [one.words for one in found.references if one.whose is not Whose.ADDRESSEE]
    said = {
        "text": text,
        "theirs": "\n".join(theirs),
        "writers": _lines(found.sender or found.signatory),
        "addressees": _lines(found.addressees),
        "copies": _lines(found.copies),
    }
    if found.date.day is not None:
        said |= {f"dated-{part}": str(getattr(found.date.day, part)) for part in DAY_PARTS}
    return {**typed, **{name: value for name, value in said.items() if value and not typed.get(name, "").strip()}}


def told_proposals(found: Proposals) -> Iterator[tuple[str, Proposed]]:
    """Yield what a person looks at beside the form, each with what it is."""
    kinds: Mapping[str, Iterable[Proposed]] = {
        "Its day": (found.date,),
        "Reference": found.references,
        "From": found.sender or found.signatory,
        "To": found.addressees,
        "Copy": found.copies,
        "It answers a letter of": found.answers,
        "Petition": found.petitions,
        "It seems to ask": found.asks,
    }
    for name, proposed in kinds.items():
        yield from ((name, one) for one in proposed)


def _lines(proposed: Iterable[Proposed]) -> str:
    return "\n".join(one.words for one in proposed)
