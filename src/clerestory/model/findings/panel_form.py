"""The JSON form of a panel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from clerestory.model.findings.contrasts import PrintedComparison
from clerestory.model.findings.panel import Interval, PrintedAgreement, PrintedPanel
from clerestory.model.forms import Form


class PanelForm(Form):
    """A panel as it may leave the vault: rounded and protected, and nothing of one case."""

    form: Literal["clerestory-panel/1"]
    words: tuple[str, ...]
    why_not: str = Field(description="Why nothing may be printed; empty where it may.")
    agreement: tuple[PrintedAgreement, ...] = Field(
        description="The first on all types of a case; null: too few cases."
    )
    types: tuple[str, ...] = Field(description="Rows of the table before its total.")
    table: tuple[tuple[int | None, ...], ...] = Field(
        description="Expected cases by type and latent class, with totals, rounded; null is suppressed."
    )
    alike: Interval | None = Field(description="Adjusted Rand index of types and classes.")
    compared: tuple[str, ...] = Field(description="The types that are compared with the others.")
    comparisons: tuple[PrintedComparison, ...]
    set_aside: bool = Field(description="Whether coders differ on over a tenth of cases, which are in neither group.")
    level_pct: float = Field(description="With which all intervals of the comparisons hold together.")


def panel_form(printed: PrintedPanel, words: Sequence[str]) -> PanelForm:
    """Give what may be printed of a panel in its JSON form."""
    return PanelForm(form="clerestory-panel/1", words=tuple(words), **vars(printed))
