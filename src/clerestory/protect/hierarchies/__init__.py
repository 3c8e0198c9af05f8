"""Tables of one hierarchy for each dimension, given as a file or a frame, outside any study."""

from clerestory.protect.hierarchies.auditing import audit_frame
from clerestory.protect.hierarchies.engine import ProtectedGrid, protect_grid
from clerestory.protect.hierarchies.frames import protect_frame
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.hierarchies.tabulated import Tabulated, with_contributors

__all__ = [
    "Grid",
    "ProtectedGrid",
    "Tabulated",
    "audit_frame",
    "protect_frame",
    "protect_grid",
    "with_contributors",
]
