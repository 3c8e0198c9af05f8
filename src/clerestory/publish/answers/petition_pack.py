"""A pack for the Petitions Committee: what happened, each version, what differs, and what answers each element."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from clerestory.model.answers.public.petitions import PublicPetition, ToldVersion
from clerestory.model.calendar import date_text
from clerestory.model.commission import DataKind
from clerestory.model.desk.differences import Change, Words
from clerestory.publish.pages import page_apart, style_sheet

STYLE = "style.css"
_SIGNS = {Change.ADDED: ("{+", "+}"), Change.REMOVED: ("[-", "-]"), Change.SAME: ("", "")}  # those of wdiff


@dataclass(frozen=True)
class Compared:
    """What differs between a version and the one before it."""

    before: int
    after: int
    summary: tuple[Words, ...]
    details: tuple[Words, ...]


@dataclass(frozen=True)
class PetitionPack:
    """What both forms of a pack show.

    Attributes
    ----------
    compared : tuple of Compared
        Each version that was sent against the one that was sent before it.
    as_of : date
        The day on which the pack was made.
    """

    office: str
    data: DataKind
    petition: PublicPetition
    compared: tuple[Compared, ...]
    as_of: dt.date


def petition_pack_files(pack: PetitionPack) -> dict[str, bytes]:
    """Give a pack as a page and as plain text, by name; the same record gives the same bytes."""
    marked = f"{pack.data.mark}-" if pack.data.mark else ""
    stem = f"{marked}petition-{pack.petition.number}"
    files = {f"{stem}.html": _page(pack), f"{stem}.txt": _text(pack), STYLE: style_sheet()}
    return {name: text.encode() for name, text in files.items()}


def _page(pack: PetitionPack) -> str:
    return page_apart(
        "answers/petition_pack.html",
        study={"title": pack.petition.title, "publisher": pack.office},
        mark=pack.data.mark,
        mark_sentence=pack.data.mark_sentence,
        pack=pack,
        petition=pack.petition,
        compared={one.after: one for one in pack.compared},
    )


def _text(pack: PetitionPack) -> str:
    return "\n\n".join(part for part in _parts(pack) if part) + "\n"


def _parts(pack: PetitionPack) -> Iterator[str]:
    petition, compared = pack.petition, {one.after: one for one in pack.compared}
    yield pack.data.mark_sentence
    yield f"PETITION {petition.number}\n{petition.title}\n{pack.office}, as of {date_text(pack.as_of)}"
    yield f"WHAT WAS ASKED ({petition.kind.value})\n{petition.asked}"
    state = petition.state.value if petition.state else "not told"
    yield f"Petition: {state}. Response: {petition.response.value}. Debate: {petition.debate.value}."
    yield "WHAT HAPPENED WHEN\n" + "\n".join(f"{date_text(one.day)}: {one.words}" for one in petition.events)
    for version in petition.versions:
        yield from _version(version)
        if version.number in compared:
            yield _differs(compared[version.number])


def _version(version: ToldVersion) -> Iterator[str]:
    verdict = version.verdict.value if version.verdict else "it said neither yes, no nor partly"
    head = f"VERSION {version.number}, {date_text(version.sent)}, {version.by}\nAnswer: {verdict}."
    late = f", {version.late_days} late" if version.late_days else ""
    yield f"{head}\nDays: {version.days} ({version.working_days} working days){late}."
    if version.release:
        yield f"What is published: {version.release.form}, by {date_text(version.release.when)}."
    for reason in version.held_back:
        yield f"Held back, {reason.code} ({reason.law}): {reason.words} Review by {date_text(reason.review_by)}."
    yield version.summary
    yield version.details
    yield "What answers each element\n" + "\n".join(
        f"- {one.asked}: {one.answered or 'no answer'}" for one in version.elements
    )
    if version.decisions:
        yield "What the Committee decided\n" + "\n".join(
            f"- {date_text(one.day)}, {one.decision.value}: {one.reason}" for one in version.decisions
        )


def _differs(one: Compared) -> str:
    return f"WHAT DIFFERS FROM VERSION {one.before}\n{_signed(one.summary)}\n\n{_signed(one.details)}"


def _signed(words: tuple[Words, ...]) -> str:
    return "".join(f"{_SIGNS[one.change][0]}{one.text}{_SIGNS[one.change][1]}" for one in words)
