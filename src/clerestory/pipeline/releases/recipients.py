"""Who had a release: whoever the ledger says read it early or made a pack of it, who was told of it, and the public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from clerestory.ledger import Entry, entries_of
from clerestory.model.recalls import Recipient
from clerestory.pipeline.releases.early import READ_EARLY
from clerestory.pipeline.releases.noting import PACK_MADE, PRESS_MADE
from clerestory.pipeline.stages.published import IN_PLACE
from clerestory.publish.corrections import told_of
from clerestory.study import Study


def recipients_of(study: Study, name: str, release: Path, *, until: dt.datetime) -> tuple[Recipient, ...]:
    """List who had a release, in the order of its way to the public.

    Parameters
    ----------
    name : str
        Of the release.
    release : Path
        Where its files are now.
    until : datetime
        When it was taken off.
    """
    every = entries_of(study.ledger, READ_EARLY, PRESS_MADE, PACK_MADE, IN_PLACE)
    entries = [entry for entry in every if entry.detail.get("release") == name]
    early = (_early(entry) for entry in entries if entry.event == READ_EARLY)
    told = (Recipient(who=who, how="was told of the correction", when=name) for who in told_of(release))
    press = (_press(entry) for entry in entries if entry.event == PRESS_MADE)
    packs = (_pack(entry) for entry in entries if entry.event == PACK_MADE)
    return (*early, *press, *told, *packs, *_public(entries, until))


def _early(entry: Entry) -> Recipient:
    who = f"{entry.actor}, {entry.detail['organisation']}"
    return Recipient(who=who, how="read it before publication", when=_moment(entry.time))


def _press(entry: Entry) -> Recipient:
    return Recipient(who="The press", how="a notice was made of it", when=_moment(entry.time))


def _pack(entry: Entry) -> Recipient:
    area = f", area {entry.detail['area']}" if entry.detail.get("area") else ""
    return Recipient(who=f"{entry.detail['audience']}{area}", how="a pack was made of it", when=_moment(entry.time))


def _public(entries: list[Entry], until: dt.datetime) -> Iterator[Recipient]:
    for entry in entries:
        if entry.event == IN_PLACE:
            span = f"from {_moment(entry.time)} to {_moment(until)}"
            yield Recipient(who="The public", how="could read it on the site", when=span)


def _moment(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
