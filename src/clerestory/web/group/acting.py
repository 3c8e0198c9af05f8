"""The desk as it stands, and acts on it."""

from __future__ import annotations

from django.conf import settings

from clerestory.model.canonical import canonical_json
from clerestory.model.commission import Person
from clerestory.model.desk.acts import ACT, Recorded
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.outputs import Desk
from clerestory.review.desk import checked, folded
from clerestory.review.desk.policies import People
from clerestory.review.desk.sight import is_told
from clerestory.web.accounts.people import people
from clerestory.web.store.outbox import send
from clerestory.web.store.reading import acts_after
from clerestory.web.store.writing import append, chain_held


def served_people() -> People:
    """Give the people of study.toml as it says now, by id."""
    return {person.id: person for person in people()}


def record() -> tuple[Recorded, ...]:
    """Give all acts, in the order in which they were done."""
    return tuple(Recorded(link.time, link.person, ACT.validate_json(link.body)) for link, _ in acts_after(0))


def desk_now() -> Desk:
    """Give the state of the desk."""
    return folded(record())


def perform(person: str, act: ActForm) -> Recorded:
    """Record an act if it may be done.

    Raises
    ------
    DeskError
        If it may not.
    """
    with chain_held() as head:
        done = checked(desk_now(), served_people(), Recorded(settings.CLOCK.now(), person, act))
        append(head, person, canonical_json(act.model_dump(mode="json")).decode(), now=done.time)
    send(settings.SERVING.acts_file)
    return done


def told_to(person: Person) -> tuple[Recorded, ...]:
    """Give the acts that a person may be told of now, in the order in which they were done."""
    done = record()
    desk = folded(done)
    return tuple(one for one in done if is_told(one, desk, person))
