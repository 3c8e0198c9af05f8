"""Ways to protect a count table other than suppression; whether a table may be perturbed is for its caller to decide."""

from clerestory.protect.perturb.rounding import round_to_base
from clerestory.protect.perturb.utility import Utility, utility_of

__all__ = ["Utility", "round_to_base", "utility_of"]
