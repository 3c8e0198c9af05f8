"""When Parliament was prorogued or dissolved: no petition is answered then, and its clock waits.

Sources: House of Commons Library, the Egg Timer (api.parliament.uk/egg-timer) and SN04653, sessions with their first
and last days; House of Lords Library LLN-2019-0111; the London Gazette for dissolutions. A day on which Parliament
still sat, or met again, counts; so a break begins the day after and ends the day before. Of 2019: the prorogation of
September was void (R (Miller) v Prime Minister [2019] UKSC 41), and no prorogation came before the dissolution.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Self

from pydantic import Field, model_validator

from clerestory.model.forms import Form


class BreakKind(Enum):
    """Why Parliament does not sit."""

    PROROGATION = "prorogation"
    DISSOLUTION = "dissolution"


class ParliamentBreak(Form):
    """A time between two sessions, or between two Parliaments with the prorogation before it."""

    start: dt.date = Field(description="The first day on which Parliament does not sit any more.")
    end: dt.date = Field(description="The last day before it meets again.")
    kind: BreakKind

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.end < self.start:
            raise ValueError("a break ends before it starts")
        return self


def _breaks(kind: BreakKind, *days: tuple[str, str]) -> tuple[ParliamentBreak, ...]:
    return tuple(
        ParliamentBreak(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end), kind=kind)
        for start, end in days
    )


BREAKS = (
    *_breaks(
        BreakKind.PROROGATION,
        ("2000-12-01", "2000-12-05"),
        ("2002-11-08", "2002-11-12"),
        ("2003-11-21", "2003-11-25"),
        ("2004-11-19", "2004-11-22"),
        ("2006-11-09", "2006-11-14"),
        ("2007-10-31", "2007-11-05"),
        ("2008-11-27", "2008-12-02"),
        ("2009-11-13", "2009-11-17"),
        ("2012-05-02", "2012-05-08"),
        ("2013-04-26", "2013-05-07"),
        ("2014-05-15", "2014-06-03"),
        ("2016-05-13", "2016-05-17"),
        ("2019-10-09", "2019-10-13"),
        ("2021-04-30", "2021-05-10"),
        ("2022-04-29", "2022-05-09"),
        ("2023-10-27", "2023-11-06"),
    ),
    *_breaks(
        BreakKind.DISSOLUTION,
        ("2001-05-12", "2001-06-12"),
        ("2005-04-08", "2005-05-10"),
        ("2010-04-09", "2010-05-17"),
        ("2015-03-27", "2015-05-17"),
        ("2017-04-28", "2017-06-12"),
        ("2019-11-06", "2019-12-16"),
        ("2024-05-25", "2024-07-08"),
    ),
)
