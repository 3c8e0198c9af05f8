"""A study is a folder: opened, checked, locked, and written so that a kill leaves nothing half-written."""

from clerestory.study.folder import Study, not_utf8, open_study
from clerestory.study.instrument import read_instrument, shipped_instrument
from clerestory.study.writing import replace_directory, write_atomically, write_secret

__all__ = [
    "Study",
    "not_utf8",
    "open_study",
    "read_instrument",
    "replace_directory",
    "shipped_instrument",
    "write_atomically",
    "write_secret",
]
