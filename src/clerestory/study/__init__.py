"""A study is a folder: opened, checked, locked, and written so that a kill leaves nothing half-written."""

from clerestory.study.folder import Study, not_utf8, open_study
from clerestory.study.instrument import read_instrument, shipped_instrument
from clerestory.study.presets import preset_for_study, read_presets, shipped_presets
from clerestory.study.writing import replace_directory, write_atomically, write_secret

__all__ = [
    "Study",
    "not_utf8",
    "open_study",
    "preset_for_study",
    "read_instrument",
    "read_presets",
    "replace_directory",
    "shipped_instrument",
    "shipped_presets",
    "write_atomically",
    "write_secret",
]
