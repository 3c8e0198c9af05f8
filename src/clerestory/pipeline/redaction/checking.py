"""Whether what is asked of a redaction goes together, before anything is read or written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from clerestory.errors import RedactionError
from clerestory.model.redaction.choices import Style
from clerestory.model.redaction.holds import HoldState
from clerestory.model.redaction.reasons import REASONS
from clerestory.model.redaction.review import LEAST_WORDS
from clerestory.pipeline.redaction.asked import RedactionAsked
from clerestory.pipeline.redaction.holds import hold_of
from clerestory.protect.text.finders import Finder, find_all

_STUDY = "study.toml"


def check_outside_studies(*paths: Path) -> None:
    """Check that files lie in no study: names never enter one.

    Raises
    ------
    RedactionError
        If one does.
    """
    for path in paths:
        if any((parent / _STUDY).exists() for parent in path.resolve().parents):
            raise RedactionError(
                "lies inside a study, where no names may be",
                where=str(path),
                remedy="Redact at the giver, outside any study, and delete what names people from it.",
            )


def check_places(asked: RedactionAsked, read: Iterable[Path], written: Iterable[Path]) -> None:
    """Check that what is written is new, and none of what is read; proposals are written, too.

    Raises
    ------
    RedactionError
        If a file is there already.
    """
    taken = {path.resolve() for path in (*read, *asked.rosters)}
    for path in filter(None, (*written, asked.proposals)):
        if path.resolve() in taken or path.exists():
            raise RedactionError(
                "is there already", where=str(path), remedy="Name a new file: no source is ever changed or replaced."
            )
        taken.add(path.resolve())


def check_asked(asked: RedactionAsked) -> None:
    """Check that options go together.

    Raises
    ------
    RedactionError
        If a roster or case lies in a study, a qualified reason has no note, or a file that others need is not named.
    """
    _check_names(asked)
    if (asked.blind_roster is None) != (asked.roster_key is None):
        raise RedactionError(
            "one needs the other",
            where="--blind-roster, --roster-key",
            remedy="Give the blind roster with its own key.",
        )
    if REASONS[asked.reason].needs_note and len(asked.note.strip()) < LEAST_WORDS:
        raise RedactionError(
            f"{asked.reason.value} is a qualified exemption and has no note on the public interest",
            where="--reason",
            remedy='Say where the public interest lies: --note "...".',
        )
    needing = asked.style is Style.PSEUDONYM or asked.decisions is not None or asked.proposals is not None
    if needing and asked.case is None:
        raise RedactionError(
            "pseudonyms, proposals and decisions hang together by the file of the case",
            where="--case",
            remedy="Name one; it is made where it is missing.",
        )


def _check_names(asked: RedactionAsked) -> None:
    """Check that nothing that names people is in a study, or is brought to a text that a study has."""
    naming = (*asked.rosters, *filter(None, (asked.blind_roster, asked.roster_key)))
    if asked.in_study is None:
        check_outside_studies(*naming, *filter(None, (asked.case,)))
    elif naming:
        raise RedactionError(
            "names people, and no names enter a study",
            where=str(naming[0]),
            remedy="Let the giver redact the text by it, outside any study.",
        )


def hold_state(asked: RedactionAsked) -> HoldState | None:
    """Give whether the case may be spoken of; None where nobody said which case it is.

    Raises
    ------
    RedactionError
        If it may not, or the case or its records are not named.
    """
    if asked.in_study is not None:
        return asked.in_study
    if (asked.cases is None) != (not asked.investigation):
        raise RedactionError(
            "one needs the other",
            where="--cases, --investigation",
            remedy="Name the records and the pseudonym in them.",
        )
    if asked.cases is None:
        return None
    hold = hold_of(asked.investigation, asked.cases, orders=asked.orders, on=asked.on)
    if not hold.may_be_spoken_of:
        raise RedactionError(
            f"the case may not be spoken of ({hold.state.value}, {hold.code})",
            where="--investigation",
            remedy="`clerestory protect hold` says why and when to look again. Nothing was written.",
        )
    return hold.state


def check_note(note: str, finders: Sequence[Finder]) -> None:
    """Check that a note names nobody whom the finders know, since it goes into the log.

    Raises
    ------
    RedactionError
        If it does.
    """
    if find_all(note, finders):
        raise RedactionError(
            "holds what would be withheld from a text",
            where="--note",
            remedy="Say it in words that name nobody and no number.",
        )
