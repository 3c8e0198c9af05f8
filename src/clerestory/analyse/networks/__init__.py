"""Networks of persons and events over time: how they form, last and end, in counts and shares."""

from clerestory.analyse.networks.finding import network_findings
from clerestory.analyse.networks.reading import read_ties

__all__ = ["network_findings", "read_ties"]
