"""From cases to confidential tables and findings.

Tables: one engine-neutral tabulation, every table a margin of one cohort. Findings, a room for each method: scale,
typology, networks, trends, panel, agreement; ``inputs`` makes of a study's cases what they work on.
"""

from clerestory.analyse.agreement import measure_agreement, read_codings
from clerestory.analyse.engines import Engine, engine_on
from clerestory.analyse.scale import estimate_scale, read_lists
from clerestory.analyse.scopes import area_level, cell_scope, scope_of, variables_of
from clerestory.analyse.tabulate import Tabulation, tabulate
from clerestory.analyse.trends import estimate_trend, read_series
from clerestory.analyse.typology import find_typology, read_items

__all__ = [
    "Engine",
    "Tabulation",
    "area_level",
    "cell_scope",
    "engine_on",
    "estimate_scale",
    "estimate_trend",
    "find_typology",
    "measure_agreement",
    "read_codings",
    "read_items",
    "read_lists",
    "read_series",
    "scope_of",
    "tabulate",
    "variables_of",
]
