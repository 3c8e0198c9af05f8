"""Which person of study.toml an account is; what people may do stands there, and is read again at each request."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from clerestory.model.commission import Person
from clerestory.web.service.studies import served_study

_LONGEST = 100  # letters of an id


def people() -> tuple[Person, ...]:
    """Give everybody of study.toml."""
    return served_study().settings.people


def people_by_id() -> dict[str, Person]:
    """Give everybody of study.toml by their id."""
    return {person.id: person for person in people()}


def as_told(person: str) -> str:
    """Give an id as a message names it: what is none, or steers a terminal, is not repeated."""
    return person if 0 < len(person) <= _LONGEST and person.isprintable() else "the id that was given"


def person_of(user: AbstractBaseUser | AnonymousUser) -> Person | None:
    """Give the person of an account, or None where nobody is signed in or study.toml no longer has the person."""
    if not user.is_authenticated:
        return None
    return people_by_id().get(user.get_username())
