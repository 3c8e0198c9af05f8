"""Networks in a paper: words, chart and tables together; of many networks, never of one."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.commission import DataKind
from clerestory.model.findings.networks import HistoryRow, PrintedNetworks, PrintedRange
from clerestory.model.tables import NOT_AVAILABLE, SUPPRESSED
from clerestory.publish.findings.networks.chart import draw_networks
from clerestory.publish.findings.networks.words import combined_label, network_sentences, part_text, role_words
from clerestory.publish.findings.shown import Details, Numbers, Shown, csv_text
from clerestory.publish.numbers import count_text
from clerestory.publish.open_data.columns import STATUS, code, number, text

_COLUMNS = (
    code("part", "Part", "Which distribution, curve or range; with its unit where that is not a number.", key=True),
    text("name", "Name", required=True, key=True),
    text("what", "What", "What is counted, or which end of a range.", key=True),
    number("value", "Value", "Empty where it is withheld; the status says so."),
    STATUS,
)
_HISTORY = ("Networks", "Born", "Merged", "Split", "Ended")


def shown_networks(printed: PrintedNetworks, title: str, data: DataKind) -> Shown:
    """Give networks with their words, chart and tables."""
    given = not printed.why_not
    return Shown(
        title=title,
        sentences=network_sentences(printed),
        chart=draw_networks(printed, data, title) if given else None,
        numbers=Numbers(
            "Members", ("Networks",), tuple((f"{b.label} persons", (count_text(b.networks),)) for b in printed.sizes)
        ),
        details=tuple(_details(printed)),
        note=f"Counts are rounded to {printed.rounded_to}. {SUPPRESSED} stands for a withheld number; it may be none.",
        link="Networks as CSV",
        csv=csv_text(_COLUMNS, map(_with_status, _csv_rows(printed)), data),
        columns=_COLUMNS,
    )


def _details(printed: PrintedNetworks) -> Iterator[Details]:
    told = tuple(row for row in _history(printed) if not row.is_withheld)
    if told:
        by = printed.history_by
        rows = tuple((row.period, *(_text(count) for count in _counts(row))) for row in told)
        summary = f"How networks began and ended, by {by}, where something is told"
        yield Details(summary, f"by {by}", (by.capitalize(), *_HISTORY), rows, len(_HISTORY))
    if printed.stayed:
        again = tuple((f"{row.lag_quarters}", part_text(row.stayed_pct)) for row in printed.stayed)
        yield Details("Members who are there again later", "members", ("Quarters later", "There again"), again, 1)
    yield from _role_details(printed)


def _role_details(printed: PrintedNetworks) -> Iterator[Details]:
    if printed.roles:
        roles = tuple((role_words(row.role), _text(row.persons)) for row in printed.roles)
        yield Details("Persons by role, each role by itself", "roles", ("Role", "Persons"), roles, 1)
    if printed.combined:
        combined = tuple((combined_label(row), _text(row.networks)) for row in printed.combined)
        yield Details("Networks by the parts that persons had", "parts together", ("Parts", "Networks"), combined, 1)
    if printed.role_bands:
        bands = tuple((role_words(row.role), row.label, part_text(row.networks_pct)) for row in printed.role_bands)
        yield Details(
            "Networks in which somebody has a role, by size", "by size", ("Role", "Members", "Have it"), bands, 1
        )


def _history(printed: PrintedNetworks) -> tuple[HistoryRow, ...]:
    return (*printed.history, *([printed.history_total] if printed.history_total else ()))


def _csv_rows(printed: PrintedNetworks) -> Iterator[tuple[str, str, str, str]]:
    """Yield why nothing is given, or everything that may be printed, a figure a row."""
    if printed.why_not:
        yield "nothing given", printed.why_not, "", ""
    yield from (("size", f"{band.label} persons", "networks", str(band.networks)) for band in printed.sizes)
    yield from (("forces", band.label, "networks", str(band.networks)) for band in printed.forces)
    for row in _history(printed):
        counts = zip(_HISTORY, _counts(row), strict=True)
        yield from ((printed.history_by, row.period, name.lower(), _csv(count)) for name, count in counts)
    for curve in printed.curves:
        points = ((f"after {p.quarters} quarters", str(p.still_there_pct)) for p in curve.points)
        yield from (("lasting, %", curve.of, name, value) for name, value in points)
    yield from (
        ("there again, %", "members", f"after {r.lag_quarters} quarters", _csv(r.stayed_pct)) for r in printed.stayed
    )
    yield from (("there again, %", f"members of {r.year}", str(r.later), _csv(r.again_pct)) for r in printed.overlaps)
    yield from _csv_roles(printed)
    yield from (("ties that may be missing, %", s.what, "", str(s.missing_pct)) for s in printed.steady)
    for part, ranges in (
        ("in one piece", printed.held),
        ("largest piece", printed.largest_piece),
        ("pieces", printed.pieces),
        ("without some ties", printed.shaken),
    ):
        yield from (row for one in ranges for row in _csv_range(part, one))


def _csv_roles(printed: PrintedNetworks) -> Iterator[tuple[str, str, str, str]]:
    yield from (("role", row.role.value, "persons", _csv(row.persons)) for row in printed.roles)
    yield from (("roles together", combined_label(row), "networks", str(row.networks)) for row in printed.combined)
    yield from (
        ("role, % of networks", r.role.value, f"{r.label} persons", str(r.networks_pct)) for r in printed.role_bands
    )


def _csv_range(part: str, one: PrintedRange) -> Iterator[tuple[str, str, str, str]]:
    for name, value in (("as it is", one.as_it_is), ("low", one.low), ("high", one.high)):
        yield f"{part}, {one.unit}", one.what, name, f"{value:g}"


def _counts(row: HistoryRow) -> tuple[int | None, ...]:
    return row.present, row.births, row.merges, row.splits, row.deaths


def _text(count: int | None) -> str:
    return SUPPRESSED if count is None else count_text(count)


def _csv(count: int | None) -> str:
    return SUPPRESSED if count is None else str(count)


def _with_status(row: tuple[str, str, str, str]) -> tuple[str, ...]:
    """Give a row whose value is a number or nothing; what stood in its place is its status."""
    *names, value = row
    if not value:
        return *names, "", NOT_AVAILABLE
    return (*names, "", SUPPRESSED) if value == SUPPRESSED else (*names, value, "")
