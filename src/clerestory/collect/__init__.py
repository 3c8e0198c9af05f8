"""What givers send: read strictly, checked row by row, and accepted or quarantined; nothing is ever lost between."""

from clerestory.collect.audit.form import FlagAudit, read_flag_audit
from clerestory.collect.checks.running import run_checks
from clerestory.collect.faults import Fault, Receipt, check_quarantine, fault_of
from clerestory.collect.report import (
    Look,
    Report,
    feedback_on,
    feedback_report,
    index_page,
    report_json,
    report_markdown,
    report_page,
)
from clerestory.collect.returns import Collection, check_return, collect_return, collect_returns

__all__ = [
    "Collection",
    "Fault",
    "FlagAudit",
    "Look",
    "Receipt",
    "Report",
    "check_quarantine",
    "check_return",
    "collect_return",
    "collect_returns",
    "fault_of",
    "feedback_on",
    "feedback_report",
    "index_page",
    "read_flag_audit",
    "report_json",
    "report_markdown",
    "report_page",
    "run_checks",
]
