"""Desks in every state of a review, an output and live cases, each made once and opened as a copy."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import live_desks
import vault_desks
from clerestory.model.desk.acts import disclosure, group
from clerestory.web.service.serving import Zone
from desk_tables import INVITED, OWN, STATES, TAKEN_BACK
from desks import draft, finished, given_id, let_pass
from group_desks import GroupDesk
from served_desks import NOON, Serving, desk


def empty(made: GroupDesk) -> None:
    """Nothing was done yet."""


def opened(made: GroupDesk) -> None:
    made.open(*INVITED)
    for member in sorted(INVITED):
        made.ready(member)
    made.comment("member-a", 1)
    made.comment("member-a", 2)
    made.act("member-a", group.WithdrawComment(round=1, comment=TAKEN_BACK))


def settled(made: GroupDesk) -> None:
    said = {"disposition": group.Disposition.NOTED, "text": "Noted."}
    made.act("analyst", group.Respond(round=1, comment=OWN, **said))
    view = group.Dissent(round=1, dissent=given_id(9), comment=OWN, text="I see it otherwise.", publish=True)
    made.act("member-a", view)
    made.act("chair", group.SettleRound(round=1))


def reviewed(made: GroupDesk) -> None:
    made.act("chair", finished(day=made.time.date()))


def signed(made: GroupDesk) -> None:
    made.act("statistician", let_pass(day=made.time.date()))
    made.act("head", disclosure.SignRelease(draft=draft(1)))


STEPS = dict(zip(STATES, (empty, GroupDesk.admit, opened, GroupDesk.close, settled, reviewed, signed), strict=True))


def passed(made: vault_desks.VaultDesk) -> None:
    made.approve("checker-a")
    made.approve("checker-b")


def certified(made: live_desks.LiveCaseDesk) -> None:
    made.certify("officer", "quiet")


@dataclass(frozen=True)
class Kept:
    """A desk as it was left: its study with all files, and the time on its clock."""

    root: Path
    time: dt.datetime
    zone: Zone
    kind: type[GroupDesk]

    @contextmanager
    def opened(self, folder: Path) -> Iterator[GroupDesk]:
        """A copy of it."""
        root = Path(shutil.copytree(self.root, folder / "study"))
        with desk(Serving(root, self.zone, demo=True), is_new=False) as serving:
            made = self.kind(serving)
            made.time = self.time
            yield made


Steps = Mapping[str, Callable[[GroupDesk], None]]


def kept(root: Path, steps: Steps, zone: Zone = Zone.DESK, kind: type[GroupDesk] = GroupDesk) -> dict[str, Kept]:
    """A desk after each step, one after another."""
    found, time = {}, NOON
    for state, step in steps.items():
        with desk(Serving(root, zone, demo=True), is_new=not found) as serving:
            made = kind(serving)
            made.time = time
            step(made)
            time = made.time
        found[state] = Kept(Path(shutil.copytree(root, root.parent / state)), time, zone, kind)
    return found
