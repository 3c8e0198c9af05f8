"""What givers send: read strictly, checked row by row, and accepted or quarantined; nothing is ever lost between."""

from clerestory.collect.checked import is_unasked
from clerestory.collect.faults import Fault, Receipt, check_quarantine, fault_of
from clerestory.collect.receipts import receipt_json, receipt_of
from clerestory.collect.report import feedback_report
from clerestory.collect.returns import (
    Collection,
    Taken,
    check_return,
    collect_folders,
    collect_returns,
    return_folders,
    take_return,
)
from clerestory.collect.revisions import changes_between, revision_section
from clerestory.collect.templates import TemplateForm, template_files
from clerestory.collect.versions import ReturnFolder, current, withdrawal_in

__all__ = [
    "Collection",
    "Fault",
    "Receipt",
    "ReturnFolder",
    "Taken",
    "TemplateForm",
    "changes_between",
    "check_quarantine",
    "check_return",
    "collect_folders",
    "collect_returns",
    "current",
    "fault_of",
    "feedback_report",
    "is_unasked",
    "receipt_json",
    "receipt_of",
    "return_folders",
    "revision_section",
    "take_return",
    "template_files",
    "withdrawal_in",
]
