"""What readers know from before: which numbers cannot be hidden any more, and which changes must not be told."""

from clerestory.protect.history.past import Past

__all__ = ["Past"]
