"""XLSX as the rules see it (ECMA-376, part 1, SpreadsheetML and DrawingML)."""
