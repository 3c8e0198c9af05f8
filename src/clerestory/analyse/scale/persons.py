"""The table of lists of linked persons: which of them are known to exactly which kinds or groups of givers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import numpy as np
import polars as pl

from clerestory.errors import TableError
from clerestory.model.findings.lists import LEAST_LISTS, MOST_LISTS, ListTable
from clerestory.model.instrument import FEWEST_INVESTIGATIONS, Codelist, Instrument

_GIVER = "return.provider"
Lists = str | Mapping[str, tuple[str, ...]]


def lists_of_givers(instrument: Instrument, lists: Lists, givers: Iterable[str], *, where: str) -> dict[str, str]:
    """Give the list that each giver belongs to, in the order of the lists; those that belong to none are left out.

    Parameters
    ----------
    lists : str or mapping of str to tuple of str
        The code list of parents that groups givers, or for each list the codes of its givers.
    givers : iterable of str
        Those who made returns.
    where : str
        What a message names.

    Raises
    ------
    TableError
        If the instrument has no such code list, or not such a giver.
    """
    codes = instrument.codelists[instrument.variable(_GIVER).codelist]
    if isinstance(lists, str):
        return _by_parents(instrument, codes, lists, sorted(givers), where=where)
    for name in (name for names in lists.values() for name in names):
        if name not in codes.by_code and not any(re.fullmatch(pattern, name) for pattern in codes.patterns):
            raise TableError(
                f"{name!r} is no giver of the instrument", where=where, remedy=f"Use codes of {codes.name}."
            )
    return {giver: name for name, members in lists.items() for giver in members}


def _by_parents(
    instrument: Instrument, codes: Codelist, parents: str, givers: Iterable[str], *, where: str
) -> dict[str, str]:
    there = instrument.codelists.get(parents)
    parent_of = {giver: _parent(codes, giver) for giver in givers}
    if there is None or not set(parent_of.values()) <= set(there.by_code):
        raise TableError(
            f"the givers have no parents in the code list {parents!r}",
            where=where,
            remedy=f"Name the code list of the column parent of {codes.name}, or the givers of each list.",
        )
    order = list(there.by_code)
    in_order = sorted(parent_of.items(), key=lambda item: order.index(item[1]))
    return {giver: there.label(parent) for giver, parent in in_order}


def _parent(codes: Codelist, giver: str) -> str:
    exact = codes.by_code.get(giver)
    families = (code for code in codes.codes if code.is_pattern and re.fullmatch(code.pattern, giver))
    found = exact or next(families, None)
    return found.parent if found else ""


def check_none_too_small(list_of: Mapping[str, str], investigations: Mapping[str, int] | None, *, where: str) -> None:
    """Check that no list is of givers who never stand alone (rule V14): an estimate names its lists.

    Parameters
    ----------
    investigations : mapping of str to int, or None
        Of each giver who made a return; None where the instrument has none, and so no such rule.

    Raises
    ------
    TableError
        If one is.
    """
    together: dict[str, int] = {}
    for giver, name in list_of.items():
        if investigations is not None and giver in investigations:
            together[name] = together.get(name, 0) + investigations[giver]
    small = sorted(name for name, number in together.items() if number < FEWEST_INVESTIGATIONS)
    if small:
        raise TableError(
            f"the list {small[0]} is of givers with fewer than {FEWEST_INVESTIGATIONS} investigations together, who"
            " are never published alone (rule V14)",
            where=where,
            remedy="Group these givers with others.",
        )


def lists_of_persons(known: pl.DataFrame, list_of: Mapping[str, str], *, where: str) -> ListTable:
    """Count linked persons by the lists that they are on.

    Parameters
    ----------
    known : DataFrame
        ``giver`` and ``person``, each pair once.
    list_of : mapping of str to str
        The list of each giver; whoever is known to givers without a list alone is not counted.

    Returns
    -------
    ListTable
        Lists with a person, in the order in which they are named.

    Raises
    ------
    TableError
        If there are too few lists, or too many.
    """
    on = pl.DataFrame({"giver": list(list_of), "list": list(list_of.values())})
    rows = known.join(on, on="giver", how="inner").select("person", "list").unique()
    there = set(rows["list"].to_list())
    names = [name for name in dict.fromkeys(list_of.values()) if name in there]
    if not LEAST_LISTS <= len(names) <= MOST_LISTS:
        raise TableError(
            f"has {len(names)} lists with persons; an estimate of scale needs {LEAST_LISTS} to {MOST_LISTS}",
            where=where,
            remedy="Leave [[scale]] out, or group the givers in another way.",
        )
    bits = pl.DataFrame({"list": names, "bit": [1 << bit for bit in range(len(names))]})
    histories = rows.join(bits, on="list", how="left").group_by("person").agg(pl.col("bit").sum())["bit"]
    counts = np.bincount(histories.to_numpy(), minlength=2 ** len(names)).astype(np.int64)
    return ListTable(tuple(names), counts)
