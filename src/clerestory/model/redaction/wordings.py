"""Wording that is not neutral: where it stands, why not, and what to say instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Wording:
    """A passage whose wording is not neutral (rule J4); it warns and never stops anything.

    Attributes
    ----------
    start, end : int
        Code points of the text from and to which it runs.
    code : str
        Its entry of the list.
    term : str
        As the list has it, not as the text has it.
    why, instead : str
        Why not, and what to say instead.
    """

    start: int
    end: int
    code: str
    term: str
    why: str
    instead: str
