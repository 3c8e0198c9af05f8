"""The pack of an event: what the page shows, and the manifest that says which release each file is of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from clerestory.model.answers.events import Event
from clerestory.model.commission import DataKind
from clerestory.model.forms import Form
from clerestory.model.lessons.packs import PackedFile
from clerestory.model.lessons.study import Agency, Audience
from clerestory.model.releases import Digest

_NATIONAL = (Agency.GOV, Agency.NCA, Agency.CPS, Agency.INSP)
AGENCIES: Mapping[Audience, tuple[Agency, ...]] = MappingProxyType(
    {
        Audience.NATIONAL: _NATIONAL,
        Audience.INDUSTRY: tuple(agency for agency in Agency if agency.is_sector),
        Audience.LOCAL: tuple(agency for agency in Agency if not agency.is_sector and agency not in _NATIONAL),
    }
)


@dataclass(frozen=True)
class EventRequest:
    """For which event a pack is, and for whom."""

    id: str
    event: Event
    audience: Audience


class EventPackManifest(Form):
    """``event.json`` of a pack. The same release, event and audience give the same bytes."""

    form: Literal["clerestory-event-pack/1"]
    event: str
    title: str
    day: dt.date
    host: str
    audience: Audience
    agenda: tuple[str, ...]
    statements: tuple[str, ...] = Field(description="Ids of statements of the release.")
    guidance: tuple[str, ...] = Field(description="Ids of messages of the release.")
    commitments: tuple[str, ...] = Field(description="Ids of commitments of the release.")
    study: str
    data: DataKind
    release: dt.date
    release_folder: str
    release_manifest: Digest = Field(description="SHA-256 of the release's manifest.json, which its seal names.")
    software: str
    files: tuple[PackedFile, ...]
