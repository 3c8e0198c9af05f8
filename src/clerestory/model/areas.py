"""Code lists of areas, and how small the areas of each are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clerestory.model.rules import AreaLevel

# A list of an instrument's own that is not named here is not known to be one.
AREA_LISTS: Mapping[str, AreaLevel] = MappingProxyType(
    {
        "region": AreaLevel.REGION,
        "deprivation_band": AreaLevel.REGION,
        "urban_rural": AreaLevel.REGION,
        "police_force_area": AreaLevel.FORCE,
        "synthetic_force": AreaLevel.FORCE,
        "provider": AreaLevel.FORCE,
    }
)
