"""Pages that need nothing beside them: one frame and one look for whatever a study shows to givers and analysts."""

from clerestory.pages.frame import Look, page_maker

__all__ = ["Look", "page_maker"]
