"""Anybody's workbook, held against the checklist of accessible spreadsheets of the Government Analysis Function."""

from clerestory.publish.checklist.inspecting import checklist, inspect_workbook

__all__ = ["checklist", "inspect_workbook"]
