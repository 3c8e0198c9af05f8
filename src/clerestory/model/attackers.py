"""Who attacks a table, and what each of them knows beside what is published."""

from __future__ import annotations

from enum import Enum


class Attacker(Enum):
    """A class of attackers; each member of a class is one attacker.

    All of them know every published number, how the table adds up, that counts are whole, and whether zeros are always
    published.
    """

    OUTSIDER = "outsider"  # nothing more
    SINGLETON = "singleton"  # somebody who is alone in a cell, and so knows every cell that holds nobody else
