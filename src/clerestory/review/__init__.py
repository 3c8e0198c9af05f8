"""Gates: decisions of people, as files, bound to the draft that they saw."""

from clerestory.review.certificates import check_certification, check_said
from clerestory.review.concerns import check_concern_decision
from clerestory.review.files import (
    decision_path,
    decision_text,
    new_decision,
    read_decision,
    read_decisions,
    simulated_decisions,
)
from clerestory.review.gates import approvals_at, approve_output, check_decision
from clerestory.review.quotes import check_quote_check
from clerestory.review.redactions import checked_decisions
from clerestory.review.signatories import check_signatory, signatories, simulated_signatory
from clerestory.review.signing import make_keys, sign

__all__ = [
    "approvals_at",
    "approve_output",
    "check_certification",
    "check_concern_decision",
    "check_decision",
    "check_quote_check",
    "check_said",
    "check_signatory",
    "checked_decisions",
    "decision_path",
    "decision_text",
    "make_keys",
    "new_decision",
    "read_decision",
    "read_decisions",
    "sign",
    "signatories",
    "simulated_decisions",
    "simulated_signatory",
]
