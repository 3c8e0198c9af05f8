"""Letters: received, numbered, assigned, passed on, answered, ended and erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from clerestory.answer.letters.holding import holding_reply
from clerestory.answer.letters.timing import days_late
from clerestory.errors import AnswerError, AnswerNowError
from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.acts.letters import Sender
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.letters import Draft, Letter, LetterPeople, Part
from clerestory.model.canonical import canonical_json
from clerestory.pipeline.answering.fitting import fitting
from clerestory.pipeline.answering.letters.kept import kept_people, kept_text, part_of, split, unknown
from clerestory.pipeline.answering.letters.texts import printed_reply, without_apology
from clerestory.pipeline.answering.performing import Acting, acting
from clerestory.pipeline.answering.reading import record_of
from clerestory.study.answers import AnswerPlace

PLAIN = "text/plain; charset=utf-8"
_PEOPLE = "application/json"


@dataclass(frozen=True)
class Incoming:
    """A file that came with a letter; ``words`` are its text, by which it is found."""

    name: str
    media: str
    data: bytes = field(repr=False)
    words: str = field(default="", repr=False)


@dataclass(frozen=True)
class NewLetter:
    """What is known of a letter that is registered.

    Attributes
    ----------
    thread : str
        The letter that it follows up, as MIN/0007211; empty for a new one.
    """

    sender: Sender
    subject: str
    people: LetterPeople = field(repr=False)
    day: dt.date
    dated: dt.date | None = None
    theirs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    files: tuple[Incoming, ...] = field(default=(), repr=False)
    thread: str = ""
    transferred_from: str = ""


def receive_letter(place: AnswerPlace, person: str, new: NewLetter) -> str:
    """Register a letter that came, and give its own reference.

    Raises
    ------
    AnswerNowError
        If a day of it has not come yet, or its subject names somebody.
    AnswerError
        If a file is too large, or it follows up a letter that there is not.
    """
    chosen = place.settings.letters

    def act(thread: str, part: int, people: str, documents: tuple[str, ...]) -> acts.LetterAct:
        return acts.ReceiveLetter(
            thread=thread,
            part=part,
            sender=new.sender,
            received=new.day,
            dated=new.dated,
            subject=new.subject,
            theirs=new.theirs,
            people=people,
            documents=documents,
            transferred_from=new.transferred_from,
            jurisdictions=chosen.jurisdictions,
            target_days=chosen.targets.of(new.sender),
        )

    return _begun(place, person, new, act)


def start_letter(place: AnswerPlace, person: str, new: NewLetter) -> str:
    """Begin a letter of the office's own, or a further reply in a thread, and give its own reference.

    Raises
    ------
    AnswerNowError, AnswerError
        As ``receive_letter`` does.
    """

    def act(thread: str, part: int, people: str, _documents: tuple[str, ...]) -> acts.LetterAct:
        return acts.StartLetter(
            thread=thread,
            part=part,
            sender=new.sender,
            started=new.day,
            subject=new.subject,
            theirs=new.theirs,
            people=people,
        )

    return _begun(place, person, new, act)


def _begun(place: AnswerPlace, person: str, new: NewLetter, act: Any) -> str:
    """Record the first act of a part, under a number that nobody else gets, with what is kept of it."""
    with acting(place, person) as held:
        thread = new.thread or _next_thread(place, held)
        before: Letter | None = held.state(Kind.LETTER, thread)
        if new.thread and before is None:
            raise unknown(place)
        part = len(before.parts) + 1 if before else 1
        people = _keep_people(held, thread, new.people)
        documents = tuple(_keep(held, thread, file) for file in new.files)
        with fitting("the letter"):
            begun = act(thread, part, people, documents)
            asks = [acts.RegisterAsk(part=part, ask=ask) for ask in new.asks]
        for one in (begun, *asks):
            held.do(Kind.LETTER, thread, one)
    return f"{thread}/{part}"


def _next_thread(place: AnswerPlace, held: Acting) -> str:
    chosen = place.settings.letters
    return f"{chosen.series}/{chosen.first - 1 + held.next_number(chosen.series):07d}"


def _keep_people(held: Acting, thread: str, people: LetterPeople) -> str:
    digest = held.keep(canonical_json(people.model_dump(mode="json")), name="people.json", media=_PEOPLE)
    held.find_by(Kind.LETTER, thread, digest, words=people.words)
    return digest


def _keep(held: Acting, thread: str, file: Incoming) -> str:
    digest = held.keep(file.data, name=file.name, media=file.media)
    if file.words:
        held.find_by(Kind.LETTER, thread, digest, words=file.words)
    return digest


def _keep_text(held: Acting, thread: str, name: str, text: str) -> str:
    return _keep(held, thread, Incoming(name, PLAIN, text.encode(), text))


def _held_part(place: AnswerPlace, held: Acting, thread: str, number: int) -> tuple[Letter, Part]:
    letter: Letter | None = held.state(Kind.LETTER, thread)
    part = letter.part(number) if letter else None
    if letter is None or part is None:
        raise unknown(place)
    return letter, part


def do_to_letter(place: AnswerPlace, person: str, reference: str, act: type[acts.OfPart], **said: Any) -> Letter:
    """Do an act that needs nothing kept to the part that a reference names, and give the letter after it.

    Raises
    ------
    AnswerError
        If there is no such letter; and as ``perform`` does.
    """
    thread, part = split(place, reference)
    with fitting("the letter"):
        made: Any = act(part=part, **said)
    with acting(place, person) as held:
        letter: Letter = held.do(Kind.LETTER, thread, made)
    return letter


def link_letter(place: AnswerPlace, person: str, reference: str, *, kind: Kind, subject: str) -> Letter:
    """Note that a letter is about a petition, a request, a commitment or another subject on record.

    Raises
    ------
    AnswerError
        If there is no such subject on record; and as ``do_to_letter`` does.
    """
    if not record_of(place).acts(kind, subject):
        raise AnswerError(f"has no such {kind.words}", where=str(place.root), remedy="Name it as its own list does.")
    return do_to_letter(place, person, reference, acts.LinkLetter, kind=kind, subject=subject)


def assign_letter(place: AnswerPlace, person: str, reference: str, owner: str) -> Letter:
    """Let somebody have a letter from now on.

    Raises
    ------
    AnswerError
        If the place knows nobody of that id; and as ``do_to_letter`` does.
    """
    if owner not in place.people:
        raise AnswerError(
            "there is nobody of the id that was named", where="the owner", remedy="Name an id of [[people]]."
        )
    return do_to_letter(place, person, reference, acts.AssignLetter, owner=owner)


def receive_back(
    place: AnswerPlace, person: str, reference: str, *, received: dt.date, source: str, reason: str
) -> Letter:
    """Receive back what was passed on; its clock starts anew the day after, with the target of today's settings.

    Raises
    ------
    AnswerError
        As ``do_to_letter`` does.
    """
    _, part = part_of(place, reference)
    chosen = place.settings.letters
    return do_to_letter(
        place,
        person,
        reference,
        acts.ReceiveTransfer,
        received=received,
        jurisdictions=chosen.jurisdictions,
        target_days=chosen.targets.of(part.sender),
        transferred_from=source,
        reason=reason,
    )


def draft_reply(place: AnswerPlace, person: str, reference: str, text: str) -> Letter:
    """Keep a version of the reply, and give the letter after it; the version before stays.

    Raises
    ------
    AnswerError
        As ``do_to_letter`` does.
    """
    thread, part = split(place, reference)
    with acting(place, person) as held:
        _, before = _held_part(place, held, thread, part)
        digest = _keep_text(held, thread, "reply.txt", text)
        letter: Letter = held.do(
            Kind.LETTER, thread, acts.DraftReply(part=part, version=len(before.drafts) + 1, text=digest)
        )
    return letter


def clear_reply(place: AnswerPlace, person: str, reference: str, version: int) -> Letter:
    """Let a version of the reply go out, as a second person; what the checks of its text find keeps it.

    Raises
    ------
    AnswerTextError
        If the text says what it may not.
    AnswerError
        As ``do_to_letter`` does.
    """
    letter, part = part_of(place, reference)
    is_last = part.draft is not None and part.draft.version == version  # or the act itself is refused
    printed = without_apology(place, letter, part, kept_text(place, part.draft.text)) if part.draft and is_last else ""
    with acting(place, person) as held:
        digest = _keep(held, letter.thread, Incoming("cleared.txt", PLAIN, printed.encode()))
        with fitting("the reply"):
            act = acts.ClearReply(part=part.number, version=version, text=digest)
        cleared: Letter = held.do(Kind.LETTER, letter.thread, act)
    return cleared


def send_reply(
    place: AnswerPlace, person: str, reference: str, *, sent: dt.date, signatory: str, version: int | None = None
) -> str:
    """Put on record that the cleared reply goes out on a day, and give its text, with the line of apology if late.

    Parameters
    ----------
    version : int, optional
        That was read, which has to be the last one; whichever is cleared if left out.

    Raises
    ------
    AnswerTextError
        If the text says what it may not, or tells of other days than the clock.
    AnswerNowError
        If what it cites prints otherwise than when it was cleared.
    AnswerError
        As ``do_to_letter`` does.
    """
    letter, part = part_of(place, reference)
    if part.draft is None:
        raise AnswerNowError("there is no reply", where="send reply", remedy="Draft one, and have it cleared.")
    _check_as_cleared(place, letter, part, part.draft, sent=sent)
    # What takes long is done before the record is held; that nothing changed meanwhile is part of the act's own check.
    text = printed_reply(place, letter, part, kept_text(place, part.draft.text), sent=sent)
    with acting(place, person) as held:
        digest = _keep_text(held, letter.thread, "sent.txt", text)
        said = {"version": version or part.draft.version, "sent": sent, "signatory": signatory, "text": digest}
        with fitting("the reply"):
            act = acts.SendReply(part=part.number, days_late=days_late(part, sent), **said)
        held.do(Kind.LETTER, letter.thread, act)
    return text


def _check_as_cleared(place: AnswerPlace, letter: Letter, part: Part, draft: Draft, *, sent: dt.date) -> None:
    """Check that a reply still prints as when it was cleared; one that was not is refused by the act itself."""
    if not draft.cleared_text:
        return
    now = without_apology(place, letter, part, kept_text(place, draft.text), sent=sent)
    if now != kept_text(place, draft.cleared_text):
        remedy = "Something that it cites changed. Keep it as a further version, and have that cleared."
        raise AnswerNowError("it no longer prints as it was cleared", where="send reply", remedy=remedy)


def hold_letter(
    place: AnswerPlace, person: str, reference: str, *, sent: dt.date, expected: dt.date, reason: str
) -> str:
    """Put on record that a holding reply goes out, and give its text: the shipped words, for nobody else clears it.

    Raises
    ------
    AnswerError
        As ``do_to_letter`` does.
    """
    letter, part = part_of(place, reference)
    text = holding_reply(part.dated, expected)
    with acting(place, person) as held:
        digest = _keep_text(held, letter.thread, "holding-reply.txt", text)
        with fitting("the holding reply"):
            act = acts.HoldLetter(part=part.number, sent=sent, expected=expected, text=digest, reason=reason)
        held.do(Kind.LETTER, letter.thread, act)
    return text


def merge_letters(place: AnswerPlace, person: str, duplicate: str, *, into: str, day: dt.date, reason: str) -> Letter:
    """Let one letter answer for another that is the same, and give the one that is answered.

    Raises
    ------
    AnswerNowError
        If they are one, or of different people, or either is ended.
    AnswerError
        As ``do_to_letter`` does.
    """
    (thread, part), (kept_thread, kept_part) = split(place, duplicate), split(place, into)
    if (thread, part) == (kept_thread, kept_part):
        raise AnswerNowError("is the same letter", where="merge letter", remedy="Name the other one.")
    with acting(place, person) as held:
        _, before = _held_part(place, held, thread, part)
        _, answered = _held_part(place, held, kept_thread, kept_part)
        people = kept_people(place, before)
        _check_same_people(people, kept_people(place, answered))
        taken = _keep_people(held, kept_thread, people)
        merged = acts.MergeLetter(part=part, into=kept_thread, into_part=kept_part, day=day, reason=reason)
        held.do(Kind.LETTER, thread, merged)
        take = acts.TakeDuplicate(
            part=kept_part, duplicate=thread, duplicate_part=part, theirs=before.theirs, people=taken
        )
        letter: Letter = held.do(Kind.LETTER, kept_thread, take)
    return letter


def _check_same_people(one: LetterPeople, other: LetterPeople) -> None:
    """Check that one reply answers both: it names everybody to whom it goes, with their addresses."""
    if one.signed.keys() != other.signed.keys():
        remedy = "Answer each: one reply would tell the people of each letter of those of the other."
        raise AnswerNowError("other people wrote the other letter", where="merge letter", remedy=remedy)


def erase_letters(
    place: AnswerPlace, person: str, *, ended_before: dt.date, reason: str, references: Iterable[str] = ()
) -> tuple[str, ...]:
    """Erase names, addresses and texts of letters that ended before a day, and give their references.

    Parameters
    ----------
    references : iterable of str
        Only these; all that ended before the day if left out.

    Raises
    ------
    AnswerNowError
        If one is kept for longer by answers.toml.
    """
    only = frozenset(references)
    today = place.today
    erased = []
    with acting(place, person) as held:
        for thread, part in _ended_before(place, held, ended_before):
            if only and f"{thread}/{part.number}" not in only:
                continue
            held.do(Kind.LETTER, thread, acts.EraseLetter(part=part.number, day=today, reason=reason))
            held.erase(*part.kept)
            erased.append(f"{thread}/{part.number}")
    return tuple(erased)


def _ended_before(place: AnswerPlace, held: Acting, day: dt.date) -> Iterator[tuple[str, Part]]:
    for thread in record_of(place).subjects(Kind.LETTER):
        letter: Letter = held.state(Kind.LETTER, thread)
        for part in letter.parts:
            if part.ended is not None and part.ended < day and part.erased is None and not part.state.is_open:
                yield thread, part
