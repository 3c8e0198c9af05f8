"""The protocol of a study's interviews: its templates, and whether a study has written it."""

from clerestory.interviews.protocol.completeness import read_protocol, unwritten
from clerestory.interviews.protocol.writing import new_protocol

__all__ = ["new_protocol", "read_protocol", "unwritten"]
