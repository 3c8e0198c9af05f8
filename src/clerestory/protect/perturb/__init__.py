"""Ways to protect a count table other than suppression. Whether a table may be perturbed, its caller decides."""

from clerestory.protect.perturb.cell_key import KeyedGrid, Unit, check_unit, perturb_cells
from clerestory.protect.perturb.controlled import control_round
from clerestory.protect.perturb.ptable import PTable, make_ptable
from clerestory.protect.perturb.record_keys import record_keys
from clerestory.protect.perturb.records import keyed_grid
from clerestory.protect.perturb.rounding import RoundingBase, round_to_base, rounded_table
from clerestory.protect.perturb.utility import Utility, utility_of

__all__ = [
    "KeyedGrid",
    "PTable",
    "RoundingBase",
    "Unit",
    "Utility",
    "check_unit",
    "control_round",
    "keyed_grid",
    "make_ptable",
    "perturb_cells",
    "record_keys",
    "round_to_base",
    "rounded_table",
    "utility_of",
]
