"""What is said of agreement: the coefficients, where their intervals lie, and what agreement is not."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.findings.agreement import Coefficient, KappaWeights, PrintedAgreement, PrintedCoefficients

RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff (2019), chapter 12: of alpha
_WEIGHTS = {
    KappaWeights.NONE: "each disagreement alike",
    KappaWeights.LINEAR: "disagreements weighted by distance",
    KappaWeights.QUADRATIC: "disagreements weighted by squared distance",
}
_LIMITS = (
    "Coders who agree may agree on the wrong code. The figures are of these coders, these instructions and units like"
    " these; intervals are 95%, over units drawn again, and hold no chance of other coders."
)


def agreement_sentences(printed: PrintedAgreement) -> tuple[str, ...]:
    """Give the coefficients with their intervals, where alpha lies, and what agreement does not say.

    Examples
    --------
    >>> from clerestory.model.findings.agreement import AgreementSettings
    >>> agreement_sentences(PrintedAgreement(2, AgreementSettings(), why_not="Fewer than 11 units have two values."))
    ('No agreement is given. Fewer than 11 units have two values.',)
    """
    if printed.whole is None:
        return (f"No agreement is given. {printed.why_not}",)
    return (_headline(printed), *_alpha(printed.whole), *_beside(printed, printed.whole), *_codes(printed), _LIMITS)


def interval_words(found: Coefficient) -> str:
    """Say a coefficient with its interval.

    Examples
    --------
    >>> interval_words(Coefficient(0.69, 0.29, 1.0))
    '0.69 (95% interval 0.29 to 1.00)'
    """
    if found.low is None or found.high is None:
        return f"{found.value:.2f} (no interval: the values vary too little)"
    return f"{found.value:.2f} (95% interval {found.low:.2f} to {found.high:.2f})"


def _headline(printed: PrintedAgreement) -> str:
    what = "lists of codes" if printed.codes or printed.codes_left_out else f"{printed.settings.level.value} values"
    return f"{printed.coders} coders gave {what}; about {printed.units:,} units have two or more."


def _alpha(whole: PrintedCoefficients) -> Iterator[str]:
    if whole.alpha is None:
        yield "Krippendorff's alpha is not given: the values vary too little."
        return
    yield f"Krippendorff's alpha is {interval_words(whole.alpha)}."
    if whole.alpha.low is not None and whole.alpha.high is not None:
        yield (
            f"Krippendorff (2019) asks for {RELIABLE:.2f}, and for {TENTATIVE:g} where conclusions are tentative:"
            f" {_where(whole.alpha.low, whole.alpha.high)}."
        )


def _where(low: float, high: float) -> str:
    """Say where an interval lies among the two bounds."""
    if low >= RELIABLE:
        return f"the interval lies at {RELIABLE:.2f} or above"
    if high < TENTATIVE:
        return f"the interval lies under {TENTATIVE:g}"
    if low >= TENTATIVE:
        return f"the interval lies above {TENTATIVE:g}" + ("" if high < RELIABLE else f" and holds {RELIABLE:.2f}")
    if high < RELIABLE:
        return f"the interval holds {TENTATIVE:g} and lies under {RELIABLE:.2f}"
    return "the interval holds both, so that these units do not settle it"


def _beside(printed: PrintedAgreement, whole: PrintedCoefficients) -> Iterator[str]:
    if whole.kappa is not None:
        yield f"Cohen's kappa, {_WEIGHTS[printed.settings.weights]}, is {interval_words(whole.kappa)}."
    if whole.same_prop is None:
        yield "The share of equal pairs is not given: there are too few units for a percentage."
    else:
        share = f"about {100 * whole.same_prop.value:.0f}%"
        yield f"Of the pairs of values of one unit {share} are equal; chance is not taken out."
    if _is_flat(whole.alpha):
        yield "Hardly any pair differs; such units, drawn again, differ as seldom, and the interval is too narrow."


def _is_flat(found: Coefficient | None) -> bool:
    return found is not None and found.low == 1


def _codes(printed: PrintedAgreement) -> Iterator[str]:
    if printed.codes or printed.codes_left_out:
        yield "The figures above are of whole lists, equal or not; those of each code are below."
    if printed.codes_left_out:
        yield "Codes that too few units have, or have not, are left out."
