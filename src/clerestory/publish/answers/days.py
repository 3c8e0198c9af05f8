"""Days in files for programs."""

from __future__ import annotations

import datetime as dt


def day_text(day: dt.date | None) -> str:
    """Give a day as 2020-05-19; empty where there is none."""
    return day.isoformat() if day else ""
