"""What a linkage tells of itself: weights, expected errors and, where somebody holds a truth, how right it was."""

from clerestory.link.report.content import About, LinkReport, link_report
from clerestory.link.report.jsonable import report_json
from clerestory.link.report.page import report_page
from clerestory.link.report.truth import Measured, held_against, read_truth

__all__ = [
    "About",
    "LinkReport",
    "Measured",
    "held_against",
    "link_report",
    "read_truth",
    "report_json",
    "report_page",
]
