"""What texts outside a paper cite of a release: its tables, read from its files alone; and texts held to them."""

from clerestory.publish.cited.prose import CitedText, Standing, read_cited
from clerestory.publish.cited.tables import ReleasedTables, released_tables

__all__ = ["CitedText", "ReleasedTables", "Standing", "read_cited", "released_tables"]
