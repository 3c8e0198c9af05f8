"""Ways to protect a count table other than suppression. Whether a table may be perturbed, its caller decides."""

from clerestory.protect.perturb.controlled import control_round
from clerestory.protect.perturb.rounding import round_to_base
from clerestory.protect.perturb.utility import Utility, utility_of

__all__ = ["Utility", "control_round", "round_to_base", "utility_of"]
