"""What is said of networks: of many together, never of one."""

from __future__ import annotations

from clerestory.model.networks import Curve, PrintedNetworks, PrintedRange
from clerestory.publish.numbers import count_text

_OUTLOOK = (
    "A network is what the records tie together: persons who share an event, and those whom these share events with."
    " Ties that nobody recorded are missing from it, and people who never meet may be in one. It says"
    " nothing of anybody in it."
)


def network_sentences(printed: PrintedNetworks) -> tuple[str, ...]:
    """Give the sizes, how networks last, how far they hold and how far the figures hang on missing ties.

    Examples
    --------
    >>> network_sentences(PrintedNetworks(why_not="The networks are too few."))
    ('No figures are given. The networks are too few.',)
    """
    if printed.why_not:
        return (f"No figures are given. {printed.why_not}",)
    said = (_sizes(printed), _reach(printed), _history(printed), *map(_lasting, printed.curves), _held(printed))
    return (*(words for words in (*said, _shaken(printed)) if words), _OUTLOOK)


def _sizes(printed: PrintedNetworks) -> str:
    bands = "; ".join(f"{count_text(b.networks)} of {b.label} persons" for b in printed.sizes)
    return f"Networks of the whole period, rounded to ten: {bands}."


def _reach(printed: PrintedNetworks) -> str:
    if not printed.forces:
        return "How many forces networks reach is not told: no forces are given, or too few networks have one."
    return "By forces: " + "; ".join(f"{count_text(b.networks)} in {b.label}" for b in printed.forces) + "."


def _history(printed: PrintedNetworks) -> str:
    if not printed.history:
        return ""  # a single quarter has no history
    if all(row.is_withheld for row in printed.history):
        return "How networks formed and ended by quarter is withheld: under ten in every quarter."
    return (
        "By quarter, rounded to ten; [c] is a count under ten, which may be none, or one of fewer than ten operations."
    )


def _lasting(curve: Curve) -> str:
    if not curve.points:
        return f"How long {curve.of} last is withheld: too few ended between the fixed points."
    points = "; ".join(f"{point.still_there_pct} % after {point.quarters}" for point in curve.points)
    return f"Of {curve.of}, still there after quarters: {points}."


def _held(printed: PrintedNetworks) -> str:
    if not printed.held:
        return "How far networks hold when persons are lost is withheld: they are too few for a percentage."
    parts = "; ".join(f"{one.what}, {_percent(one)}" for one in printed.held)
    return f"Networks still in one piece after a random loss: {parts}."


def _shaken(printed: PrintedNetworks) -> str:
    parts = "; ".join(f"{one.what} {_from_to(one)}" for one in printed.shaken)
    return f"If some ties were missing at random, the figures would move: {parts}."


def _percent(one: PrintedRange) -> str:
    return f"{one.as_it_is:.0f} % ({one.low:.0f} to {one.high:.0f})"


def _from_to(one: PrintedRange) -> str:
    unit = " %" if one.unit == "%" else ""
    return f"{one.as_it_is:,.0f}{unit} to between {one.low:,.0f} and {one.high:,.0f}{unit}"
