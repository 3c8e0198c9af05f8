"""The forms of a release: manifest (content only), seal (dates and approvers), register of what is withheld."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from clerestory.model.decisions import Gate, KeyedHash
from clerestory.model.forms import Form

Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


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
    data: str = Field(description="synthetic, rebuilt from published counts, or confidential.")
    release: dt.date
    software: str
    rules: dict[str, str | int | bool] = Field(description="The preset, with every setting of it.")
    files: tuple[ReleasedFile, ...]


class Approval(Form):
    """Who approved, at which gate, in which role, when."""

    gate: Gate
    person: str
    post: str
    role: str
    decided: dt.date
    simulated: bool


class Seal(Form):
    """``seal.json``: what stands around the content. It may differ between two runs with the same manifest."""

    form: Literal["clerestory-seal/1"]
    manifest: Digest
    inputs: KeyedHash = Field(description="Keyed hash of all returns; says nothing without the vault's key.")
    approvals: tuple[Approval, ...]
    ledger_length: int = Field(ge=1)
    ledger_head: Digest
    sealed: dt.datetime


class Withheld(Form):
    """One entry of the public register of what is withheld; never which cell was unsafe, or how many persons."""

    id: str
    output: str = Field(description="The table.")
    extent: Literal["cells", "whole table"]
    cells_withheld: int = Field(ge=1, description="How many cells of the table, small and protecting ones alike.")
    cells_in_table: int = Field(ge=1)
    reason: str = Field(description="Code of withhold_reason; SDC for every suppressed cell.")
    law: str
    decided_by: tuple[str, ...]
    review_by: dt.date
