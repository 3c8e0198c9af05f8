"""Tables of one hierarchy for each dimension, given as a file or a frame, outside any study."""

from clerestory.protect.hierarchies.engine import ProtectedGrid, protect_grid
from clerestory.protect.hierarchies.frames import protect_frame
from clerestory.protect.hierarchies.grid import Grid

__all__ = ["Grid", "ProtectedGrid", "protect_frame", "protect_grid"]
