"""Letters as they are on record: found by any reference, with the people and texts that are kept of them."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from clerestory.errors import AnswerError
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.letters import Letter, LetterPeople, Part, Party, split_reference
from clerestory.pipeline.answering.reading import record_of, state_of
from clerestory.study.answers import AnswerPlace, Kept

_ERASED = LetterPeople(writers=(Party(name="Erased"),))


def split(place: AnswerPlace, reference: str) -> tuple[str, int]:
    """Give thread and part of a letter that is named by its own reference, its thread, or a reference of others.

    A thread, or a reference that several of its parts have, is its last part.

    Raises
    ------
    AnswerError
        If no letter, or more than one, has it.
    """
    if (own := split_reference(reference)) is not None:
        return own
    threads = record_of(place).found_by(Kind.LETTER, reference.strip())
    if len(threads) > 1:
        raise AnswerError(
            f"{len(threads)} letters have this reference",
            where=str(place.root),
            remedy="Name the own reference of one of them: `clerestory answer letter search` lists them.",
        )
    if not threads:
        raise unknown(place)
    letter: Letter = state_of(place, Kind.LETTER, threads[0])
    named = [part.number for part in letter.parts if reference.strip().casefold() in map(str.casefold, part.theirs)]
    return threads[0], named[-1] if named else len(letter.parts)


def part_of(place: AnswerPlace, reference: str) -> tuple[Letter, Part]:
    """Give a letter and the part of it that a reference names.

    Raises
    ------
    AnswerError
        As ``split`` does.
    """
    thread, number = split(place, reference)
    if not record_of(place).acts(Kind.LETTER, thread):
        raise unknown(place)
    letter: Letter = state_of(place, Kind.LETTER, thread)
    part = letter.part(number)
    if part is None:
        raise unknown(place)
    return letter, part


def unknown(place: AnswerPlace) -> AnswerError:
    """Give the error that no letter has a reference; the reference itself is not repeated."""
    remedy = "Look it up: `clerestory answer letter search DIR WORDS`."
    return AnswerError("has no letter of this reference", where=str(place.root), remedy=remedy)


def kept_people(place: AnswerPlace, part: Part) -> LetterPeople:
    """Give who stands in a part, with those of its duplicates; of an erased one that they were erased."""
    found = [one for digest in part.people if (one := _people(place, digest)) is not None]
    if not found:
        return _ERASED
    first, *others = found
    for other in others:
        first = _joined(first, other)
    return first


def _joined(first: LetterPeople, other: LetterPeople) -> LetterPeople:
    """Give the people of two copies of a letter, each once."""

    def both(name: str) -> tuple[Party, ...]:
        return tuple(dict.fromkeys((*getattr(first, name), *getattr(other, name))))

    return LetterPeople(writers=both("writers"), addressees=both("addressees"), copies=both("copies"))


def _people(place: AnswerPlace, digest: str) -> LetterPeople | None:
    kept = record_of(place).content(digest)
    if kept is None:
        return None
    try:
        return LetterPeople.model_validate_json(kept.data)
    except ValidationError:
        remedy = "Keep the record as evidence, and restore the last good backup."
        raise AnswerError("keeps people in no form of its own", where=str(place.root), remedy=remedy) from None


def kept_text(place: AnswerPlace, digest: str) -> str:
    """Give a text that is kept.

    Raises
    ------
    AnswerError
        If it was erased.
    """
    kept = record_of(place).content(digest)
    if kept is None:
        raise AnswerError("this text was erased", where=str(place.root), remedy="There is nothing to be done.")
    return kept.data.decode()


def kept_documents(place: AnswerPlace, part: Part) -> Iterator[tuple[str, Kept | None]]:
    """Yield the files that came with a part, each with its digest; None for one that was erased."""
    for digest in part.documents:
        yield digest, record_of(place).content(digest)
