"""A synthetic nation with known truth: persons, events, groups over time, and what each giver knows of them."""

from clerestory.synthetic.nation import NationSummary, make_nation
from clerestory.synthetic.sharing import sharing_records

__all__ = ["NationSummary", "make_nation", "sharing_records"]
