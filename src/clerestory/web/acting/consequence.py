"""What follows from an act: what is checked before it is on record, and the file that is made of the record."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import ClassVar

from clerestory.model.commission import Person
from clerestory.model.desk.acts import Act, Recorded
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.outputs import Desk


class Consequence:
    """Files that are made of the record. Each kind says what it needs; ``performing`` asks in the order below.

    A kill between an act and its file loses nothing: the next such act, or start, writes it.

    Attributes
    ----------
    acts : tuple of type
        Of which acts it follows.
    """

    acts: ClassVar[tuple[type[ActForm], ...]]

    def follows(self, act: Act) -> bool:
        """Say whether it follows from an act."""
        return isinstance(act, self.acts)

    def check_before(self, person: Person | None, act: Act) -> None:
        """Check what may take long: nothing is held, and others act meanwhile; ``person`` is None for the program."""

    def held(self) -> AbstractContextManager[None]:
        """Keep commands from writing the files from before the act is recorded until its file is there."""
        return nullcontext()

    def check(self, done: Recorded, desk: Desk) -> None:
        """Check what must hold at the moment of the record, while nobody else acts; ``desk`` is the state after it."""

    def put(self, now: Callable[[], Desk]) -> None:
        """Write the files as the record has them, within ``held``; ``now`` gives the state by all acts so far."""
        raise NotImplementedError
