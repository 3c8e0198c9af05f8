"""The one way by which anything happens at a desk: an act is checked against the state, recorded, and acknowledged."""

from __future__ import annotations

from contextlib import ExitStack

from django.conf import settings

from clerestory.model.canonical import canonical_text
from clerestory.model.desk.acts import Act, Recorded
from clerestory.review.desk import after, checked
from clerestory.web.accounts.people import people_by_id
from clerestory.web.acting.following import following
from clerestory.web.store.outbox import send
from clerestory.web.store.state import desk_now
from clerestory.web.store.writing import append, chain_held


def perform(person: str, act: Act) -> Recorded:
    """Do an act: it is on disk, in table and ledger, when this returns.

    Parameters
    ----------
    person : str
        An id of study.toml, or the program's.
    act : Act
        What the person does.

    Raises
    ------
    NotPermittedError
        If the person never does this.
    NotNowError
        If something comes first, it is over, or a decision would not count at its gate.
    ActsError
        If what was recorded before does not hold.
    """
    known, consequences = people_by_id(), following(act)
    for one in consequences:
        one.check_before(known.get(person), act)
    with ExitStack() as held:
        for one in consequences:
            held.enter_context(one.held())
        with chain_held() as head:
            before = desk_now()
            done = checked(before, known, Recorded(settings.CLOCK.now(), person, act))
            state = after(before, done)
            for one in consequences:
                one.check(done, state)
            append(head, person, canonical_text(act.model_dump(mode="json")), now=done.time)
        send(settings.SERVING.acts_file)
        for one in consequences:
            one.put(desk_now)
    return done
