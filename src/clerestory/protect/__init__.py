"""Gate 1: as much as can be published, and nothing from which a person can be told.

``protect_tables`` takes every table of a release at once, marks what a rule makes unsafe (``rules``), hides more until
nothing unsafe can be computed (``suppress``), and lets an attacker who shares no code with it try (``audit``). What
the attacker can still pin down takes its whole table with it. ``protect_frame`` and ``protect_grid`` do the same for
one large hierarchical table outside any study, with a proof that ``check_proof`` goes through;
``protect_linked_frame`` does it for several tables of the same cases, and beside tables that are public already;
``audit_frame`` asks of any such table what can be bounded. ``make_extract`` makes records of a file fit for a secure
setting.
"""

from clerestory.protect.audit.attack import Audit, audit
from clerestory.protect.audit.proof_check import check_proof
from clerestory.protect.engine import Protection, protect_tables
from clerestory.protect.hierarchies import (
    Grid,
    Tabulated,
    audit_frame,
    protect_frame,
    protect_grid,
    with_contributors,
)
from clerestory.protect.linked import protect_linked_frame
from clerestory.protect.microdata import ExtractRule, Hierarchy, make_extract

__all__ = [
    "Audit",
    "ExtractRule",
    "Grid",
    "Hierarchy",
    "Protection",
    "Tabulated",
    "audit",
    "audit_frame",
    "check_proof",
    "make_extract",
    "protect_frame",
    "protect_grid",
    "protect_linked_frame",
    "protect_tables",
    "with_contributors",
]
