"""Gate 1: as much as can be published, and nothing from which a person can be told.

``protect_tables`` takes every table of a release at once, marks what a rule makes unsafe (``rules``), hides more until
nothing unsafe can be computed (``suppress``), and lets an attacker who shares no code with it try (``audit``). What
the attacker can still pin down takes its whole table with it.
"""

from clerestory.protect.audit.attack import Audit, audit
from clerestory.protect.engine import Protection, protect_tables

__all__ = ["Audit", "Protection", "audit", "protect_tables"]
