"""Networks as they may be printed: bands, fixed points, rounded counts, and nothing of one network (S10, S17)."""

from clerestory.protect.rules.outputs.networks.distribution import NetworkClass, network_distribution
from clerestory.protect.rules.outputs.networks.printed import printed_networks

__all__ = ["NetworkClass", "network_distribution", "printed_networks"]
