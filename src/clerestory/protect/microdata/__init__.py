"""How disclosive the records of a research extract are (rule S11): group sizes, diversity, minimal sample uniques."""

from clerestory.protect.microdata.measures import Anonymity, measure_anonymity
from clerestory.protect.microdata.uniques import MinimalUniques, minimal_sample_uniques

__all__ = ["Anonymity", "MinimalUniques", "measure_anonymity", "minimal_sample_uniques"]
