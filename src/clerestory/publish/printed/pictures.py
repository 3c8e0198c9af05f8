"""Charts as pictures of pixels, for files that take no SVG; Typst draws them from the SVG that the release holds."""

from __future__ import annotations

import json
from collections.abc import Sequence

import typst

from clerestory.publish.printed.fonts import FAMILY, fonts, legible

_PPI = 150
_SOURCE = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#set text(font: json(bytes(sys.inputs.given)).font, fallback: false)
#for svg in json(bytes(sys.inputs.given)).svgs { page(image(bytes(svg), format: "svg")) }
"""


def chart_pictures(svgs: Sequence[str]) -> list[bytes]:
    """Give a PNG of each chart, in order; the same bytes for the same charts."""
    if not svgs:
        return []
    given = json.dumps({"font": FAMILY, "svgs": [legible(svg) for svg in svgs]}, ensure_ascii=False)
    made = typst.compile(
        _SOURCE,
        format="png",
        ppi=_PPI,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"given": given},
    )
    return list(made) if isinstance(made, list) else [made]
