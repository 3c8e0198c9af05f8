"""Files of coded texts by the REFI-QDA standard, in and out without loss."""

from clerestory.interviews.refi.building import codebook_of, project_of
from clerestory.interviews.refi.keeping import only_sources
from clerestory.interviews.refi.reading import read_codebook, read_project
from clerestory.interviews.refi.writing import write_codebook, write_project

__all__ = [
    "codebook_of",
    "only_sources",
    "project_of",
    "read_codebook",
    "read_project",
    "write_codebook",
    "write_project",
]
