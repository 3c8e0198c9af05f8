"""How fast was answered: what each subject gives to be counted, and the table in the published form."""

from clerestory.answer.performance.answered import Answered
from clerestory.answer.performance.counting import performance_rows

__all__ = ["Answered", "performance_rows"]
