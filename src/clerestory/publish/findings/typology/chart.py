"""The heat map of a typology: a row for each code, a column for each class, the share written in every field."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from clerestory.errors import PaperError
from clerestory.model.commission import DataKind
from clerestory.model.findings.typology import PrintedTypology
from clerestory.publish.charts.svg import INK, Chart, Layout, canvas, field_colours, finish, named_chart
from clerestory.publish.findings.typology.words import profile_rows, share_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TITLE = "Profiles of classes"
_SIZE = 13.0  # of letters, in points


def draw_profiles(printed: PrintedTypology, data: DataKind, title: str = _TITLE) -> Chart:
    """Draw the share of each class with each code.

    Raises
    ------
    PaperError
        If no profile may be printed.
    """
    rows = profile_rows(printed)
    if printed.why_not or not rows:
        raise PaperError(
            "has no profile to draw", where="heat map of classes", remedy="Print the words why, and no chart."
        )
    labels = [label for label, _ in rows]
    heads = [f"{at}\n{share_text(share)}" for at, share in enumerate(printed.prevalence, start=1)]

    def draw(layout: Layout) -> Figure:
        # Beneath there are two lines for each class, and where it is narrow two of the axis.
        figure, axes = canvas(layout, labels, more=0.5 if layout.above else 0.2)
        size = _SIZE * min(1.0, (6 if layout.above else 8) / len(heads))  # more classes have narrower fields
        half = 0.22 if layout.above else 0.46
        for at, (_, shares) in enumerate(rows):
            for column, share in enumerate(shares):
                shade, ink = field_colours(share)
                axes.barh(at, 0.96, left=column, height=2 * half, color=shade, edgecolor=INK, linewidth=0.4)
                axes.text(column + 0.48, at, share_text(share), ha="center", va="center", color=ink, fontsize=size)
        axes.set_xlim(0, len(heads))
        axes.set_xticks([at + 0.48 for at in range(len(heads))], heads, fontsize=size)
        axes.tick_params(axis="x", length=0)
        axes.set_xlabel(textwrap.fill("Class, and its share of all, rounded to 5%", layout.longest))
        finish(axes, labels, layout)
        return figure

    words = "; ".join(f"{label} {', '.join(map(share_text, shares))}" for label, shares in rows)
    return named_chart(draw, title, f"Heat map, a column for each class, the largest first. {words}.", data)
