"""Latent classes: which types there are among coded items, without a class for any person."""

from clerestory.analyse.typology.estimating import find_typology
from clerestory.analyse.typology.reading import CodedItems, read_items

__all__ = ["CodedItems", "find_typology", "read_items"]
