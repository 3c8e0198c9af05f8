"""How disclosive the records of an extract are (rule S11), for the file and never a record; which values to blank."""

from clerestory.protect.microdata.measures import Anonymity, measure_anonymity
from clerestory.protect.microdata.suppression import suppressed_keys
from clerestory.protect.microdata.uniques import MinimalUniques, minimal_sample_uniques

__all__ = ["Anonymity", "MinimalUniques", "measure_anonymity", "minimal_sample_uniques", "suppressed_keys"]
