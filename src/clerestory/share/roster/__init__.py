"""The blind roster: a giver's list of names as keyed hashes, and the search of a release for any of them."""

from clerestory.model.blind_roster import Roster
from clerestory.share.roster.making import make_roster
from clerestory.share.roster.roster_file import read_roster, write_roster
from clerestory.share.roster.scanning import Hit, Scan, scan_texts

__all__ = ["Hit", "Roster", "Scan", "make_roster", "read_roster", "scan_texts", "write_roster"]
