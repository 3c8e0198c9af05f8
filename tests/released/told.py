"""What the CSV files of a release say, in the form in which each chart should draw it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from released.charts import Faults, Line, Lines, bars, curves, heat_map, history, ranges
from released.grids import one_spaced
from released.pictures import Picture

SUMS = {"total", "known"}
NO_PART = {"total", "known", "not_recorded", "not_stated", "not_known"}
BEGAN = {"began": "born", "merged": "merged", "split": "split", "ended": "ended"}  # key of the chart, name in the file
PIECES = {"networks in one piece": "in one piece, %", "persons in the largest piece": "largest piece, %"}


def count(text: str) -> int | None:
    return int(text) if text else None


def column(lines: Lines, key: str) -> dict[str, int | None]:
    """The counts of a column by the label of the row, without sums and without the row that the column itself is."""
    return {
        one_spaced(of["row_label"]): count(of["count"])
        for of in lines
        if of["column_key"] == key and of["row_key"] not in SUMS | {key}
    }


def shares(lines: Lines, key: str) -> dict[str, Line]:
    """What the share of each known category of a row is computed from; of the first column if there is but one."""
    down = len({of["column_key"] for of in lines}) == 1
    of_row = {of["row_key" if down else "column_key"]: of for of in lines if down or of["row_key"] == key}
    name = "row_label" if down else "column_label"
    total = count(of_row["total"]["count"])
    known = count(of_row["known"]["count"]) if "known" in of_row else total
    return {
        one_spaced(of[name]): Line(count(of["count"]), known, total)
        for code, of in of_row.items()
        if code not in NO_PART
    }


def known(lines: Lines) -> dict[str, int | None]:
    """How many cases of each population of a comparison are known."""
    return {of["row_key"]: count(of["count"]) for of in lines if of["column_key"] == "known"}


def profiles(lines: Lines) -> dict[str, list[tuple[float | None, str]]]:
    """The share of each class with each code and how it is written; at the ends, what it stands for."""
    found: dict[str, list[tuple[float | None, str]]] = {}
    for of in lines:
        if of["part"] == "share of the class":
            value = float(of["value"]) if of["value"] else 0.0 if of["below"] else 1.0
            words = {0.0: "<5%", 1.0: ">95%"}.get(value, f"{value:.0%}")
            found.setdefault(one_spaced(of["name"]), []).append((value, words))
    return found


def sizes(drawn: Picture, lines: Lines) -> Faults:
    return bars(drawn, {of["name"]: count(of["value"]) for of in lines if of["part"] == "size"})


def forces(drawn: Picture, lines: Lines) -> Faults:
    told = {of["name"]: count(of["value"]) for of in lines if of["part"] == "forces"}
    return bars(drawn, {_of_forces(name): value for name, value in told.items()})


def _of_forces(name: str) -> str:
    if name == "not said":
        return "with no force said"
    if name == "1 or not said":
        return "in 1 force or not said"
    return "in 1 force" if name == "1" else f"in {name.replace('+', ' or more')} forces"


def lasting(drawn: Picture, lines: Lines) -> Faults:
    told: dict[str, list[tuple[float, float]]] = {}
    for of in lines:
        if of["part"] == "lasting, %":
            told.setdefault(of["name"], [(0.0, 100.0)]).append((float(of["what"].split()[1]), float(of["value"])))
    return curves(drawn, told)


def happened(drawn: Picture, lines: Lines) -> Faults:
    told: dict[str, dict[str, int | None]] = {}
    for of in lines:
        if of["part"] in {"year", "quarter"} and of["name"] != "whole":
            told.setdefault(of["what"], {})[of["name"]] = count(of["value"])
    return history(drawn, {key: told[name] for key, name in BEGAN.items()})


def again(drawn: Picture, lines: Lines) -> Faults:
    told: dict[str, list[tuple[float | None, str]]] = {}
    for of in lines:
        if of["part"] == "there again, %" and of["name"] != "members":
            share = float(of["value"]) / 100 if of["value"] else None
            words = {"": "[c]", "0": "under 1%", "100": "over 99%"}.get(of["value"], f"{of['value']}%")
            told.setdefault(of["name"], []).append((share, words))
    return heat_map(drawn, told)


def lost(drawn: Picture, lines: Lines) -> Faults:
    return ranges(drawn, {key: _ranges(lines, part) for key, part in PIECES.items()})


def _ranges(lines: Lines, part: str) -> Sequence[tuple[float, float, float, float]]:
    found: dict[float, dict[str, float]] = {}
    for of in lines:
        if of["part"] == part:
            found.setdefault(float(of["name"].partition("%")[0]), {})[of["what"]] = float(of["value"])
    return [(share, of["as it is"], of["low"], of["high"]) for share, of in found.items()]


NETWORKS: Mapping[str, Callable[[Picture, Lines], Faults]] = {
    "sizes": sizes,
    "forces": forces,
    "lasting": lasting,
    "history": happened,
    "overlap": again,
    "loss": lost,
}
