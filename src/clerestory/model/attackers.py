"""Against whom tables are protected."""

from __future__ import annotations

from enum import Enum


class Attacker(Enum):
    """A class of people who read what is published, and what they know beside it.

    All know that counts are whole, that margins are sums, and whether a hidden cell can be zero.
    """

    OUTSIDER = "outsider"  # nothing more
    SINGLETON = "singleton"  # a person who is alone in a cell, and so knows it
    OPERATION = "operation"  # a member of an operation, who knows the operation's part of every cell
    GIVER = "giver"  # one of those whose returns are counted, who knows the own part of every cell
