"""What is said of a multiple systems estimate: never one number, and never the narrow interval, without the spread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clerestory.model.findings.scale import Limits, Method, MethodEstimate, PrintedScale, Scenario, ScenarioRange

_OUTLOOK = (
    "All methods assume that nothing ties the lists together but what their models have a term for. If being on one"
    " list makes it likelier to be on another for a reason that no model has, the truth can lie outside the spread."
)


def headline(printed: PrintedScale) -> str:
    """Say how many cases there are in all, as the spread over all methods; or why no number is given.

    Examples
    --------
    >>> headline(PrintedScale(("A", "B"), (), (), 1000, None, "Only 2 of the lists have a case in common."))
    'No number is given. Only 2 of the lists have a case in common.'
    """
    if printed.spread is None:
        return f"No number is given. {printed.why_not}"
    counted = [m for m in printed.methods if m.limits and not m.method.is_reference]
    methods = f"{len(counted)} methods" if len(counted) > 1 else "one method"
    wider = ", moved as far as wrong links move them" if printed.links else ""
    return (
        f"Between {range_words(printed.spread)} cases in all, those on no list among them: from the lowest lower to the"
        f" highest upper limit of {methods}{wider}."
    )


def scale_sentences(printed: PrintedScale) -> tuple[str, ...]:
    """Give the headline, what each method gives, what the 2014 method would have said, and what none of them knows."""
    if printed.spread is None:
        return (headline(printed),)
    said = [headline(printed), _each(printed)]
    return (*said, *(words for words in (_links(printed), _narrow(printed), _lists(printed)) if words), _OUTLOOK)


def range_words(limits: Limits) -> str:
    """Give an interval in words: ``9,400 and 50,000``."""
    return f"{number_words(limits.low)} and {number_words(limits.high)}"


def number_words(value: float | None) -> str:
    """Give a rounded number with commas; a dash where there is none."""
    return "–" if value is None else f"{value:,.0f}"


def _each(printed: PrintedScale) -> str:
    given = [m for m in printed.methods if m.estimate is not None and not m.method.is_reference]
    words = "; ".join(f"{m.method.title}, {number_words(m.estimate)} ({_interval(m)})" for m in given)
    apart = "The methods disagree" if len({m.estimate for m in given}) > 1 else "The methods give"
    return f"{apart}: {words}. In brackets are 95% intervals that include the choice of the model."


def _links(printed: PrintedScale) -> str:
    """Say what the linkage expects to be wrong, where the lists overlap by links."""
    if printed.links is None:
        return ""
    missed, false = printed.links.missed.words, printed.links.false.words
    return (
        "A case is a person, and that two bodies have the same one was worked out from keyed encodings. Of the persons"
        f" on two or more lists the linkage expects that {missed} were not found to be, and that {false} of those found"
        " are two persons. The spread is wider for that; it does not cover errors that the linkage does not expect."
    )


def _lists(printed: PrintedScale) -> str:
    """Say how far the single estimates move if the lists are wrong."""
    dropped = _moved(printed.scenarios, lambda scenario: scenario is Scenario.DROPPED_LIST)
    others = _moved(printed.scenarios, lambda scenario: scenario is not Scenario.DROPPED_LIST)
    parts = [f"leaving out one list at a time moves the single estimates to between {dropped}"] if dropped else []
    moved = "" if dropped else " move the single estimates"
    parts += [f"faults of linkage, referral and coverage{moved} to between {others}"] if others else []
    joined = "; ".join(parts)
    return f"{joined[0].upper()}{joined[1:]}." if joined else ""


def _moved(scenarios: Sequence[ScenarioRange], asked: Callable[[Scenario], bool]) -> str:
    found = [(s.low, s.high) for s in scenarios if asked(s.scenario) and s.low is not None and s.high is not None]
    return range_words(Limits(min(low for low, _ in found), max(high for _, high in found))) if found else ""


def _interval(found: MethodEstimate) -> str:
    assert found.limits is not None
    return f"{number_words(found.limits.low)} to {number_words(found.limits.high)}"


def _narrow(printed: PrintedScale) -> str:
    """Name the interval of the method of 2014, with what it leaves out."""
    for found in printed.methods:
        if found.method is Method.STEPWISE and found.conditional:
            low, high = number_words(found.conditional.low), number_words(found.conditional.high)
            return (
                f"The method of 2014 takes its one model for right, and gives {low} to {high}. That interval leaves out"
                " that the data chose the model, and is not to be quoted without the spread."
            )
    return ""
