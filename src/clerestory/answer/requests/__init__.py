"""Requests for information and questions in Parliament: their clocks, what may be withheld, notices and the log."""

from clerestory.answer.requests.subject import REQUESTS

__all__ = ["REQUESTS"]
