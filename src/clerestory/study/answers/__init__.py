"""Where answers are kept: the settings ``answers.toml``, and the record of everything that was done."""

from clerestory.study.answers.place import ANSWERS, RECORD, AnswerPlace, open_place
from clerestory.study.answers.record import AnswerRecord, Held, Query
from clerestory.study.answers.schema import Kept

__all__ = ["ANSWERS", "RECORD", "AnswerPlace", "AnswerRecord", "Held", "Kept", "Query", "open_place"]
