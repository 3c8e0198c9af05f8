"""The proof of a hierarchical table, as a form: confidential, it holds true counts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from clerestory.model.attackers import Attacker
from clerestory.model.forms import Form

SURE = 2**41  # sums of as many numbers up to here as a table has cells do not leave 64 bits

Row = Annotated[int, Field(ge=0, le=SURE, description="A row of the published file; the first after the header is 0.")]


class SuppressedCounts(Form):
    """The true counts of the suppressed cells."""

    rows: tuple[Row, ...]
    counts: tuple[Annotated[int, Field(ge=0, le=SURE)], ...]


class Witness(Form):
    """A second table that agrees with all that is published: the true one with these changes."""

    rows: tuple[Row, ...]
    change: tuple[Annotated[int, Field(ge=-SURE, le=SURE)], ...]


class ProofWidth(Form):
    """How far apart two possible values of an unsafe cell must lie; 1 and 0 % where it must only not be pinned."""

    at_least: Annotated[int, Field(ge=1, le=SURE)] = 1
    percent: Annotated[int, Field(ge=0, le=100, description="Of the true count, rounded up.")] = 0


Reproducible = Annotated[
    bool, Field(description="False where a time limit ended the search: the same seed may then give another table.")
]
Exact = Annotated[str, Field(pattern=r"^[0-9]{1,9}(/[0-9]{1,9})?$", description="A whole number or a fraction.")]


class ProofGroups(Form):
    """The rule of groups: all in one category, or nobody in a sensitive one, is not said of a small group (S4)."""

    small: int = Field(ge=2, description="A group of 1 to small - 1 is small.")
    columns: tuple[str, ...] = Field(min_length=1, description="The columns whose codes are the categories.")
    sensitive: tuple[str, ...] = Field(default=(), description="Codes of which nobody may be said, column=code.")


class ProofRules(Form):
    """What else makes a cell unsafe; a rule that is not asked for is empty."""

    min_operations: int | None = Field(default=None, ge=1, description="Unsafe if fewer operations contribute.")
    max_share: Exact | None = Field(default=None, description="Unsafe if one operation has more than this share.")
    dominance: tuple[Annotated[int, Field(ge=1)], Exact] | None = Field(
        default=None, description="n and k: unsafe if the n largest make up more than k percent."
    )
    p_percent: Exact | None = Field(default=None, description="p: unsafe if X - x1 - x2 is less than p percent of x1.")
    groups: ProofGroups | None = Field(default=None, description="Unsafe if it says of a small group all, or nobody.")

    @property
    def of_counts_alone(self) -> bool:
        """Whether nothing is asked of contributors; the rule of groups asks nothing of them."""
        return (self.min_operations, self.max_share, self.dominance, self.p_percent) == (None,) * 4


class Contributor(Form):
    """What one operation, or giver, contributes: to inner cells, the margins are the sums."""

    kind: Literal["operation", "giver"]
    rows: tuple[Row, ...]
    parts: tuple[Annotated[int, Field(ge=1, le=SURE)], ...]


class GridProof(Form):
    """Why a published hierarchical table is safe."""

    form: Literal["clerestory-grid-proof/2"] = "clerestory-grid-proof/2"
    dims: tuple[str, ...] = Field(min_length=1, description="The columns of each dimension, coarse/fine.")
    threshold: int = Field(ge=1, description="A count n is unsafe if 0 < n < threshold.")
    rules: ProofRules = ProofRules()
    width: ProofWidth = ProofWidth()
    zeros: Literal["publish", "suppress"] = Field(description="Whether zeros are always published.")
    residuals: Literal["allow", "protect"] = Field(
        default="allow", description="Whether sums of suppressed cells that published numbers fix must be safe as well."
    )
    attackers: tuple[Attacker, ...] = Field(min_length=1, description="Against whom every unsafe cell is proven.")
    seed: int = Field(description="What the choice was drawn with; secret.")
    reproducible: Reproducible = True
    unsafe: tuple[Row, ...] = Field(description="The cells that the rule hides, in order.")
    suppressed: SuppressedCounts
    contributors: tuple[Contributor, ...] = ()
    witnesses: tuple[Witness, ...]


Kind = Annotated[int, Field(ge=0, le=SURE, description="A kind; the first is 0.")]


class KindWitness(Form):
    """A second population that agrees with all that is published: the true one with these changes."""

    kinds: tuple[Kind, ...]
    change: tuple[Annotated[int, Field(ge=-SURE, le=SURE)], ...]


class KindContributor(Form):
    """What one operation, or giver, has of each kind."""

    kind: Literal["operation", "giver"]
    kinds: tuple[Kind, ...]
    parts: tuple[Annotated[int, Field(ge=1, le=SURE)], ...]


class LinkedProof(Form):
    """Why published tables of the same cases are safe together."""

    form: Literal["clerestory-linked-proof/1"] = "clerestory-linked-proof/1"
    tables: tuple[tuple[str, ...], ...] = Field(min_length=1, description="Of each table its dimensions, coarse/fine.")
    earlier: int = Field(default=0, ge=0, description="How many of them, the last ones, were public before.")
    threshold: int = Field(ge=1, description="A count n is unsafe if 0 < n < threshold.")
    rules: ProofRules = ProofRules()
    width: ProofWidth = ProofWidth()
    zeros: Literal["publish", "suppress"] = Field(description="Whether zeros are always published.")
    residuals: Literal["allow", "protect"] = Field(
        default="allow", description="Whether sums of suppressed cells that published numbers fix must be safe as well."
    )
    attackers: tuple[Attacker, ...] = Field(min_length=1, description="Against whom every unsafe cell is proven.")
    seed: int = Field(description="What the choice was drawn with; secret.")
    reproducible: Reproducible = True
    levels: tuple[str, ...] = Field(min_length=1, description="The columns of all tables.")
    kinds: tuple[tuple[str, ...], ...] = Field(description="The code of each level, for each kind that is named here.")
    counts: tuple[Annotated[int, Field(ge=0, le=SURE)], ...] = Field(description="How many cases there are of each.")
    contributors: tuple[KindContributor, ...] = ()
    witnesses: tuple[KindWitness, ...]
