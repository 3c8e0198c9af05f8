"""Reading a return strictly: CSV, XLSX, ODS and Parquet end in the same text columns, or in a reason why not.

Nothing is guessed: a value stays the text that it is, and what a reader of a form would pass over in silence (a short
row, a hidden sheet, a formula) is a fault.
"""

from clerestory.collect.reading.sent import SentFiles, belonging, is_workbook, open_sent, open_workbook
from clerestory.collect.reading.shape import LINE, ReadFile, RefusedFile

__all__ = ["LINE", "ReadFile", "RefusedFile", "SentFiles", "belonging", "is_workbook", "open_sent", "open_workbook"]
