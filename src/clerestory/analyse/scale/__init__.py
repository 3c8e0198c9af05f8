"""Multiple systems estimation: how many cases no list holds, from the overlaps of lists."""

from clerestory.analyse.scale.estimating import estimate_scale
from clerestory.analyse.scale.existence import Existence, existence
from clerestory.analyse.scale.lattice import hierarchical_models, two_list_models
from clerestory.analyse.scale.reading import read_lists

__all__ = ["Existence", "estimate_scale", "existence", "hierarchical_models", "read_lists", "two_list_models"]
