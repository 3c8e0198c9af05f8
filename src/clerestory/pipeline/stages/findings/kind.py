"""What the way of a finding from cases to the paper needs to know of its kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from clerestory.analyse import Tabulation
from clerestory.model.findings.finding import Printed
from clerestory.model.rules import Preset
from clerestory.pipeline.stages.work import Work

Request = TypeVar("Request")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Analysis(Generic[Request, Found]):
    """One kind of finding.

    Attributes
    ----------
    estimate : callable
        From the vault's cases, and the tables made of them, to what is found; confidential.
    dump, load : callable
        To JSON values, in which it waits in the vault, and back.
    printed : callable
        What may be printed of it by the rules of a preset (rule S17).
    """

    estimate: Callable[[Request, Work, Tabulation], Found]
    dump: Callable[[Found], Any]
    load: Callable[[Any], Found]
    printed: Callable[[Found, Preset], Printed]
