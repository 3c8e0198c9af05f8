"""XLSX: rows read to cells, written from nothing, opened for the check."""
