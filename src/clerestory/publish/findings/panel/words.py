"""What is said of a panel: how far coders agree, what classes and types have in common, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clerestory.model.findings.contrasts import ALIKE, Verdict
from clerestory.model.findings.panel import NO_TYPE, Interval, PrintedAgreement, PrintedPanel
from clerestory.model.tables import SUPPRESSED

_OUTLOOK = (
    "Types are what experts said of cases, and classes sum up items; neither is a kind of person, and nothing here says"
    " which class a case is in."
)

_FLAT = " They never differ, so that the interval of kappa is one point, which is too narrow."


def panel_sentences(printed: PrintedPanel) -> tuple[str, ...]:
    """Give the agreement of coders, the likeness of types and classes, and how many comparisons differ.

    Examples
    --------
    >>> empty = PrintedPanel((), (), (), None, ("T6",), (), False, 95.0, "Fewer than 30 cases have a coding and items.")
    >>> panel_sentences(empty)
    ('Nothing is given. Fewer than 30 cases have a coding and items.',)
    """
    if printed.why_not:
        return (f"Nothing is given. {printed.why_not}",)
    return (_coders(printed), _classes(printed), *_compared(printed), _OUTLOOK)


def _coders(printed: PrintedPanel) -> str:
    if not printed.agreement:
        return "One coder coded, or no case was coded by both: nothing says how far another would agree."
    whole = printed.agreement[0]
    if whole.same_prop is None:
        return "Too few cases were coded by both coders to say how far they agree."
    kappa = f"; Cohen's kappa {interval_text(whole.kappa)}" if whole.kappa else ""
    flat = _FLAT if whole.kappa and whole.kappa.low == 1 else ""
    return (
        f"The two coders give the same types to {_percent(whole.same_prop)} of the cases that both coded{kappa}.{flat}"
    )


def _classes(printed: PrintedPanel) -> str:
    if printed.alike is None:
        return "How alike types and classes are cannot be said: too few cases, or one type or class alone."
    return (
        f"Types and latent classes: adjusted Rand index {interval_text(printed.alike)}; 1 is the same, 0 what chance"
        " gives."
    )


def _compared(printed: PrintedPanel) -> Iterator[str]:
    names = " or ".join(printed.compared)
    if not printed.comparisons:
        yield f"Cases of {names} are not compared with the others: too few cases, or counts that are suppressed."
        return
    numbers = {verdict: sum(c.verdict is verdict for c in printed.comparisons) for verdict in Verdict}
    said = "; ".join(f"{number} {_plural(verdict, number)}" for verdict, number in numbers.items() if number)
    yield (
        f"Cases of {names} against the others, {len(printed.comparisons)} codes: {said}. All intervals hold together"
        f" with {printed.level_pct:g}%; no difference means under {ALIKE * 100:g} points."
    )
    if printed.set_aside:
        yield "The coders differ on over a tenth of cases whether they are of these types; they are in neither group."


def _plural(verdict: Verdict, number: int) -> str:
    several = {Verdict.DIFFERS: "differ", Verdict.ALIKE: "do not differ"}
    return several.get(verdict, verdict.value) if number > 1 else verdict.value


def agreement_rows(printed: PrintedPanel, labels: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Give for each type the agreement and kappa, or the sign of a suppressed number."""
    return [
        (f"{of.code} {labels.get(of.code, '')}".strip() or "All types together", *_agreement(of))
        for of in printed.agreement
    ]


def _agreement(of: PrintedAgreement) -> tuple[str, str]:
    if of.same_prop is None:
        return SUPPRESSED, SUPPRESSED
    return _percent(of.same_prop), interval_text(of.kappa) if of.kappa else "not defined"


def table_rows(printed: PrintedPanel, labels: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Give the rows of the table of types and classes."""
    names = [f"{code} {labels.get(code, '')}".strip() if code != NO_TYPE else "no type" for code in printed.types]
    return [
        (name, *(SUPPRESSED if cell is None else f"{cell:,}" for cell in cells))
        for name, cells in zip([*names, "Total"], printed.table, strict=True)
    ]


def comparison_rows(printed: PrintedPanel) -> list[tuple[str, ...]]:
    """Give a row for each code: both shares, the interval of their difference, not recorded, the verdict."""
    return [
        (
            f"{c.item}: {c.code}",
            _share(c.of_types),
            _share(c.of_others),
            f"{100 * c.low:+.0f} to {100 * c.high:+.0f}",
            " / ".join(c.missing),
            c.verdict.value,
        )
        for c in printed.comparisons
    ]


def _share(ends: tuple[float, float]) -> str:
    return f"{ends[0]:.0%}" if ends[0] == ends[1] else f"{100 * ends[0]:.0f}-{ends[1]:.0%}"


def interval_text(found: Interval) -> str:
    """Give an estimate with its interval."""
    return f"{found.value:g} ({found.low:g} to {found.high:g})"


def _percent(found: Interval) -> str:
    return f"{found.value:.0%} ({100 * found.low:.0f} to {100 * found.high:.0f})"
