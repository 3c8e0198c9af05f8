"""Lessons of a study: as they are written, as they are released, and the packs that are made of them."""
