"""Secondary suppression for cells that add up: all unsafe cells of a large table at once."""

from clerestory.protect.suppress.grids.pattern import Pattern, choose_pattern

__all__ = ["Pattern", "choose_pattern"]
