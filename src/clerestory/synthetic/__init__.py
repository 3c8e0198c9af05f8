"""A synthetic nation with known truth: persons, events, groups over time, and what each giver knows of them."""

from clerestory.synthetic.fiction import GiverKind
from clerestory.synthetic.habits import NAMES_OF_BIRTH, Habits
from clerestory.synthetic.nation import NationSummary, make_nation
from clerestory.synthetic.overlaps import Dependence
from clerestory.synthetic.sharing import sharing_records

__all__ = [
    "NAMES_OF_BIRTH",
    "Dependence",
    "GiverKind",
    "Habits",
    "NationSummary",
    "make_nation",
    "sharing_records",
]
