"""How two records are compared, on plain values and on encodings."""

from clerestory.link.comparisons.encoded import encoded_comparisons
from clerestory.link.comparisons.levels import FieldComparison, Level
from clerestory.link.comparisons.plain import plain_comparisons

__all__ = ["FieldComparison", "Level", "encoded_comparisons", "plain_comparisons"]
