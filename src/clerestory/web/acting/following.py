"""All that follows from acts; whatever else is made of the record is added here."""

from __future__ import annotations

from clerestory.model.desk.acts import Act
from clerestory.web.acting.certificates import Certificates
from clerestory.web.acting.consequence import Consequence
from clerestory.web.acting.decision_files import DecisionFiles
from clerestory.web.acting.passages import DecisionsOnPassages
from clerestory.web.store.state import desk_now

_ALL: tuple[Consequence, ...] = (DecisionsOnPassages(), Certificates(), DecisionFiles())


def following(act: Act) -> tuple[Consequence, ...]:
    """Give what follows from an act."""
    return tuple(one for one in _ALL if one.follows(act))


def put_all() -> None:
    """Write every file that follows from the record, which a kill may have kept from it."""
    for one in _ALL:
        with one.held():
            one.put(desk_now)
