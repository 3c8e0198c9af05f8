"""Workbooks as people and screen readers need them, written as XLSX or ODS; below the stages that write them."""

from clerestory.spreadsheets.formulas import TAKEN_FOR_FORMULA, defused
from clerestory.spreadsheets.ods import ods_bytes
from clerestory.spreadsheets.sheets import Cell, Choices, Closed, Column, Sheet, Workbook
from clerestory.spreadsheets.xlsx import xlsx_bytes

__all__ = [
    "TAKEN_FOR_FORMULA",
    "Cell",
    "Choices",
    "Closed",
    "Column",
    "Sheet",
    "Workbook",
    "defused",
    "ods_bytes",
    "xlsx_bytes",
]
