"""Several tables of the same cases, protected together: a cell that two of them print is one cell."""

from clerestory.protect.linked.engine import ProtectedTables, protect_linked
from clerestory.protect.linked.frames import protect_linked_frame
from clerestory.protect.linked.tables import LinkedTables

__all__ = ["LinkedTables", "ProtectedTables", "protect_linked", "protect_linked_frame"]
