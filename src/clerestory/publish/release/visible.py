"""Whether people and readers see all that a draft holds: no sign in it hides, turns or splits what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clerestory.errors import PaperError
from clerestory.model.wording.plain_text import HIDES, has_hidden_signs


def check_visible(draft: Any) -> None:
    """Check every text of a draft, given as JSON values.

    Pages and documents show such signs differently or not at all, and the forms of documents forbid some of them; so
    what people decided on would not be what readers get.

    Raises
    ------
    PaperError
        At the first that does not hold; it says where it stands, and not what.
    """
    for place in _hiding(draft, ()):
        raise PaperError(
            HIDES,
            where=f"what people decide on, {'.'.join(place)}",
            remedy="Write it anew where it comes from (study.toml, instrument, paper), without copying it.",
        )


def _hiding(value: Any, place: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(value, str):
        if has_hidden_signs(value):
            yield place
    elif isinstance(value, dict):
        for name, one in value.items():
            if has_hidden_signs(name):
                yield place
            yield from _hiding(one, (*place, name))
    elif isinstance(value, list | tuple):
        for number, one in enumerate(value, 1):
            yield from _hiding(one, (*place, str(number)))
