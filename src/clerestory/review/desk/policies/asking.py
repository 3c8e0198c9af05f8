"""How policies refuse, and what they look up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from clerestory.errors import NotNowError, NotPermittedError
from clerestory.model.commission import Person
from clerestory.model.desk.acts import Recorded
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.outputs import Desk
from clerestory.review.desk.decided import ROLES_OF, SignedAct
from clerestory.review.desk.transitions import Transition, can, name_of

People = Mapping[str, Person]  # of study.toml, by id
Policy = Callable[[Desk, People, Recorded, Any], None]


def not_now(act: ActForm, what: str, remedy: str) -> NotNowError:
    """Give the refusal of what the state does not allow."""
    return NotNowError(what, where=name_of(type(act)), remedy=remedy)


def not_theirs(act: ActForm, what: str, remedy: str) -> NotPermittedError:
    """Give the refusal of what a person's own part shuts them out of."""
    return NotPermittedError(what, where=name_of(type(act)), remedy=remedy)


def check_signed(act: SignedAct, people: People, done: Recorded) -> None:
    """Check in which role somebody decides, and that the decision is of today; whether it is signed is for the gate.

    Raises
    ------
    NotPermittedError
        If they do not decide in that role.
    NotNowError
        If it is dated another day.
    """
    role = act.signed.role
    if role not in ROLES_OF[type(act)] or role not in people[done.person].roles:
        raise not_theirs(act, f"you do not decide here as {role.value}", "Decide in a role of yours that does.")
    if act.signed.decided != done.time.date():
        raise not_now(act, "the decision is not dated today", "Open the page again and decide.")


def check_state(table: tuple[Transition, ...], state: Enum, act: ActForm, name: str) -> None:
    """Check that the table of transitions knows the act in this state.

    Raises
    ------
    NotNowError
        If it does not.
    """
    if not can(table, state, act):
        befores = {one.before for one in table if isinstance(act, one.act)}
        allowed = " or ".join(sorted(f'"{before.value}"' for before in befores))
        raise not_now(act, f'{name} is in the state "{state.value}"', f"This is done in the state {allowed}.")
