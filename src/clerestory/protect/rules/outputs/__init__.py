"""Outputs that are not plain counts: each function gives the form that may be printed, or refuses."""

from clerestory.protect.rules.outputs.agreement import printed_agreement
from clerestory.protect.rules.outputs.areas import check_area_level, forces_with_safe_local_authorities
from clerestory.protect.rules.outputs.behind import operations_can_be_seen
from clerestory.protect.rules.outputs.classes import rounded_profile
from clerestory.protect.rules.outputs.estimates import printed_estimates, printed_limits
from clerestory.protect.rules.outputs.interviews import printed_saturation, shown_kinds
from clerestory.protect.rules.outputs.networks import NetworkClass, network_distribution, printed_networks
from clerestory.protect.rules.outputs.panel import printed_panel
from clerestory.protect.rules.outputs.percents import percentages
from clerestory.protect.rules.outputs.quantiles import printed_quantiles
from clerestory.protect.rules.outputs.scale import printed_scale
from clerestory.protect.rules.outputs.survival import SurvivalPoint, survival_curve
from clerestory.protect.rules.outputs.trends import printed_trend
from clerestory.protect.rules.outputs.typology import printed_typology

__all__ = [
    "NetworkClass",
    "SurvivalPoint",
    "check_area_level",
    "forces_with_safe_local_authorities",
    "network_distribution",
    "operations_can_be_seen",
    "percentages",
    "printed_agreement",
    "printed_estimates",
    "printed_limits",
    "printed_networks",
    "printed_panel",
    "printed_quantiles",
    "printed_saturation",
    "printed_scale",
    "printed_trend",
    "printed_typology",
    "rounded_profile",
    "shown_kinds",
    "survival_curve",
]
