"""Comparison levels: in how many ways two records can agree in a field, as SQL that DuckDB and Spark both run."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.model.links.settings import Agreement

# Where training begins: parts of the matches at the last level, the one above it (better ones more), and the first.
_MATCHES_DIFFER, _MATCHES_CLOSE, _MATCHES_AGREE = 0.05, 0.03, 0.85


@dataclass(frozen=True)
class Level:
    """One way to agree.

    Attributes
    ----------
    condition : str
        SQL over the columns of ``l`` and ``r``, written ``<column>_l`` and ``<column>_r`` as Splink does.
    shown : Agreement
        What a clerical reviewer sees of it.
    """

    condition: str
    shown: Agreement


@dataclass(frozen=True)
class FieldComparison:
    """A field with its levels, the best first; a pair that meets none of them differs.

    Attributes
    ----------
    missing : str
        SQL that holds where a record has no value to compare.
    rests_on : str
        Another comparison without which this one cannot agree, whatever the values: an encoding salted by that field.
    """

    name: str
    missing: str
    levels: tuple[Level, ...]
    rests_on: str = ""

    @property
    def gamma(self) -> str:
        """The column in which Splink gives the level of a pair: -1 missing, 0 differs, the best the highest."""
        return f"gamma_{self.name}"

    @property
    def size(self) -> int:
        """How many levels there are, the last one counted and missing not."""
        return len(self.levels) + 1

    def shown(self, gamma: int) -> Agreement:
        """Give what a reviewer sees of a level."""
        if gamma < 0:
            return Agreement.MISSING
        return self.levels[len(self.levels) - gamma].shown if gamma else Agreement.DIFFER

    def first_m(self) -> tuple[float, ...]:
        """Give the m probabilities that training begins with, the last level first; no two are the same."""
        between = range(1, self.size - 1)
        parts = (_MATCHES_DIFFER, *(_MATCHES_CLOSE * place for place in between), _MATCHES_AGREE)
        return tuple(part / sum(parts) for part in parts)
