"""Persons whom several bodies know: how they are encoded and linked, and what may be asked of links."""
