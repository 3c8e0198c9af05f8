"""Audience packs: what one is asked to be, and the manifest that says which part of a release each file is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from pydantic import Field

from clerestory.model.commission import DataKind
from clerestory.model.forms import Form
from clerestory.model.lessons.study import Audience
from clerestory.model.releases import Digest, ReleasedFile


class Made(Enum):
    """How a file of a pack came from its release."""

    COPIED = "copied"  # byte for byte
    SELECTED = "selected"  # some rows of the file, unchanged
    WRITTEN = "written"  # a page or list made of the released words and numbers


class PackedFile(ReleasedFile):
    """One file of a pack, and the files of the release that it was made of."""

    made: Made
    of: tuple[str, ...] = Field(description="Paths in the release; of the style sheet none.")


class PackManifest(Form):
    """``manifest.json`` of a pack. The same release and audience give the same bytes."""

    form: Literal["clerestory-pack/1"]
    study: str
    title: str
    data: DataKind
    release: dt.date
    release_folder: str = Field(description="The name of the release's folder.")
    release_manifest: Digest = Field(description="SHA-256 of the release's manifest.json, which its seal names.")
    audience: Audience
    area: str = Field(description="Code of the area whose rows were selected; empty where none was asked for.")
    software: str
    files: tuple[PackedFile, ...]


@dataclass(frozen=True)
class PackRequest:
    """For whom a pack is; an area belongs to a local partnership alone."""

    audience: Audience
    area: str = ""
