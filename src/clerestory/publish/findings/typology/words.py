"""What is said of a typology: how many classes and how sure that is, never that a person is of a class."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.findings.typology import STABLE, PrintedModel, PrintedTypology

SIGNIFICANT = 0.05
_OUTLOOK = (
    "Classes sum up the items that were coded. They are not kinds of people: other items would give other classes,"
    " and no person has been put into one."
)


def typology_sentences(printed: PrintedTypology) -> tuple[str, ...]:
    """Give how many classes fit best, what the tests say, how sure the fit is, and what classes are not.

    Examples
    --------
    >>> typology_sentences(PrintedTypology((), 3, 0, why_not="A class is expected to have fewer than 30 persons."))
    ('No profile is given. A class is expected to have fewer than 30 persons.',)
    """
    if printed.why_not:
        return (f"No profile is given. {printed.why_not}",)
    said = [_headline(printed), _skipped(printed), _tests(printed), *_doubts(printed), _regression(printed)]
    return (*(words for words in said if words), _OUTLOOK)


def _headline(printed: PrintedTypology) -> str:
    asked = [model.classes for model in printed.models]
    end = (
        " The range ends there: ask for more."
        if printed.classes == max(asked) and len(asked) > 1 and not printed.skipped
        else ""
    )
    fit = "class fits" if printed.classes == 1 else "classes fit"
    tried = f"of {min(asked)} to {max(asked)} that were tried (by BIC)"
    return f"{printed.classes} {fit} the records best, {tried}.{end}"


def _skipped(printed: PrintedTypology) -> str:
    if not printed.skipped:
        return ""
    numbers = ", ".join(map(str, printed.skipped))
    return f"Not fitted, as the data cannot hold so many parameters: {numbers} classes."


def _tests(printed: PrintedTypology) -> str:
    tested = [model for model in printed.models if model.p_value is not None]
    if not tested:
        return "Whether one class more would fit better was not tested."
    enough = next((model.classes for model in tested if (model.p_value or 0) >= SIGNIFICANT), None)
    if enough is None:
        return "The bootstrap test asks for one class more than each number that was tested."
    agrees = "agrees" if enough == printed.classes else f"says {enough}: the data do not settle the number"
    return f"The bootstrap likelihood ratio test (at {SIGNIFICANT:.0%}) {agrees}."


def _doubts(printed: PrintedTypology) -> Iterator[str]:
    chosen = _chosen(printed)
    if chosen.reached_prop < 0.1:
        yield "Few starts reached the best fit: ask for more starts."
    shaky = [str(at) for at, value in enumerate(printed.stability, start=1) if value < STABLE]
    if shaky:
        yield f"Not stable in samples drawn again (under {STABLE}): class {', '.join(shaky)}."


def _regression(printed: PrintedTypology) -> str:
    if printed.covariate_p is None:
        return ""
    p = "under 0.001" if printed.covariate_p < 0.001 else f"{printed.covariate_p:g}"
    moved = "" if printed.classes_kept else " They moved the classes, which have no stability therefore."
    return (
        f"The covariates together: p {p}. An association is no cause, and covariates were no part of the choice.{moved}"
    )


def _chosen(printed: PrintedTypology) -> PrintedModel:
    return next(model for model in printed.models if model.classes == printed.classes)


def share_text(share: float) -> str:
    """Give a rounded share; at the ends as what it stands for, as 0 % and 100 % would say nobody, or all.

    Examples
    --------
    >>> [share_text(share) for share in (0, 0.05, 0.95, 1)]
    ['<5%', '5%', '95%', '>95%']
    """
    return {0.0: "<5%", 1.0: ">95%"}.get(share) or f"{share:.0%}"


def profile_rows(printed: PrintedTypology) -> list[tuple[str, tuple[float, ...]]]:
    """Give a line for each code with its share of each class; of an item with two codes, the second alone."""
    rows = []
    for of in printed.profiles:
        codes = list(enumerate(of.codes))[1:] if len(of.codes) == 2 else list(enumerate(of.codes))
        rows += [(f"{of.item}: {code}", tuple(shares[at] for shares in of.shares)) for at, code in codes]
    return rows
