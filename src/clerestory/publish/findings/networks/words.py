"""What is said of networks: of many together, never of one."""

from __future__ import annotations

from clerestory.model.findings.networks import Band, CombinedRow, Curve, PrintedNetworks, PrintedRange, Role, SteadyRow
from clerestory.model.tables import SUPPRESSED
from clerestory.publish.numbers import count_text

_COMBINED = (Role.INTRO, Role.MOVE, Role.PREM)
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
    said = (_sizes(printed), _reach(printed), _history(printed), *map(_lasting, printed.curves), _combined(printed))
    said = (*said, _held(printed), _pieces(printed), _shaken(printed), _steady(printed), _structure(printed))
    return (*(words for words in said if words), _OUTLOOK)


def _sizes(printed: PrintedNetworks) -> str:
    bands = "; ".join(f"{count_text(b.networks)} of {b.label} persons" for b in printed.sizes)
    return f"Networks of the whole period, rounded to {printed.rounded_to}: {bands}."


def _reach(printed: PrintedNetworks) -> str:
    if not printed.forces:
        return "How many forces networks reach is not told: no forces are given, or for too few networks."
    return "By forces: " + "; ".join(f"{count_text(b.networks)} {force_label(b)}" for b in printed.forces) + "."


def force_label(band: Band) -> str:
    """Give a band of forces in words.

    Examples
    --------
    >>> force_label(Band("1", 40)), force_label(Band("3+", 20)), force_label(Band("not said", 10))
    ('in 1 force', 'in 3 or more forces', 'with no force said')
    """
    if band.label.endswith("not said"):
        return "in 1 force or not said" if band.label != "not said" else "with no force said"
    return f"in {band.label.replace('+', ' or more')} force{'' if band.label == '1' else 's'}"


def _history(printed: PrintedNetworks) -> str:
    if not printed.history:
        return "How networks formed and ended is withheld, or the file has a single quarter."
    return (
        f"By {printed.history_by}, rounded to {printed.rounded_to}; [c] is a count that is withheld: under "
        f"{printed.floor}, which may be none, or mostly of one operation, or one that the others would give away."
    )


def _lasting(curve: Curve) -> str:
    if not curve.points:
        return (
            f"How long {curve.of} last is withheld: too few ended between the fixed points, or most are of one group."
        )
    points = "; ".join(f"{part_text(point.still_there_pct)} after {point.quarters}" for point in curve.points)
    return f"Of {curve.of}, still there after quarters: {points}."


def _combined(printed: PrintedNetworks) -> str:
    if not printed.combined:
        return ""
    rows = "; ".join(f"{count_text(row.networks)} {combined_label(row)}" for row in printed.combined)
    parts = ", ".join(map(role_words, _COMBINED))
    return f"Networks by the roles that somebody is recorded with, of {parts}: {rows}."


def combined_label(row: CombinedRow) -> str:
    """Give a combination of roles in words.

    Examples
    --------
    >>> from clerestory.model.findings.networks import Role
    >>> combined_label(CombinedRow((Role.INTRO, Role.MOVE), 20))
    'with INTRO and MOVE alone'
    """
    if row.other:
        return "with another combination, or of unknown parts"
    if not row.roles:
        return "with none of the three"
    return f"with {' and '.join(role.value for role in row.roles)}{'' if len(row.roles) == 3 else ' alone'}"


def role_words(role: Role) -> str:
    """Give a role in words, and its code.

    Examples
    --------
    >>> role_words(Role.PREM)
    'provides premises (PREM)'
    """
    return f"{role.label} ({role.value})"


def _held(printed: PrintedNetworks) -> str:
    if not printed.held:
        return "How far networks hold when persons are lost is withheld: they are too few for a percentage."
    parts = "; ".join(f"{one.what}, {_percent(one)}" for one in printed.held)
    return f"Networks still in one piece after a random loss: {parts}."


def _pieces(printed: PrintedNetworks) -> str:
    if not printed.pieces:
        return ""
    both = zip(printed.largest_piece, printed.pieces, strict=True)
    parts = "; ".join(f"{share.what}, {share.as_it_is:.0f}% in {pieces.as_it_is:.1f} pieces" for share, pieces in both)
    return f"Of the persons left of a network, in its largest piece, and pieces of a network, on average: {parts}."


def _shaken(printed: PrintedNetworks) -> str:
    parts = "; ".join(f"{one.what} {_from_to(one)}" for one in printed.shaken)
    return f"If some ties were missing at random, the figures would move: {parts}."


def _steady(printed: PrintedNetworks) -> str:
    parts = "; ".join(f"{row.what}, {_tolerable(row)}" for row in printed.steady)
    return f"How many ties may be missing at random before a figure is another (by a tenth, or 5 points): {parts}."


def _structure(printed: PrintedNetworks) -> str:
    if printed.transitivity is None or printed.modularity is None:
        return "How closely persons are tied is withheld by the rules about few."
    return (
        f"Persons who share an event, to the nearest 0.05: transitivity {printed.transitivity:.2f}, "
        f"modularity {printed.modularity:.2f}."
    )


def part_text(share_pct: int | None) -> str:
    """Give a share that has some on either side; whole percents of it may be 0 or 100, which would say none, or all.

    Examples
    --------
    >>> [part_text(share) for share in (0, 41, 100, None)]
    ['under 1%', '41%', 'over 99%', '[c]']
    """
    if share_pct is None:
        return SUPPRESSED
    return {0: "under 1%", 100: "over 99%"}.get(share_pct, f"{share_pct}%")


def _tolerable(row: SteadyRow) -> str:
    return f"{row.missing_pct}%" if row.missing_pct else "fewer than 2%: do not build on it"


def _percent(one: PrintedRange) -> str:
    return f"{one.as_it_is:.0f}% ({one.low:.0f} to {one.high:.0f})"


def _from_to(one: PrintedRange) -> str:
    unit = "%" if one.unit == "%" else ""
    return f"{one.as_it_is:,.0f}{unit} to between {one.low:,.0f} and {one.high:,.0f}{unit}"
