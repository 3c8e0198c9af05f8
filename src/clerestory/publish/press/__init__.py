"""The press notice: what the release says, never worded anew, with its limits and the time it may be told."""

from clerestory.publish.press.notice import press_files

__all__ = ["press_files"]
