"""What givers send: read strictly, checked row by row, and accepted or quarantined; nothing is ever lost between."""

from clerestory.collect.faults import Fault, Receipt, check_quarantine, fault_of
from clerestory.collect.report import feedback_report
from clerestory.collect.returns import Collection, check_return, collect_returns
from clerestory.collect.templates import TemplateForm, template_files

__all__ = [
    "Collection",
    "Fault",
    "Receipt",
    "TemplateForm",
    "check_quarantine",
    "check_return",
    "collect_returns",
    "fault_of",
    "feedback_report",
    "template_files",
]
