"""Ways to protect a count table other than suppression; never for tables of victims."""

from clerestory.protect.perturb.rounding import round_to_base
from clerestory.protect.perturb.utility import Utility, utility_of

__all__ = ["Utility", "round_to_base", "utility_of"]
