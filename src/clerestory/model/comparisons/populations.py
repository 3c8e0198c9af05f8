"""What makes a table a comparison: two populations of one count, one of each definition's answers, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

GROUP, OTHER, UNDECIDED = "group", "other", "undecided"  # the rows of a comparison, beside its total


@dataclass(frozen=True)
class Comparison:
    """The two populations of a table, in the words that are printed, and what is proposed for its categories.

    Attributes
    ----------
    definition : str
        The code of the definition of a group that tells the populations apart.
    population : str
        What the cases that do not meet it are (rule Q4).
    actions : tuple of (str, str)
        Keys of categories, each with the action that its row suggests; empty where it is no prevention table.
    """

    definition: str
    population: str
    actions: tuple[tuple[str, str], ...] = ()

    def action(self, key: str) -> str:
        """Give the action that the row of a category suggests, or nothing."""
        return dict(self.actions).get(key, "")

    def as_json(self) -> dict[str, Any]:
        """Give it as plain JSON values."""
        return {
            "definition": self.definition,
            "population": self.population,
            "actions": [list(action) for action in self.actions],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Comparison:
        """Rebuild it from ``as_json``."""
        return cls(data["definition"], data["population"], tuple((key, text) for key, text in data["actions"]))
