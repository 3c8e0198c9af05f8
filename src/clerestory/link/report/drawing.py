"""The two pictures of the report as SVG: match weights by field and level, and how many pairs have which weight.

Drawn by hand and not by matplotlib: they stand in the page itself, take its colours, and need a hundredth of the time.
The direction of a bar, a filled or an outlined one, and a number at each say what the colour says too.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from clerestory.link.report.content import LevelWeight, LinkReport, WeightBin

_WIDTH, _LABEL, _ROW, _EDGE = 680, 230, 24, 60
_HEIGHT, _LEFT, _BOTTOM = 260, 60, 44
_TICKS = 4


def weights_drawn(report: LinkReport, id_: str) -> Markup:
    """Draw the match weight of every field and level, for a match to the right and against one to the left."""
    rows = [(level, level_words(level, levels)) for _, levels in report.fields for level in levels]
    most = max((abs(level.match_weight) for level, _ in rows), default=1.0) or 1.0
    zero, scale = _LABEL + (_WIDTH - _LABEL) / 2, ((_WIDTH - _LABEL) / 2 - _EDGE) / most
    height = _ROW * len(rows) + 30
    parts = [f'<line class="axis" x1="{zero:.1f}" y1="0" x2="{zero:.1f}" y2="{height - 24}"/>']
    for place, (level, words) in enumerate(rows):
        parts += _weight_row(place * _ROW, level, words, zero=zero, scale=scale)
    parts.append(_text(zero - 8, height - 6, "against a match", "end", "quiet"))
    parts.append(_text(zero + 8, height - 6, "for a match", "start", "quiet"))
    said = "; ".join(f"{level.field} {words} {_signed(level.match_weight)}" for level, words in rows)
    return _picture(id_, height, "Match weights by field and level", f"Bars of log2(m/u). {said}.", parts)


def _weight_row(y: float, level: LevelWeight, words: str, *, zero: float, scale: float) -> Iterator[str]:
    weight = level.match_weight
    size = abs(weight) * scale
    x, css = (zero, "for") if weight >= 0 else (zero - size, "against")
    yield _text(_LABEL - 10, y + 16, f"{plain(level.field)}: {words}", "end")
    yield f'<rect class="{css}" x="{x:.1f}" y="{y + 4}" width="{size:.1f}" height="{_ROW - 8}"/>'
    at, anchor = (zero + size + 5, "start") if weight >= 0 else (zero - size - 5, "end")
    yield _text(at, y + 16, _signed(weight), anchor)


def level_words(level: LevelWeight, levels: Sequence[LevelWeight]) -> str:
    """Say how two records agree at a level; of several ways to be close, which."""
    same = [one for one in levels if one.shown is level.shown]
    number = f" ({same.index(level) + 1} of {len(same)})" if len(same) > 1 else ""
    return level.shown.value + number


def plain(field: str) -> str:
    """Give a field's name in words."""
    return field.replace("_", " ")


def distribution_drawn(report: LinkReport, id_: str) -> Markup:
    """Draw how many listed pairs have which match weight, linked ones filled, with the threshold as a dashed line."""
    bins = report.bins
    if not bins:
        return Markup("")
    low, high = bins[0].low, bins[-1].high
    across = (_WIDTH - _LEFT - 20) / (high - low)
    tallest = max(one.linked + one.other for one in bins)
    up = (_HEIGHT - _BOTTOM - 30) / tallest
    floor = _HEIGHT - _BOTTOM
    parts = [f'<line class="axis" x1="{_LEFT}" y1="{floor}" x2="{_WIDTH - 20}" y2="{floor}"/>']
    for one in bins:
        parts += _stack(_LEFT + (one.low - low) * across, one, width=(one.high - one.low) * across, up=up)
        parts.append(_text(_LEFT + (one.low - low) * across, floor + 16, f"{one.low:g}", "middle"))
    parts += [_text(_LEFT - 8, floor - n * up + 5, f"{n:,}", "end", "quiet") for n in _ticks(tallest)]
    parts.append(_text(_LEFT, _HEIGHT - 6, "match weight (log2 Bayes factor) of a pair", "start", "quiet"))
    if report.threshold_weight is not None:
        x = _LEFT + (report.threshold_weight - low) * across
        parts.append(f'<line class="threshold" x1="{x:.1f}" y1="18" x2="{x:.1f}" y2="{floor}"/>')
        parts.append(_text(x, 13, f"threshold {_signed(report.threshold_weight)}", "middle"))
    said = "; ".join(f"{b.low:g} to {b.high:g}: {b.linked:,} linked, {b.other:,} not" for b in bins)
    return _picture(
        id_, _HEIGHT, "Pairs by match weight", f"Bars, linked pairs filled, others outlined. {said}.", parts
    )


def _stack(x: float, one: WeightBin, *, width: float, up: float) -> Iterator[str]:
    floor = float(_HEIGHT - _BOTTOM)
    for css, number in (("linked", one.linked), ("other", one.other)):
        if number:
            floor -= number * up
            yield (
                f'<rect class="{css}" x="{x + 1:.1f}" y="{floor:.1f}" width="{max(width - 2, 1):.1f}" '
                f'height="{number * up:.1f}"/>'
            )


def _ticks(tallest: int) -> list[int]:
    return sorted({round(tallest * step / _TICKS) for step in range(_TICKS + 1)})


def _text(x: float, y: float, words: str, anchor: str, css: str = "") -> str:
    named = f' class="{css}"' if css else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{html.escape(words)}</text>'


def _signed(weight: float) -> str:
    return f"{weight:+.1f}".replace("-", "−")


def _picture(id_: str, height: float, title: str, description: str, parts: Sequence[str]) -> Markup:
    names = (
        f'<title id="{id_}-title">{html.escape(title)}</title><desc id="{id_}-desc">{html.escape(description)}</desc>'
    )
    head = (
        f'<svg class="drawn" role="img" aria-labelledby="{id_}-title {id_}-desc" viewBox="0 0 {_WIDTH} {height:g}" '
        'xmlns="http://www.w3.org/2000/svg">'
    )
    return Markup(head + names + "".join(parts) + "</svg>")  # noqa: S704 - made here; names of fields are escaped
