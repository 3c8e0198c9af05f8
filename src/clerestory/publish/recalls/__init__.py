"""What readers find where a release was recalled."""

from clerestory.publish.recalls.notice import PAGE, RECALL, STYLE, notice_files

__all__ = ["PAGE", "RECALL", "STYLE", "notice_files"]
