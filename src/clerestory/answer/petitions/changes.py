"""What changed between two files of the site about a petition, and its signatures over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from clerestory.model.answers.petitions.snapshot import PetitionSnapshot, SignedIn
from clerestory.model.answers.petitions.state import Petition
from clerestory.model.forms import Form

_UNTOLD = frozenset({"updated"})  # it changes whenever anything does
_MOST_SHOWN = 120  # of a text that changed; all of it stands in the files
_PARTS = {"by_country": "countries", "by_region": "regions", "by_constituency": "constituencies"}


@dataclass(frozen=True)
class Changed:
    """A field that is not what it was; ``before`` and ``after`` as they are printed, empty where there is nothing."""

    field: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """The change on one line."""
        return f"{self.field}: {self.before or 'nothing'} -> {self.after or 'nothing'}"


def changed(before: PetitionSnapshot, after: PetitionSnapshot) -> tuple[Changed, ...]:
    """Give what the later file tells otherwise, in the order of the fields.

    Parts of the count are told as how many of them differ; all of them stand in the files.
    """
    names = (name for name in PetitionSnapshot.model_fields if name not in _UNTOLD)
    return tuple(one for name in names for one in _of_field(name, getattr(before, name), getattr(after, name)))


def signatures_over_time(petition: Petition) -> tuple[tuple[dt.date, int], ...]:
    """Give the count of each file that has one, in the order of their days."""
    told = ((one.told, one.petition.signatures) for one in petition.told)
    return tuple((day, count) for day, count in told if count is not None)


def _of_field(name: str, before: Any, after: Any) -> Iterator[Changed]:
    if before == after:
        return
    if name in _PARTS:
        yield _of_parts(name, before, after)
    elif isinstance(form := before or after, Form):
        yield from _inside(name, type(form), before, after)
    else:
        yield Changed(name.replace("_", " "), _printed(before), _printed(after))


def _inside(name: str, form: type[Form], before: Form | None, after: Form | None) -> Iterator[Changed]:
    for field in form.model_fields:
        old, new = (getattr(one, field) if one else None for one in (before, after))
        if _printed(old) != _printed(new):
            yield Changed(f"{name}, {field}", _printed(old), _printed(new))


def _of_parts(name: str, before: tuple[SignedIn, ...], after: tuple[SignedIn, ...]) -> Changed:
    old, new = ({one.code or one.name: one.signatures for one in parts} for parts in (before, after))
    differ = sum(old.get(key) != new.get(key) for key in old.keys() | new.keys())
    return Changed(
        f"signatures by {name.removeprefix('by_')}", f"{len(old)} {_PARTS[name]}", f"{len(new)}, {differ} differ"
    )


def _printed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return f"{len(value)} entries" if value and isinstance(value[0], Form) else ", ".join(value)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, dt.date):
        return value.isoformat()
    text = " ".join(str(value).split())
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}..."
