"""Which gateway a question has: the decision table, and holding what somebody named against the law."""

from clerestory.share.gateways.naming import Named, pick, picked, refused, wrong_gateways
from clerestory.share.gateways.table import TABLE, Answer, Duty, Question, Receiver, Refusal, Row

__all__ = [
    "TABLE",
    "Answer",
    "Duty",
    "Named",
    "Question",
    "Receiver",
    "Refusal",
    "Row",
    "pick",
    "picked",
    "refused",
    "wrong_gateways",
]
