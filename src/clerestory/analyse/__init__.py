"""From cases to confidential tables: one engine-neutral tabulation, every table a margin of one cohort."""

from clerestory.analyse.engines import Engine, engine_on
from clerestory.analyse.tabulate import Tabulation, tabulate

__all__ = ["Engine", "Tabulation", "engine_on", "tabulate"]
