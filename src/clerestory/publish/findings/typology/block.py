"""A typology in a paper: words, heat map and tables together; of classes, never of a person."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.commission import DataKind
from clerestory.model.findings.typology import PrintedModel, PrintedTypology
from clerestory.model.tables import NOT_AVAILABLE, ROUNDS_TO_ZERO
from clerestory.publish.findings.shown import Details, Numbers, Shown, csv_text
from clerestory.publish.findings.typology.chart import draw_profiles
from clerestory.publish.findings.typology.words import profile_rows, share_text, typology_sentences
from clerestory.publish.open_data.columns import STATUS, WHOLE, Column, code, number, text

_COLUMNS = (
    code("part", "Part", "Prevalence, profile or stability of a class, or how a model fits.", key=True),
    text("name", "Name", "The item with its code, or the model.", key=True),
    Column("class", "Class", datatype=WHOLE, key=True),
    number("value", "Value", "A share of 0 to 1, or a measure of fit; empty at the ends, where below or above stands."),
    number("below", "Below", "A share that is smaller: neither nobody nor how many is said."),
    number("above", "Above", "A share that is greater: neither everybody nor how many is said."),
    STATUS,
)
_MODELS = ("Classes", "BIC above the smallest", "p of one class more", "Entropy R\u00b2", "Starts at the best fit")
_NOT_TESTED = "not tested"


def shown_typology(printed: PrintedTypology, title: str, data: DataKind) -> Shown:
    """Give a typology with its words, heat map and tables."""
    given = not printed.why_not
    return Shown(
        title=title,
        sentences=typology_sentences(printed),
        chart=draw_profiles(printed, data, title) if given else None,
        numbers=Numbers("Item", tuple(f"Class {n}" for n in range(1, printed.classes + 1)), tuple(_rows(printed))),
        details=(_models(printed),) if given else (),
        note="Shares are rounded; a code that few have is not named.",
        link="Typology as CSV",
        csv=csv_text(_COLUMNS, _csv_rows(printed), data),
        columns=_COLUMNS,
    )


def _rows(printed: PrintedTypology) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "Share of all", tuple(map(share_text, printed.prevalence))
    for label, shares in profile_rows(printed):
        yield label, tuple(map(share_text, shares))
    if printed.stability:
        yield "Stability of the class", tuple(f"{value:.2f}" for value in printed.stability)


def _models(printed: PrintedTypology) -> Details:
    rows = tuple(
        (
            str(m.classes),
            f"{m.bic_above:,g}",
            _NOT_TESTED if m.p_value is None else f"{m.p_value:.3f}",
            f"{m.entropy_r2:.2f}",
            _percent(m.reached_prop),
        )
        for m in printed.models
    )
    return Details("How the number of classes was chosen", "numbers of classes", _MODELS, rows, len(_MODELS) - 1)


def _csv_rows(printed: PrintedTypology) -> Iterator[list[str]]:
    """Yield why nothing is given, or prevalence, profiles and stability of each class, then each model."""
    if printed.why_not:
        yield ["nothing given", printed.why_not, "", "", "", "", NOT_AVAILABLE]
        return
    for at, share in enumerate(printed.prevalence, start=1):
        yield ["share of all", "", str(at), *_share(share)]
    for of in printed.profiles:
        for name, shares in zip(of.codes, zip(*of.shares, strict=True), strict=True):
            for at, share in enumerate(shares, start=1):
                yield ["share of the class", f"{of.item}: {name}", str(at), *_share(share)]
    for at, value in enumerate(printed.stability, start=1):
        yield ["stability", "", str(at), *_value(f"{value:.2f}")]
    for model in printed.models:
        yield from _csv_model(model)


def _csv_model(model: PrintedModel) -> Iterator[list[str]]:
    name = f"{model.classes} classes"
    yield ["model", f"{name}: BIC above the smallest", "", *_value(f"{model.bic_above:g}")]
    if model.p_value is not None:
        yield ["model", f"{name}: p of one class more", "", *_value(f"{model.p_value:g}")]


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _value(value: str) -> tuple[str, ...]:
    return value, "", "", ""


def _share(share: float) -> tuple[str, ...]:
    """Give a share of a class; at the ends as what it stands for, as 0 and 1 would say nobody, or all (rule S4)."""
    ends = {0.0: ("", "0.05", "", ROUNDS_TO_ZERO), 1.0: ("", "", "0.95", "")}
    return ends.get(share) or _value(f"{share:.2f}")
