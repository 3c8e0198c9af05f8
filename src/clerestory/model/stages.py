"""The stages of a run."""

from __future__ import annotations

from enum import Enum


class Stage(Enum):
    """The stages of a run, in order."""

    COLLECT = "collect"
    LINK = "link"
    ANALYSE = "analyse"
    PROTECT = "protect"
    REVIEW = "review"
    PUBLISH = "publish"


class Zone(Enum):
    """Where the protected tables are read: the desk's process cannot read the vault."""

    DESK = "desk"
    VAULT = "vault"
