"""A synthetic nation with known truth: persons, events, groups over time, and what each giver knows of them."""

from clerestory.synthetic.nation import NationSummary, make_nation

__all__ = ["NationSummary", "make_nation"]
