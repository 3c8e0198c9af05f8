"""Who may stand in an entry of the ledger, and which words."""

from __future__ import annotations

from clerestory.errors import DecisionError, EntryError
from clerestory.ledger import PROGRAM
from clerestory.model.commission import Role, StudySettings
from clerestory.model.wording.identifiers import kinds_found

_LONGEST = 500  # characters of a reason; more is a file, and a file may hold anything


def check_actor(settings: StudySettings, who: str) -> str:
    """Check that an actor is the program, or somebody of study.toml by id or post; gives the actor.

    Raises
    ------
    EntryError
        If the study knows nobody of that id or post.
    """
    known = {PROGRAM, *settings.ledger.posts}
    for person in settings.people:
        known |= {person.id, person.post}
    if who not in known:
        raise EntryError(
            "there is nobody of the id or post that was named",
            where="study.toml, [[people]] and [ledger] posts",
            remedy="Name an id or post that stands there, or add the post to [ledger] posts; never a person's name.",
        )
    return who


def check_maker(settings: StudySettings, who: str) -> str:
    """Check that an actor may make tables and releases: somebody of the study but no policy adviser; gives the actor.

    Raises
    ------
    EntryError
        If the study knows nobody of that id or post.
    DecisionError
        If it is a policy adviser (rule P4).
    """
    advisers = [person for person in settings.people if Role.POLICY in person.roles]
    if any(who in (person.id, person.post) for person in advisers):
        raise DecisionError(
            "a policy adviser makes and signs no tables (rule P4)",
            where="--actor",
            remedy="Have an analyst run the study.",
        )
    return check_actor(settings, who)


def check_words(text: str, what: str) -> str:
    """Check that a text may stand in the ledger, which lies outside the vault; gives it without outer spaces.

    Raises
    ------
    EntryError
        If it says nothing, is too long, has more than one line, or holds what looks like an identifier.
    """
    said, found = text.strip(), kinds_found(text)
    faults = {
        "is empty": not said,
        f"is longer than {_LONGEST} characters": len(said) > _LONGEST,
        "has a line break or another control character": not said.isprintable(),
        f"holds what looks like {found[0] if found else ''}": bool(found),
    }
    for fault, holds in faults.items():
        if holds:
            remedy = "Say it in a sentence that names nobody and no case."
            raise EntryError(fault, where=what, remedy=remedy)
    return said
