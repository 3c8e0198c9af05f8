"""What a workbook is held against before it is published, and what was found."""
