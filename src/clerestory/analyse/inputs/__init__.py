"""From cases to what findings are made of: coded items, ties and series; the same on every engine, and confidential."""

from clerestory.analyse.inputs.cases import Source, TooFewError
from clerestory.analyse.inputs.items import items_of_cases, items_with_operations
from clerestory.analyse.inputs.memberships import ties_of_suspects, ties_with_operations
from clerestory.analyse.inputs.series import series_of_cases, series_with_operations

__all__ = [
    "Source",
    "TooFewError",
    "items_of_cases",
    "items_with_operations",
    "series_of_cases",
    "series_with_operations",
    "ties_of_suspects",
    "ties_with_operations",
]
