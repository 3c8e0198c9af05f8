"""Reading a letter: what it seems to say, each time with its place and the reason, for a person to confirm."""

from clerestory.answer.reading.joining import join_promises
from clerestory.answer.reading.reader import read_letter
from clerestory.answer.reading.sameness import Promised, same_promise

__all__ = ["Promised", "join_promises", "read_letter", "same_promise"]
