"""The rules of the desk: what an act needs, what comes of it, and what each person sees."""

from clerestory.review.desk.checking import checked
from clerestory.review.desk.folding import EMPTY, after, folded
from clerestory.review.desk.sight import seen_by

__all__ = ["EMPTY", "after", "checked", "folded", "seen_by"]
