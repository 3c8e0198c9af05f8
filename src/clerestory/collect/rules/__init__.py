"""The rules for rows of a return: one module for each kind, each rule a small function, all of them in one registry."""

from clerestory.collect.rules.broken import Broken, Severity
from clerestory.collect.rules.legacy import Mapped, in_current_codes
from clerestory.collect.rules.registry import RULES, broken_rules
from clerestory.collect.rules.sent import Sent

__all__ = ["RULES", "Broken", "Mapped", "Sent", "Severity", "broken_rules", "in_current_codes"]
