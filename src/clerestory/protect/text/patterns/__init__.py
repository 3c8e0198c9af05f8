"""Identifiers that need no roster: British numbers with their check digits, addresses, operations, titles."""

from clerestory.model.redaction.choices import Dates
from clerestory.protect.text.patterns.finder import UkPatterns
from clerestory.protect.text.patterns.settings import PatternSettings, read_pattern_settings

__all__ = ["Dates", "PatternSettings", "UkPatterns", "read_pattern_settings"]
