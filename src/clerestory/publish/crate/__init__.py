"""The release as a research object (RO-Crate 1.2): what it is, who made it with what, and every file of it."""

from clerestory.publish.crate.metadata import CRATE, crate_file

__all__ = ["CRATE", "crate_file"]
