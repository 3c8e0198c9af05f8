"""What readers find where a release was recalled."""

from clerestory.publish.recalls.notice import RECALL, notice_files

__all__ = ["RECALL", "notice_files"]
