"""A release that corrects an earlier one: which published values changed, why, and who was told (rule P9)."""

from clerestory.publish.corrections.earlier import CORRECTIONS, CorrectedRelease, told_of
from clerestory.publish.corrections.files import correction_files, correction_page

__all__ = ["CORRECTIONS", "CorrectedRelease", "correction_files", "correction_page", "told_of"]
