"""The JSON form of a typology."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from clerestory.model.findings.typology import (
    ClassModel,
    ClassTest,
    Coefficient,
    CovariateTest,
    ItemProfile,
    PrintedModel,
    PrintedTypology,
    Typology,
)
from clerestory.model.forms import Form


class PrintedTypologyForm(Form):
    """What may be printed (rule S17)."""

    words: tuple[str, ...]
    why_not: str = Field(description="Why no profile may be printed; empty where it may.")
    models: tuple[PrintedModel, ...]
    skipped: tuple[int, ...] = Field(description="Numbers of classes that the items cannot tell apart; not fitted.")
    prevalence: tuple[float, ...] = Field(description="Of each class, the largest first, to 5 %.")
    profiles: tuple[ItemProfile, ...]
    stability: tuple[float, ...]
    coefficients: tuple[Coefficient, ...]
    covariate_p: float | None
    classes_kept: bool = Field(description="Whether the covariates left the classes what they were.")


class TypologyForm(Form):
    """A typology as the analyst works with it; only what is under ``printed`` may leave the vault."""

    form: Literal["clerestory-typology/1"]
    items: tuple[str, ...]
    covariates: tuple[str, ...]
    persons: int = Field(description="Rows that tell of an item, and of every covariate.")
    left_out: int = Field(description="The other rows.")
    starts: int
    replicates: int
    seed: int
    models: tuple[ClassModel, ...] = Field(description="Without covariates, one for each number of classes.")
    tests: tuple[ClassTest, ...]
    chosen: ClassModel = Field(description="Smallest BIC; with covariates, where they were asked.")
    covariate_test: CovariateTest | None
    printed: PrintedTypologyForm


def typology_form(found: Typology, printed: PrintedTypology, words: Sequence[str]) -> TypologyForm:
    """Give a typology in its JSON form: aggregates alone."""
    return TypologyForm(
        form="clerestory-typology/1",
        items=found.items,
        covariates=found.covariates,
        persons=found.persons,
        left_out=found.left_out,
        starts=found.settings.starts,
        replicates=found.settings.replicates,
        seed=found.settings.seed,
        models=found.models,
        tests=found.tests,
        chosen=found.chosen,
        covariate_test=found.covariate_test,
        printed=PrintedTypologyForm(
            words=tuple(words),
            why_not=printed.why_not,
            models=printed.models,
            skipped=printed.skipped,
            prevalence=printed.prevalence,
            profiles=printed.profiles,
            stability=printed.stability,
            coefficients=printed.coefficients,
            covariate_p=printed.covariate_p,
            classes_kept=printed.classes_kept,
        ),
    )
