"""States of rounds, outputs, releases and certificates of live cases."""

from __future__ import annotations

from enum import Enum


class RoundState(Enum):
    """Where a round of the reference group stands."""

    NONE = "not begun"
    OPEN = "open"  # members read and comment, each blind to the others
    CLOSED = "closed"  # all see all comments; each gets its answer
    SETTLED = "settled"


class OutputState(Enum):
    """Where a draft stands at the disclosure check."""

    NONE = "not submitted"
    WAITING = "waiting for two checkers"
    PASSED = "passed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced by a later draft"


class ReleaseState(Enum):
    """Where a draft stands between the two gates and the signature."""

    NONE = "not admitted"
    ADMITTED = "with the reference group"
    REVIEWED = "reviewed and informed"
    PASSED = "passed by the lead statistician"
    REFUSED = "refused by the lead statistician"
    SIGNED = "signed"


class CertifiedState(Enum):
    """Where the certificate of a live case stands."""

    NONE = "not certified"
    HELD = "certified as held"
    UNVIEWED = "clearance waits for a lawyer"
    CLEARED = "cleared, and a lawyer agreed"
    CONTESTED = "clearance contested by a lawyer"
