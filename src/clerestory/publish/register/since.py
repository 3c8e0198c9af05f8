"""What came out since the release before: every entry of its register is here again, or is accounted for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clerestory.errors import ReleaseError
from clerestory.model.commission import StudySettings
from clerestory.model.releases import CameOut, Register, Withheld
from clerestory.model.tables import ProtectedTable
from clerestory.publish.register.entries import output_key


@dataclass(frozen=True)
class EarlierRegister:
    """The register of the release before.

    Attributes
    ----------
    release : date, optional
        None where there is none, or it has no register.
    withheld : tuple of Withheld
    """

    release: dt.date | None = None
    withheld: tuple[Withheld, ...] = ()


NO_RELEASE = EarlierRegister()


def register_since(
    entries: Sequence[Withheld],
    earlier: EarlierRegister,
    settings: StudySettings,
    tables: Mapping[str, ProtectedTable],
) -> Register:
    """Give the register of a release, with what came out since the one before.

    Parameters
    ----------
    entries : sequence of Withheld
        What is withheld now.
    earlier : EarlierRegister
        What was withheld then. A part of it that is there again was withheld since, without a break.
    tables : mapping of str to ProtectedTable
        By id: a table of which a cell was hidden may be shown whole now, or be in this release no more.

    Raises
    ------
    ReleaseError
        If an output that was withheld as a whole is named no more, or nobody decided again by the promised day:
        an entry does not vanish, and does not stay, without somebody's account.

    Returns
    -------
    Register
    """
    _check_outputs(earlier, settings)
    before = {entry.key: entry for entry in earlier.withheld}
    return Register(
        form="clerestory-register/1",
        data=settings.study.data,
        release=settings.release.date,
        earlier=earlier.release,
        withheld=tuple(_dated(entry, before.get(entry.key), earlier, settings) for entry in entries),
        came_out=tuple(_came_out(before, {entry.key: entry for entry in entries}, settings, tables)),
    )


def _dated(entry: Withheld, before: Withheld | None, earlier: EarlierRegister, settings: StudySettings) -> Withheld:
    """Say since which release it is withheld."""
    then = (before.since or earlier.release) if before else None
    return entry.model_copy(update={"since": then or settings.release.date})


def _came_out(
    before: Mapping[str, Withheld],
    now: Mapping[str, Withheld],
    settings: StudySettings,
    tables: Mapping[str, ProtectedTable],
) -> Iterator[CameOut]:
    where = {output_key(output): output.came_out for output in settings.withheld if output.came_out}
    for key, entry in before.items():
        if how := _less(entry, now[key]) if key in now else where.get(key) or _gone(entry, tables):
            yield CameOut(key=key, output=entry.output, how=how)


def _less(before: Withheld, now: Withheld) -> str:
    """Say how much less is withheld; empty where it is not less. Both numbers are public."""
    if now.extent == before.extent and now.reason == before.reason:
        counted = (before.cells_withheld, now.cells_withheld, before.cells_in_table, now.cells_in_table)
        if None not in counted and counted[2] == counted[3] and (counted[0] or 0) > (counted[1] or 0):
            return f"{counted[1]:,} of its {counted[3]:,} cells are withheld now; {counted[0]:,} were"
        return ""
    if before.extent == "whole table" and now.extent == "cells":
        return f"was withheld as a whole; {now.cells_withheld:,} of its {now.cells_in_table:,} cells are now"
    return ""


def _gone(entry: Withheld, tables: Mapping[str, ProtectedTable]) -> str:
    """Say what became of an entry that is there no more."""
    if entry.extent == "texts":
        return "no text is withheld for this reason any more"
    if entry.key.partition(":")[2] not in tables:
        return "is not part of this release"
    return "its comparison is shown now" if entry.extent == "comparison" else "no cell of it is withheld now"


def _check_outputs(earlier: EarlierRegister, settings: StudySettings) -> None:
    outputs = {output_key(output): output for output in settings.withheld}
    for entry in earlier.withheld:
        if entry.extent != "output":
            continue
        name = entry.key.partition(":")[2]
        output = outputs.get(entry.key)
        if output is None:
            raise _fault(name, "was withheld in the release before and is named no more", "Name it, or say came_out.")
        if not output.came_out and earlier.release and output.decided <= earlier.release:
            if entry.review_by <= settings.release.date:
                raise _fault(name, f"was to be looked at again by {entry.review_by}, and nobody decided since", _DECIDE)
            if output.review_by > entry.review_by:
                raise _fault(name, "has a later review_by than it was promised, and nobody decided since", _DECIDE)


_DECIDE = "Have it decided again, and set decided and review_by; or say came_out."


def _fault(name: str, what: str, remedy: str) -> ReleaseError:
    return ReleaseError(what, where=f"study.toml, [[withheld]] {name}", remedy=remedy)
