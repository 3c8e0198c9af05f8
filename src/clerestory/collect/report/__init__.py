"""The feedback report for one giver: one content, and a way of showing it for people, for paper and for machines."""

from clerestory.collect.report.content import Report, feedback_on
from clerestory.collect.report.index import index_page
from clerestory.collect.report.jsonable import report_json
from clerestory.collect.report.markdown import feedback_report, report_markdown
from clerestory.collect.report.page import report_page
from clerestory.pages import Look

__all__ = [
    "Look",
    "Report",
    "feedback_on",
    "feedback_report",
    "index_page",
    "report_json",
    "report_markdown",
    "report_page",
]
