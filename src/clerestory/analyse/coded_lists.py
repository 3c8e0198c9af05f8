"""Variables that take several codes at once: one classification whose leaves say which codes a case has.

A case counts under each of its codes, so the positions overlap. As with definitions the leaves are all patterns that
there can be, whatever the cases are: that a code is within "known", and that two codes can go together, is then known
to the protection and to the attacker, and which patterns occur says nothing (docs/adr/0032).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from clerestory.analyse.classify import Coding, heading_of, parents_of
from clerestory.errors import TableError
from clerestory.model.instrument import NOT_KNOWN, NOT_STATED, Code, Codelist, Instrument
from clerestory.model.tables import KNOWN, NOT_RECORDED, TOTAL, Classification, Leaf, Position

LIST_SEPARATOR = ";"
MOST_CODES = 8  # 255 patterns: each further code doubles what the attack has to look at
_HAS, _HAS_NOT = "y", "n"


class ListCoding(Coding):
    """The classification of a list of codes: a leaf for each pattern of codes, and one for what is not recorded."""

    def positions(self, group: str | None) -> tuple[Position, ...]:
        """Give the printed positions: total, known, those who have each code, and last what is not known."""
        patterns = [leaf.code for leaf in self.classification.leaves if leaf.known]
        printed = [
            self._position(code.code, code.label, [pattern for pattern in patterns if pattern[at] == _HAS])
            for at, code in enumerate(self.lists[""].codes)
        ]
        lost = self.classification.leaves[-1]
        unknown = self._position(lost.code, lost.label, [lost.code])
        return (Position(TOTAL, "Total"), self._position(KNOWN, "Known", patterns), *printed, unknown)


def coding_of_list(instrument: Instrument, path: str, groups: set[str | None], occurring: Iterable[str]) -> Coding:
    """Make the coding of a variable of type ``code[]`` for all the tables of a cohort.

    Parameters
    ----------
    path : str
        The variable, as ``entity.variable``.
    groups : set of str or None
        The code list of parents that tables ask for; one, or None where they show the codes themselves.
    occurring : iterable of str
        The values that occur, each a list of codes joined by ``;``.

    Raises
    ------
    TableError
        If tables ask for it at two levels, or it has more codes than can be looked at together.
    """
    shown, parent_of = _shown(instrument, path, groups)
    if len(shown) > MOST_CODES:
        raise TableError(
            f"{path} has {len(shown)} codes, and a case may have any of them together",
            where="study.toml, [[tables]] groups",
            remedy=f"Name a code list of at most {MOST_CODES} parents, or make one.",
        )
    codes = [code.code for code in shown]
    patterns = ["".join(signs) for signs in product(_HAS + _HAS_NOT, repeat=len(codes)) if _HAS in signs]
    leaves = (*(Leaf(pattern, pattern) for pattern in patterns), Leaf(NOT_RECORDED, "Not recorded", known=False))
    found = {value: _pattern(value, codes, parent_of) for value in occurring}
    return ListCoding(
        Classification(path, heading_of(instrument, path), leaves),
        {value: pattern for value, pattern in found.items() if _HAS in pattern},
        lists={"": Codelist(path, tuple(shown))},
    )


def _shown(instrument: Instrument, path: str, groups: set[str | None]) -> tuple[list[Code], Mapping[str, str]]:
    """Give the codes that tables show, in order, and for each known code of a return the one it counts under."""
    if len(groups) > 1:
        raise TableError(
            f"{path} is asked for at two levels",
            where="study.toml, [[tables]] groups",
            remedy="A list of codes is shown under one code list in all tables that count the same.",
        )
    own = instrument.codelists[instrument.variable(path).codelist].codes
    known = [code for code in own if not code.note.startswith((NOT_KNOWN, NOT_STATED))]
    group = next(iter(groups), None)
    if group is None:
        return known, {code.code: code.code for code in known}
    parents = parents_of(instrument, path, group, known)
    return [code for code in instrument.codelists[group].codes if code.code in parents.values()], parents


def _pattern(value: str, codes: Sequence[str], parent_of: Mapping[str, str]) -> str:
    """Say which of the codes a value holds; a code that says that nothing is known counts for nothing."""
    there = {parent_of.get(code.strip()) for code in value.split(LIST_SEPARATOR)}
    return "".join(_HAS if code in there else _HAS_NOT for code in codes)
