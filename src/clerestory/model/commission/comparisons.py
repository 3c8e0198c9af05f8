"""Comparisons: the cases that meet a definition of a group beside all the others."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from clerestory.model.commission.names import Identifier, Path
from clerestory.model.definitions import DEFINITION, GroupDefinition
from clerestory.model.forms import Form
from clerestory.model.links.linked import CountBy
from clerestory.model.wording.actions import named_in


class ComparisonTable(Form):
    """A characteristic of group-based cases beside that of all others; whom no definition decides stands apart."""

    kind: Literal["comparison"]
    id: Identifier
    title: str = Field(min_length=1)
    count: str = Field(description="The entity that is counted.")
    count_by: CountBy = Field(default=CountBy.PSEUDONYM, description="As in a table of variables.")
    characteristic: Path = Field(description="The variable whose codes are compared; it may be a list of codes.")
    group: GroupDefinition = Field(description="The definition of a group: cases that meet it, and cases that do not.")
    population: str = Field(
        min_length=1, description="What the cases that do not meet it are, in the words that the paper prints."
    )
    actions: dict[str, str] = Field(
        default_factory=dict,
        description="For a code of the characteristic (of the parents, if grouped), the action that its row suggests.",
    )
    groups: dict[Path, str] = Field(
        default_factory=dict, description="For a variable, the code list of its parents under which it is shown."
    )
    headings: dict[Path, str] = Field(
        default_factory=dict, description="For a variable, what readers call it; its name in words if left out."
    )
    only: dict[Path, tuple[str, ...]] = Field(
        default_factory=dict, description="Only the cases with one of these codes (of the parents, if grouped)."
    )
    note: str = ""

    @field_validator("actions")
    @classmethod
    def _check_actions(cls, actions: dict[str, str]) -> dict[str, str]:
        """Refuse an action that names somebody or something: it is about a kind of place or sector, or an age."""
        for code, text in actions.items():
            found = named_in(text)
            if found:
                raise ValueError(f"the action of {code} seems to hold {found[0]}: an action names nobody and no place")
        return actions

    @property
    def rows(self) -> str:
        """The variable of the rows: whether the definition is met."""
        return DEFINITION

    @property
    def columns(self) -> str:
        """The variable of the columns."""
        return self.characteristic

    @property
    def definition(self) -> None:
        """The definition that selects its cases: none, since all are compared."""
        return None
