"""A release that corrects an earlier one: which published values changed, why, and who was told (rule P9)."""

from clerestory.publish.corrections.earlier import CORRECTIONS, CorrectedRelease, told_of
from clerestory.publish.corrections.files import CORRECTION_COLUMNS, correction_files, correction_page

__all__ = [
    "CORRECTIONS",
    "CORRECTION_COLUMNS",
    "CorrectedRelease",
    "correction_files",
    "correction_page",
    "told_of",
]
