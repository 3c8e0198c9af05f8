"""The room of the vault: its pages are served by the vault's own process, and these are always at hand."""

from __future__ import annotations

from clerestory.model.commission import Role
from clerestory.model.redaction.review import DECIDERS
from clerestory.web.pages.visits import SEE_RECORD, Room
from clerestory.web.service.serving import Zone

# Who works on true counts; the lawyer and the auditor see what leaves, and what was decided.
SEE_COUNTS = frozenset({Role.ANALYST, Role.CHECKER, Role.STATISTICIAN})
SEE_OUTPUTS = SEE_COUNTS | {Role.LAWYER, Role.AUDITOR}
SEE_CASES = frozenset({Role.OFFICER, Role.LAWYER, Role.AUDITOR})
VAULT = Room(
    Zone.VAULT,
    "vault",
    (
        ("Outputs", "outputs", SEE_OUTPUTS),
        ("Live cases", "live-cases", SEE_CASES),
        ("Case texts", "texts", DECIDERS),
        ("Record", "record", SEE_RECORD),
    ),
)
shown, visited = VAULT.shown, VAULT.visited
