"""Mistakes between the tables of a release: the same numbers twice, swapped ones, another unit (rules Q8 and Q9)."""

from clerestory.publish.quality.checking import check_tables, suspicions
from clerestory.publish.quality.likeness import Suspected

__all__ = ["Suspected", "check_tables", "suspicions"]
