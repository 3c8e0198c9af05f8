"""Packs of events: made of a release that holds, and of an event that is still ahead."""

from __future__ import annotations

from pathlib import Path

from clerestory.errors import AnswerError, AnswerNowError, PackError
from clerestory.model.answers.event_packs import EventPackManifest, EventRequest
from clerestory.model.answers.events import Event, EventState
from clerestory.model.answers.kinds import Kind
from clerestory.model.lessons.study import Audience
from clerestory.pipeline.answering.reading import state_of
from clerestory.pipeline.packs import release_of
from clerestory.pipeline.releases.noting import PACK_MADE, note_made
from clerestory.publish.packs import EVENT, event_files, open_release, write_files
from clerestory.study.answers import AnswerPlace
from clerestory.study.outgoing import check_outgoing
from clerestory.study.writing import partial_folder


def build_event_pack(
    place: AnswerPlace, subject: str, audience: Audience, *, folder: Path, release: str = ""
) -> EventPackManifest:
    """Make the pack of an event for an audience, of a release of the study.

    Parameters
    ----------
    folder : Path
        Where the pack goes; it may not exist yet.
    release : str
        Name of a folder under ``releases/`` of the study; the last one if left out.

    Raises
    ------
    AnswerError
        If there is no study, or no such event.
    AnswerNowError
        If the event is cancelled, or is not for the audience.
    PackError
        If there is no release, the folder exists, or what was chosen is not released or may not be repeated then.
    """
    if place.study is None:
        raise AnswerError("is no study", where=str(place.root), remedy="Packs are made of releases: name a study.")
    check_outgoing(folder, PackError)
    event: Event = state_of(place, Kind.EVENT, subject)
    _check(subject, event, audience)
    of = release_of(place.root, release)
    files = event_files(open_release(of), EventRequest(subject, event, audience))
    detail = {"audience": audience.value, "event": subject}
    note_made(place.study, PACK_MADE, of.name, detail=detail, clock=place.clock)
    building = partial_folder(folder)
    write_files(files, building)
    building.rename(folder)
    return EventPackManifest.model_validate_json(files[EVENT])


def _check(subject: str, event: Event, audience: Audience) -> None:
    if event.state is EventState.CANCELLED:
        raise AnswerNowError("was cancelled", where=f"the event {subject}", remedy="Plan another.")
    if audience not in event.audiences:
        known = ", ".join(one.value for one in event.audiences)
        raise AnswerNowError("is not for this audience", where=f"the event {subject}", remedy=f"It is for: {known}.")
