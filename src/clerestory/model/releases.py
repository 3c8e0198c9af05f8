"""The forms of a release: manifest (content only), seal (dates and approvers), register of what is withheld."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field

from clerestory.model.commission import DataKind
from clerestory.model.decisions import Gate, KeyedHash, Simulated
from clerestory.model.forms import Form

# Open Government Licence 3.0, under which departments publish unless they say otherwise.
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


def folder_name(release: dt.date, data: DataKind) -> str:
    """Give the name of a release's folder: its date, with the mark of cases that are not real."""
    return release.isoformat() + (f"-{data.mark}" if data.mark else "")


class ReleasedFile(Form):
    """One file of a release."""

    path: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_./-]*$", description="Relative, with forward slashes.")
    size: int = Field(ge=0, description="In bytes.")
    sha256: Digest


class Manifest(Form):
    """``manifest.json``: what was published. The same inputs, rules and version give the same bytes."""

    form: Literal["clerestory-manifest/1"]
    study: str
    title: str
    data: DataKind = Field(description="Where the cases come from.")
    release: dt.date
    software: str
    rules: dict[str, str | int | bool] = Field(description="The preset, with every setting of it.")
    files: tuple[ReleasedFile, ...]

    @property
    def folder(self) -> str:
        """The name of the folder that the release lies in."""
        return folder_name(self.release, self.data)


class Approval(Form):
    """Who approved, at which gate, in which role, when."""

    gate: Gate
    person: str
    post: str
    role: str
    decided: dt.date
    simulated: bool


class Signatory(Form):
    """Who signed a release, with which key."""

    person: str
    post: str
    key_id: str = Field(pattern=r"^[0-9A-F]{16}$", description="As minisign prints it, with zeros before it.")
    simulated: Simulated = False


class Sealed(Form):
    """What stands around the content. The ledger's entry of the signature says the same, so neither changes alone."""

    form: Literal["clerestory-seal/2"]
    manifest: Digest
    inputs: KeyedHash = Field(description="Keyed hash of all returns; says nothing without the vault's key.")
    approvals: tuple[Approval, ...]
    signatory: Signatory
    sealed: dt.datetime = Field(description="When it was signed.")


class Seal(Sealed):
    """``seal.json``: what stands around the content. It may differ between two runs with the same manifest."""

    ledger_length: int = Field(ge=1, description="Number of the ledger's entry of the signature.")
    ledger_head: Digest = Field(description="Hash of that entry.")

    def in_ledger(self) -> dict[str, Any]:
        """Give what the ledger's entry has to say as well: all but where it stands."""
        return self.model_dump(mode="json", include=set(Sealed.model_fields))


class Withheld(Form):
    """One entry of the public register of what is withheld; never which cell was unsafe, or how many persons."""

    id: str
    key: str = Field(
        pattern=r"^[a-z]+:[A-Za-z0-9_]+$",
        description="The same in every release: what is withheld, as its table, reason or output is called.",
    )
    output: str = Field(description="The table; of texts about cases nothing that tells one from another.")
    extent: Literal["cells", "whole table", "comparison", "texts", "output"]
    cells_withheld: int | None = Field(
        default=None,
        ge=1,
        description="How many cells of the table, small and protecting ones alike; of a comparison, its categories. "
        "None of texts, which are not counted.",
    )
    cells_in_table: int | None = Field(default=None, ge=1)
    reason: str = Field(
        description="Code of withhold_reason; SDC for every suppressed cell, QUAL for what too little is known of. Of "
        "texts ACTIVE, COURT or PERS, and NCND in every register of a study with texts, whether or not one is held. Of "
        "whole outputs the code of their ground."
    )
    law: str
    public_interest: str | None = Field(
        default=None, description="Why withholding outweighs, where the ground is a qualified one."
    )
    decided_by: tuple[str, ...]
    review_by: dt.date
    since: dt.date | None = Field(default=None, description="Release from which on it was withheld without a break.")


class CameOut(Form):
    """What an earlier register withheld and this one does not, or less of it."""

    key: str
    output: str
    how: str = Field(description="In words: where it is now, or how much less is withheld.")


class Register(Form):
    """``register.json``: what a release withholds, and what came out since the release before."""

    form: Literal["clerestory-register/1"]
    data: DataKind
    release: dt.date
    earlier: dt.date | None = Field(
        default=None, description="The release before; None for the first, or one without a register."
    )
    withheld: tuple[Withheld, ...]
    came_out: tuple[CameOut, ...]
