"""What givers send: read strictly, checked row by row, and accepted or quarantined; nothing is ever lost between."""

from clerestory.collect.audit.form import FlagAudit, read_flag_audit
from clerestory.collect.checked import is_unasked
from clerestory.collect.checks.running import run_checks
from clerestory.collect.faults import Fault, Receipt, check_quarantine, fault_of
from clerestory.collect.receipts import receipt_json, receipt_of
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
from clerestory.collect.returns import (
    Collection,
    Taken,
    check_return,
    collect_folders,
    collect_return,
    collect_returns,
    return_folders,
    take_return,
)
from clerestory.collect.revisions import Revision, changes_between
from clerestory.collect.templates import TemplateForm, template_files
from clerestory.collect.versions import ReturnFolder, current, withdrawal_in

__all__ = [
    "Collection",
    "Fault",
    "FlagAudit",
    "Look",
    "Receipt",
    "Report",
    "ReturnFolder",
    "Revision",
    "Taken",
    "TemplateForm",
    "changes_between",
    "check_quarantine",
    "check_return",
    "collect_folders",
    "collect_return",
    "collect_returns",
    "current",
    "fault_of",
    "feedback_on",
    "feedback_report",
    "index_page",
    "is_unasked",
    "read_flag_audit",
    "receipt_json",
    "receipt_of",
    "report_json",
    "report_markdown",
    "report_page",
    "return_folders",
    "run_checks",
    "take_return",
    "template_files",
    "withdrawal_in",
]
