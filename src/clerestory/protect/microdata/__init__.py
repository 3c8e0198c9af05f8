"""Extracts of records (rule S11): how disclosive they are, for the file and never a record; coarser keys and blanks."""

from clerestory.protect.microdata.extract import ExtractRule, make_extract
from clerestory.protect.microdata.generalisation import Hierarchy
from clerestory.protect.microdata.measures import Anonymity, measure_anonymity, ordered_closeness
from clerestory.protect.microdata.suppression import suppressed_keys
from clerestory.protect.microdata.uniques import MinimalUniques, minimal_sample_uniques

__all__ = [
    "Anonymity",
    "ExtractRule",
    "Hierarchy",
    "MinimalUniques",
    "make_extract",
    "measure_anonymity",
    "minimal_sample_uniques",
    "ordered_closeness",
    "suppressed_keys",
]
