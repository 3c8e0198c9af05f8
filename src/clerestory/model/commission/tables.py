"""The tables of the paper."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from clerestory.model.commission.comparisons import ComparisonTable
from clerestory.model.commission.names import Identifier, Path
from clerestory.model.definitions import GroupDefinition
from clerestory.model.forms import Form
from clerestory.model.links.linked import CountBy

_DEFINITION = "Only the cases of investigations that meet this definition of a group."
_COUNT_BY = "What counts once: each pseudonym, or each person of all the pseudonyms that [link] found to be one."


class CrossTable(Form):
    """A table of one or two variables; a person, offence or investigation counts once."""

    kind: Literal["cross"] = "cross"
    id: Identifier
    title: str = Field(min_length=1)
    count: str = Field(description="The entity that is counted.")
    count_by: CountBy = Field(default=CountBy.PSEUDONYM, description=_COUNT_BY)
    rows: Path
    columns: Path | None = None
    groups: dict[Path, str] = Field(
        default_factory=dict,
        description="For a variable, the code list of its parents under which it is shown.",
    )
    headings: dict[Path, str] = Field(
        default_factory=dict, description="For a variable, what readers call it; its name in words if left out."
    )
    detail: Literal["codes", "completeness"] = Field(
        default="codes", description="Columns: each code, or only how many are known and how many are not."
    )
    only: dict[Path, tuple[str, ...]] = Field(
        default_factory=dict,
        description="Only the cases with one of these codes (of the parents, if grouped).",
    )
    definition: GroupDefinition | None = Field(default=None, description=_DEFINITION)
    note: str = ""


class OverlapTable(Form):
    """Cases on each list and on each pair of lists."""

    kind: Literal["overlap"]
    id: Identifier
    title: str = Field(min_length=1)
    count: str = Field(description="The entity that is counted once, however many lists it is on.")
    count_by: CountBy = Field(default=CountBy.PSEUDONYM, description=_COUNT_BY)
    lists: Path = Field(description="The variable that names the list a record came from.")
    groups: dict[Path, str] = Field(default_factory=dict)
    headings: dict[Path, str] = Field(default_factory=dict)
    definition: GroupDefinition | None = Field(default=None, description=_DEFINITION)
    note: str = ""


def _kind_of(value: Any) -> str:
    return str(value.get("kind", "cross")) if isinstance(value, dict) else str(getattr(value, "kind", "cross"))


TableRequest = Annotated[
    Annotated[CrossTable, Tag("cross")]
    | Annotated[OverlapTable, Tag("overlap")]
    | Annotated[ComparisonTable, Tag("comparison")],
    Discriminator(_kind_of),
]
