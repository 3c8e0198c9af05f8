"""The record of a review for the paper: who took part, what became of comments, and which views were kept."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.errors import NotNowError
from clerestory.model.desk.acts.group import Disposition, Judgement
from clerestory.model.desk.group import Reader, Round
from clerestory.model.desk.outputs import Desk
from clerestory.model.desk.states import RoundState
from clerestory.model.review_record import PublishedDissent, ReviewRecord, RoundRecord
from clerestory.review.desk.policies.asking import People
from clerestory.review.desk.policies.group import without_answer


def record_of(desk: Desk, people: People) -> ReviewRecord:
    """Count what the group did for the release to come, from all its settled rounds.

    Parameters
    ----------
    desk : Desk
        The whole state, not what one person sees of it.
    people : mapping of str to Person
        For their posts; somebody who is no longer in study.toml is told by their id.

    Raises
    ------
    NotNowError
        If no round is settled, one is still going on, or an answer no longer stands.
    """
    rounds = desk.rounds_since
    if not rounds or any(one.state is not RoundState.SETTLED or without_answer(one) for one in rounds):
        remedy = "Close and settle the round, with an answer to each comment."
        raise NotNowError("no round is settled, or one is still going on", where="the note of the group", remedy=remedy)
    answers = [remark.answer for round_ in rounds for remark in round_.standing if remark.answer]
    return ReviewRecord(
        form="clerestory-review/1",
        rounds=tuple(_round(one, people) for one in rounds),
        responses={kind: sum(one.disposition is kind for one in answers) for kind in Disposition},
        changes=tuple(dict.fromkeys(one.change for one in answers if one.change)),
        dissents=tuple(_dissents(rounds, people)),
    )


def _round(round_: Round, people: People) -> RoundRecord:
    read = [reader for reader in round_.readers.values() if reader.may_read and reader.copies]
    noted = [reader for reader in read if _judged(reader, Judgement.READ_NOTED)]
    aside = [reader for reader in round_.readers.values() if _judged(reader, Judgement.ASIDE)]
    if round_.closed is None:  # a settled round was closed
        raise AssertionError(round_.number)
    return RoundRecord(
        number=round_.number,
        opened=round_.opened.date(),
        closed=round_.closed.date(),
        took_part=_posts(read, people),
        interests_noted=_posts(noted, people),
        stood_aside=_posts(aside, people),
    )


def _judged(reader: Reader, judgement: Judgement) -> bool:
    return reader.judged is not None and reader.judged.judgement is judgement


def _posts(readers: list[Reader], people: People) -> tuple[str, ...]:
    return tuple(sorted(_post(reader.member, people) for reader in readers))


def _post(member: str, people: People) -> str:
    return people[member].post if member in people else member


def _dissents(rounds: tuple[Round, ...], people: People) -> Iterator[PublishedDissent]:
    for round_ in rounds:
        for view in round_.dissents.values():
            if view.publish:
                yield PublishedDissent(post=_post(view.member, people), text=view.text)
