"""Clocks of answers: working days of every part of the United Kingdom, due dates, pauses, transfers and days late."""

from clerestory.answer.clocks.clock import Clock, Pause, Unit
from clerestory.answer.clocks.days import (
    ENGLAND_AND_WALES,
    FOI_JURISDICTIONS,
    add_days,
    add_working_days,
    is_working,
    received_on,
    working_days,
)
from clerestory.answer.clocks.parliament import pauses_of
from clerestory.model.bank_holidays import Jurisdiction, is_certain

__all__ = [
    "ENGLAND_AND_WALES",
    "FOI_JURISDICTIONS",
    "Clock",
    "Jurisdiction",
    "Pause",
    "Unit",
    "add_days",
    "add_working_days",
    "is_certain",
    "is_working",
    "pauses_of",
    "received_on",
    "working_days",
]
