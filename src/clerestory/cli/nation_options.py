"""Options of a synthetic nation: how its people go by their names, and which lists know the same cases."""

from __future__ import annotations

from typing import Annotated

import typer

from clerestory import pipeline

ShortForms = Annotated[
    float, typer.Option(help="Share of entries of people lists with a short form of the first name.")
]
Respelt = Annotated[float, typer.Option(help="Share of entries with names in another spelling of the same sounds.")]
Renamed = Annotated[
    float, typer.Option(help="Share of persons with a new family name, which half of their lists have.")
]
Dependences = Annotated[
    list[str] | None,
    typer.Option(
        "--dependence",
        metavar="KIND:KIND:ODDS",
        help="Two of FORCE, NCA, CSC and VOL, and by how many times knowing a case goes with the other knowing it.",
    ),
]
_PARTS = 3


def dependences(words: list[str] | None) -> tuple[pipeline.Dependence, ...]:
    """Read KIND:KIND:ODDS.

    Raises
    ------
    typer.BadParameter
        If one has not that form.
    """
    return tuple(_dependence(one) for one in words or ())


def _dependence(words: str) -> pipeline.Dependence:
    parts = words.split(":")
    try:
        if len(parts) != _PARTS:
            raise ValueError
        first, second = (pipeline.GiverKind(part.strip().upper()) for part in parts[:2])
        found = pipeline.Dependence(first, second, float(parts[2]))
    except ValueError:
        raise typer.BadParameter("write two kinds and a number, as CSC:VOL:3", param_hint="--dependence") from None
    if found.first is found.second or not 0.01 <= found.odds_ratio <= 100:
        raise typer.BadParameter("two kinds, and 0.01 to 100 times the odds", param_hint="--dependence")
    return found
