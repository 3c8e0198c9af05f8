"""Audience packs: lessons, tables and charts of one release, selected for an audience and never worded anew."""

from clerestory.publish.packs.building import pack_files, write_files, write_pack
from clerestory.publish.packs.events import EVENT, event_files
from clerestory.publish.packs.released import ReleasedContent, open_release

__all__ = [
    "EVENT",
    "ReleasedContent",
    "event_files",
    "open_release",
    "pack_files",
    "write_files",
    "write_pack",
]
