"""study.toml: the commission. Who asked what, which tables answer it, under which rules, on which date."""

from clerestory.model.commission.asked import Commission, DataKind
from clerestory.model.commission.charts import ChartKind, ChartRequest
from clerestory.model.commission.comparisons import ComparisonTable
from clerestory.model.commission.findings import (
    BreakForm,
    DelayForm,
    FindingRequest,
    NetworkEvents,
    NetworkPeriod,
    NetworksRequest,
    ScaleRequest,
    TrendRequest,
    TypologyRequest,
)
from clerestory.model.commission.names import Identifier, ListName, Path, ReturnName, Slug
from clerestory.model.commission.parts import NEEDED_PARTS, PaperPart
from clerestory.model.commission.people import LedgerSettings, Person, Role
from clerestory.model.commission.releasing import (
    EARLY_HOURS,
    PAPER,
    CorrectionReason,
    EarlyReader,
    Purpose,
    ReleaseSettings,
)
from clerestory.model.commission.stages import CollectSettings, ProtectSettings
from clerestory.model.commission.tables import CrossTable, OverlapTable, TableRequest
from clerestory.model.commission.texts import CaseTextRequest
from clerestory.model.commission.whole import Fact, StudySettings
from clerestory.model.commission.withheld import OutputKind, WithheldOutput

__all__ = [
    "EARLY_HOURS",
    "NEEDED_PARTS",
    "PAPER",
    "BreakForm",
    "CaseTextRequest",
    "ChartKind",
    "ChartRequest",
    "CollectSettings",
    "Commission",
    "ComparisonTable",
    "CorrectionReason",
    "CrossTable",
    "DataKind",
    "DelayForm",
    "EarlyReader",
    "Fact",
    "FindingRequest",
    "Identifier",
    "LedgerSettings",
    "ListName",
    "NetworkEvents",
    "NetworkPeriod",
    "NetworksRequest",
    "OutputKind",
    "OverlapTable",
    "PaperPart",
    "Path",
    "Person",
    "ProtectSettings",
    "Purpose",
    "ReleaseSettings",
    "ReturnName",
    "Role",
    "ScaleRequest",
    "Slug",
    "StudySettings",
    "TableRequest",
    "TrendRequest",
    "TypologyRequest",
    "WithheldOutput",
]
