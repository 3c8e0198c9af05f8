"""Rosters: what a giver knows of the people of a case, found in whatever spelling a text has it."""

from clerestory.protect.text.roster.blind import BlindNames
from clerestory.protect.text.roster.facts import RosterFacts
from clerestory.protect.text.roster.hidden import HiddenNames
from clerestory.protect.text.roster.names import RosterNames
from clerestory.protect.text.roster.reading import read_clear_roster

__all__ = ["BlindNames", "HiddenNames", "RosterFacts", "RosterNames", "read_clear_roster"]
