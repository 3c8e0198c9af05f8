"""The list of comments, narrowed by plain links: each choice says how many comments it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from clerestory.model.desk.group import Remark


@dataclass(frozen=True)
class Facet:
    """Something that comments differ in.

    Attributes
    ----------
    name, label : str
        As an address and as people say it.
    value_of : callable
        Gives a comment's value, as it stands in an address.
    words_of : callable
        Gives a value as people say it.
    """

    name: str
    label: str
    value_of: Callable[[Remark], str]
    words_of: Callable[[str], str]


@dataclass(frozen=True)
class Choice:
    """A value that the list can be narrowed to; ``query`` leads there, and is empty for all comments."""

    words: str
    query: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Picked:
    """What is left of a list, and the choices of each facet by its label."""

    remarks: tuple[Remark, ...]
    choices: Mapping[str, Sequence[Choice]]
    query: str


def picked_of(remarks: Iterable[Remark], facets: Sequence[Facet], chosen: Mapping[str, str]) -> Picked:
    """Narrow a list of comments to what an address says.

    A choice counts the comments that it leaves with all other facets as they are.

    Parameters
    ----------
    chosen : mapping of str to str
        Values by the names of facets; an empty one is no choice, and other names mean nothing.
    """
    all_of = tuple(remarks)
    held = {one.name: chosen[one.name] for one in facets if chosen.get(one.name)}
    left = tuple(one for one in all_of if _fits(one, facets, held))
    choices = {facet.label: _choices(all_of, facets, facet, held) for facet in facets}
    return Picked(left, choices, urlencode(held))


def _choices(remarks: Sequence[Remark], facets: Sequence[Facet], facet: Facet, held: Mapping[str, str]) -> list[Choice]:
    others = {name: value for name, value in held.items() if name != facet.name}
    left = [facet.value_of(one) for one in remarks if _fits(one, facets, others)]
    mine = held.get(facet.name, "")
    every = Choice("All", urlencode(others), len(left), is_chosen=not mine)
    return [every, *(_choice(facet, value, left.count(value), others, mine) for value in dict.fromkeys(left))]


def _choice(facet: Facet, value: str, count: int, others: Mapping[str, str], mine: str) -> Choice:
    query = urlencode({**others, facet.name: value})
    return Choice(facet.words_of(value), query, count, is_chosen=value == mine)


def _fits(remark: Remark, facets: Sequence[Facet], held: Mapping[str, str]) -> bool:
    return all(facet.value_of(remark) == held[facet.name] for facet in facets if facet.name in held)
