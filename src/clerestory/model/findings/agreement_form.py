"""The JSON form of agreement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from clerestory.model.findings.agreement import (
    Agreement,
    Coefficient,
    KappaWeights,
    Level,
    MeasuredAgreement,
    PrintedAgreement,
    PrintedCoefficients,
)
from clerestory.model.forms import Form


class CoefficientForm(Form):
    """A coefficient with its 95 % interval over units."""

    value: float
    low: float | None = Field(description="None where too many replicates had values that were all the same.")
    high: float | None


class CoefficientsForm(Form):
    """The agreement on one thing."""

    alpha: CoefficientForm | None = Field(description="Krippendorff's; none where all values are the same.")
    kappa: CoefficientForm | None = Field(description="Cohen's; none where there are not two coders.")
    same_prop: CoefficientForm | None = Field(description="Of pairs of values of one unit; none on too small a base.")


class FoundCodeForm(Form):
    """The agreement on whether a code of lists applies."""

    code: str
    applied: int = Field(description="Units to which a coder applied it.")
    not_applied: int = Field(description="Units to which a coder did not.")
    coefficients: CoefficientsForm


class FoundAgreementForm(Form):
    """What was found, not rounded."""

    units: int = Field(description="With two values or more.")
    left_out: int = Field(description="Units with fewer.")
    whole: CoefficientsForm
    codes: tuple[FoundCodeForm, ...]


class PrintedCodeForm(Form):
    """What may be printed of a code."""

    code: str
    coefficients: CoefficientsForm


class PrintedAgreementForm(Form):
    """What may be printed (rules S5 and S17)."""

    units: int | None = Field(description="Rounded.")
    whole: CoefficientsForm | None
    codes: tuple[PrintedCodeForm, ...]
    codes_left_out: bool
    words: tuple[str, ...]


class AgreementForm(Form):
    """Agreement as the analyst works with it; only what is under ``printed`` may leave the vault."""

    form: Literal["clerestory-agreement/1"]
    level: Level
    weights: KappaWeights
    replicates: int
    seed: int
    coders: int
    found: FoundAgreementForm
    printed: PrintedAgreementForm


def agreement_form(found: MeasuredAgreement, printed: PrintedAgreement, words: Sequence[str]) -> AgreementForm:
    """Give agreement in its JSON form."""
    return AgreementForm(
        form="clerestory-agreement/1",
        level=found.settings.level,
        weights=found.settings.weights,
        replicates=found.settings.replicates,
        seed=found.settings.seed,
        coders=found.coders,
        found=_found(found),
        printed=_printed(printed, words),
    )


def _found(found: MeasuredAgreement) -> FoundAgreementForm:
    codes = tuple(
        FoundCodeForm(
            code=of.code, applied=of.applied, not_applied=of.not_applied, coefficients=_coefficients(of.agreement)
        )
        for of in found.codes
    )
    return FoundAgreementForm(units=found.units, left_out=found.left_out, whole=_coefficients(found.whole), codes=codes)


def _printed(printed: PrintedAgreement, words: Sequence[str]) -> PrintedAgreementForm:
    return PrintedAgreementForm(
        units=printed.units,
        whole=_coefficients(printed.whole) if printed.whole else None,
        codes=tuple(PrintedCodeForm(code=of.code, coefficients=_coefficients(of.agreement)) for of in printed.codes),
        codes_left_out=printed.codes_left_out,
        words=tuple(words),
    )


def _coefficients(found: Agreement | PrintedCoefficients) -> CoefficientsForm:
    return CoefficientsForm(alpha=_one(found.alpha), kappa=_one(found.kappa), same_prop=_one(found.same_prop))


def _one(found: Coefficient | None) -> CoefficientForm | None:
    return None if found is None else CoefficientForm(value=found.value, low=found.low, high=found.high)
