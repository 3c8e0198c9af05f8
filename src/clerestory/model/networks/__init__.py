"""Networks of persons and events: ties, what was asked of them, what was found, and what may be printed."""

from clerestory.model.networks.findings import (
    Held,
    History,
    NetworkFindings,
    Persisting,
    RoleCount,
    Shaken,
    Spells,
    Structure,
    Tally,
)
from clerestory.model.networks.printed import (
    Band,
    Curve,
    CurvePoint,
    HistoryRow,
    PrintedNetworks,
    PrintedRange,
    RoleRow,
    StayedRow,
)
from clerestory.model.networks.settings import NetworkSettings
from clerestory.model.networks.ties import Role, TieTable, quarter_label

__all__ = [
    "Band",
    "Curve",
    "CurvePoint",
    "Held",
    "History",
    "HistoryRow",
    "NetworkFindings",
    "NetworkSettings",
    "Persisting",
    "PrintedNetworks",
    "PrintedRange",
    "Role",
    "RoleCount",
    "RoleRow",
    "Shaken",
    "Spells",
    "StayedRow",
    "Structure",
    "Tally",
    "TieTable",
    "quarter_label",
]
