"""Group disclosure: what is said of everybody in a small group, or of nobody."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.model.rules.numbers import check_at_least


@dataclass(frozen=True)
class GroupDisclosureRule:
    """In groups under 30, all in one category is unsafe, and so is nobody in a sensitive one (S4).

    Parameters
    ----------
    group : int
        Groups of fewer persons than this are small.
    sensitive : frozenset of str
        Codes of which "nobody" says something as well; ``column=code`` where the code is meant in that column alone.
    columns : frozenset of str
        Columns whose codes could be said of everybody in a group; every column of a table if empty.

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, section 5.2
    (group attribute disclosure).

    Examples
    --------
    >>> GroupDisclosureRule(sensitive=frozenset({"charged"})).describe()
    'group disclosure rule: in groups under 30 unsafe if all are in one category, or nobody in: charged'
    """

    group: int = 30
    sensitive: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        check_at_least(
            self.group, 2, where="group disclosure rule, group", remedy="Give the size of a group, usually 30."
        )

    @property
    def needs_hidden_zeros(self) -> bool:
        """Whether an engine can keep the rule only if zeros may be suppressed: "all" beside zeros says itself."""
        return True

    def is_about(self, column: str) -> bool:
        """Say whether the codes of a column could be said of everybody in a group."""
        return not self.columns or column in self.columns

    def is_sensitive(self, column: str, code: str) -> bool:
        """Say whether "nobody" says something of a code."""
        return code in self.sensitive or f"{column}={code}" in self.sensitive

    def describe(self) -> str:
        """Say the rule in the words of the field."""
        nobody = f", or nobody in: {', '.join(sorted(self.sensitive))}" if self.sensitive else ""
        return f"group disclosure rule: in groups under {self.group} unsafe if all are in one category{nobody}"
