"""Secondary suppression for cells that add up: all unsafe cells of a large table at once."""

from clerestory.protect.suppress.grids.covering import HypercubeSearch
from clerestory.protect.suppress.grids.deadline import Deadline
from clerestory.protect.suppress.grids.pattern import Pattern, choose_pattern
from clerestory.protect.suppress.grids.programme import Floats
from clerestory.protect.suppress.grids.task import Task
from clerestory.protect.suppress.grids.whole_change import whole_change

__all__ = ["Deadline", "Floats", "HypercubeSearch", "Pattern", "Task", "choose_pattern", "whole_change"]
