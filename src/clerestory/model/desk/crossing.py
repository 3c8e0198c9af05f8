"""What crosses from the vault to the desk beside a draft: who checked it, and that nothing stands in its way."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from clerestory.model.commission import Slug
from clerestory.model.decisions import KeyedHash
from clerestory.model.desk.acts.disclosure import AdmitDraft
from clerestory.model.forms import Form


class Admission(Form):
    """``desk/admission.json``: written by the run that passed a draft at gate protect."""

    form: Literal["clerestory-admission/1"]
    draft: KeyedHash = Field(description="Of what lies on the desk; the draft that gate release decides on.")
    checked: KeyedHash = Field(description="The draft at gate protect that it came from.")
    authors: tuple[Slug, ...] = Field(min_length=1)
    checkers: tuple[Slug, ...] = Field(min_length=2, description="Whose signed decisions let it pass.")
    lawyers: tuple[Slug, ...] = Field(default=(), description="Who decided beside them, where a text names a place.")
    holds_clear: bool = Field(description="No words of a text whose case is on hold are in it.")
    register_complete: bool = Field(description="The register accounts for each table with withheld cells.")

    @property
    def act(self) -> AdmitDraft:
        """The act by which the program lets the draft in."""
        return AdmitDraft(
            draft=self.draft,
            checked=self.checked,
            authors=self.authors,
            checkers=self.checkers,
            lawyers=self.lawyers,
            holds_clear=self.holds_clear,
            register_complete=self.register_complete,
        )
