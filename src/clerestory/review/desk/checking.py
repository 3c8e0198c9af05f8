"""The one way in: whether a person may do an act, and may do it now. Page, command line and API all ask here."""

from __future__ import annotations

from clerestory.errors import NotPermittedError
from clerestory.model.desk.acts import Recorded
from clerestory.model.desk.outputs import Desk
from clerestory.review.desk.permissions import PROGRAM, check_permitted
from clerestory.review.desk.policies import People, check_policy


def checked(desk: Desk, people: People, done: Recorded) -> Recorded:
    """Check an act before it is recorded, and give it back.

    Parameters
    ----------
    desk : Desk
        The state before it.
    people : mapping of str to Person
        Those of study.toml, by id; who is not there does nothing.
    done : Recorded
        The act, by whom, and when by the server's clock.

    Raises
    ------
    NotPermittedError
        If the person never does this, or a part that they had in it shuts them out.
    NotNowError
        If something comes first, or it is over.
    """
    person = None if done.person == PROGRAM else people.get(done.person)
    if person is None and done.person != PROGRAM:
        raise not_of_the_study()
    check_permitted(person, done.act)
    check_policy(desk, people, done)
    return done


def not_of_the_study() -> NotPermittedError:
    """Give the refusal of whoever study.toml does not have, for any act or page."""
    return NotPermittedError("you are not in study.toml", where="the desk", remedy="Ask for an entry in [[people]].")
