"""What is weighed before the signature: held against the paper, printed, and told to survivor organisations."""

from clerestory.publish.assessments.checking import check_assessments, printed_ids
from clerestory.publish.assessments.notice import survivor_notice
from clerestory.publish.assessments.page import IMPACT_PAGE, impact_page
from clerestory.publish.assessments.template import assessment_template

__all__ = [
    "IMPACT_PAGE",
    "assessment_template",
    "check_assessments",
    "impact_page",
    "printed_ids",
    "survivor_notice",
]
