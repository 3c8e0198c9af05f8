"""With which earlier drafts a person may compare one: those that they have read, or that are theirs to answer for.

Two drafts side by side tell more than each alone: what a later one withholds may stand in the one before. So nobody
sees what differs from a draft that was never open to them.
"""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.model.commission import Person, Role
from clerestory.model.desk.group import Round
from clerestory.model.desk.outputs import Desk
from clerestory.model.desk.states import RoundState

_OF_DRAFTS = frozenset({Role.ANALYST, Role.STATISTICIAN, Role.SIGNATORY})


@dataclass(frozen=True)
class Earlier:
    """An earlier draft.

    Attributes
    ----------
    round : int
        The last round that read it.
    """

    draft: str
    round: int


def drafts_read(seen: Desk, person: Person, draft: str, *, below: int = 0) -> tuple[Earlier, ...]:
    """Give the drafts that rounds of the same release read and the person may compare with one, the latest first.

    Parameters
    ----------
    seen : Desk
        As ``seen_by`` gives it for the person.
    below : int
        The round from which it is asked; 0 from outside rounds.
    """
    found: dict[str, Earlier] = {}
    for round_ in reversed(seen.rounds_towards(draft)):
        own = round_.readers.get(person.id)
        is_open_to = own.may_read if own else sees_drafts(person)
        if is_open_to and round_.draft != draft and (not below or round_.number < below):
            found.setdefault(round_.draft, Earlier(round_.draft, round_.number))
    return tuple(found.values())


def sees_drafts(person: Person) -> bool:
    """Say whether drafts that no round read are open to a person too: to who makes and who signs them."""
    return bool(_OF_DRAFTS & set(person.roles))


def came_before(seen: Desk, one: str, other: str) -> bool:
    """Say whether a draft came to the desk before another; one that came before there was a desk did."""
    order = list(seen.admitted)
    return one not in seen.admitted or (other in seen.admitted and order.index(one) < order.index(other))


def rounds_before(seen: Desk, draft: str, *, below: int = 0) -> tuple[Round, ...]:
    """Give the rounds of the same release, no longer open, whose comments stand beside a draft; arguments as above."""
    towards = seen.rounds_towards(draft)
    return tuple(one for one in towards if one.state is not RoundState.OPEN and (not below or one.number < below))
