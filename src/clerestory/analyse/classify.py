"""How a variable of the instrument becomes a classification: leaves, their parents, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from clerestory.errors import TableError
from clerestory.model.definitions import (
    DEFINITION,
    GroupDefinition,
    Met,
    code_of,
    leaves_with,
    possible_patterns,
)
from clerestory.model.durations import BANDS, DURATION
from clerestory.model.instrument import NOT_KNOWN as NOTE_NOT_KNOWN
from clerestory.model.instrument import NOT_STATED as NOTE_NOT_STATED
from clerestory.model.instrument import RETURN, Code, Codelist, Instrument, ValueType
from clerestory.model.tables import (
    DIFFER,
    KNOWN,
    NOT_KNOWN,
    NOT_RECORDED,
    NOT_STATED,
    TOTAL,
    Classification,
    Leaf,
    Position,
    Predicate,
)

_UNKNOWN = (Leaf(NOT_STATED, "Not stated", known=False), Leaf(NOT_RECORDED, "Not recorded", known=False))


@dataclass(frozen=True)
class Coding:
    """A classification and the way to it: which code of a return falls into which leaf.

    ``parents`` gives, for each code list of parents that a table asks for, the parent of each leaf. Where every table
    asks for the same parents they are the leaves; else the codes are, so that nested tables are known to be nested.
    """

    classification: Classification
    leaf_of: Mapping[str, str]
    parents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lists: Mapping[str, Codelist] = field(default_factory=dict)

    def positions(self, group: str | None) -> tuple[Position, ...]:
        """Give the printed positions: total, known, each code or parent, and last what is not known."""
        known = [leaf for leaf in self.classification.leaves if leaf.known]
        unknown = [leaf for leaf in self.classification.leaves if not leaf.known]
        parent = self.parents.get(group or "", {})
        groups: dict[str, list[str]] = {}
        for leaf in known:
            groups.setdefault(parent.get(leaf.code, leaf.code), []).append(leaf.code)
        labels = {leaf.code: leaf.label for leaf in known}
        labels |= {code: self.lists[group or ""].label(code) for code in groups if group in self.parents}
        printed = [(code, labels[code], leaves) for code, leaves in self._in_order(groups, group)]
        printed += [(leaf.code, leaf.label, [leaf.code]) for leaf in unknown]
        head = [Position(TOTAL, "Total")]
        if unknown:
            head.append(self._position(KNOWN, "Known", [leaf.code for leaf in known]))
        return (*head, *(self._position(*item) for item in printed))

    def completeness(self) -> tuple[Position, ...]:
        """Give only the total, what is known and what is not."""
        leaves = self.classification.leaves
        known = self._position(KNOWN, "Known", [leaf.code for leaf in leaves if leaf.known])
        unknown = self._position(NOT_KNOWN, "Not known", [leaf.code for leaf in leaves if not leaf.known])
        return Position(TOTAL, "Total"), known, unknown

    def leaves_of(self, codes: Iterable[str], group: str | None) -> frozenset[str]:
        """Give the leaves of some codes, or of some parents.

        Raises
        ------
        TableError
            If one of the codes is not there.
        """
        positions = self.positions(group)
        by_key = {p.key: codes for p in positions for _, codes in p.where}
        wanted = list(codes)
        lost = [code for code in wanted if code not in by_key]
        if lost:
            raise TableError(
                f"{lost[0]!r} is not a code of {self.classification.name}",
                where="study.toml, [[tables]] only",
                remedy=listed_remedy([p for p in positions if p.key in by_key]),
            )
        return frozenset().union(*(by_key[code] for code in wanted))

    def _position(self, key: str, label: str, leaves: list[str]) -> Position:
        return Position(key, label, frozenset({(self.classification.name, frozenset(leaves))}))

    def _in_order(self, groups: dict[str, list[str]], group: str | None) -> list[tuple[str, list[str]]]:
        if group not in self.parents:
            return list(groups.items())
        order = [code.code for code in self.lists[group or ""].codes]
        return sorted(groups.items(), key=lambda item: order.index(item[0]))


def listed_remedy(positions: Iterable[Position]) -> str:
    """Name the codes that may be used: those with words, which a code list has, and never a year or a value of a case.

    Examples
    --------
    >>> listed_remedy([Position("R0", "Within weeks"), Position("2019", "2019")]), listed_remedy([])
    ('Use one of R0.', 'Use a value that the returns have.')
    """
    codes = [position.key for position in positions if position.label != position.key]
    return f"Use one of {', '.join(codes)}." if codes else "Use a value that the returns have."


NONE = "none"  # the key of the cases that meet no definition


class DefinitionCoding(Coding):
    """The classification of what definitions a case meets, of which one case can meet several.

    Its leaves are all patterns that there can be, so that a definition within another is known to be so (rule S16).
    """

    def positions(self, group: str | None) -> tuple[Position, ...]:
        """Give the printed positions: total, and for each definition who meets it and of whom that is not known."""
        printed = [Position(TOTAL, "Total")]
        for definition in GroupDefinition:
            printed += [
                self._of(definition, Met.YES, definition.value, definition.label),
                self._of(definition, Met.NOT_KNOWN, undecided(definition), f"{definition.value}: cannot be decided"),
            ]
        # Whoever is in no other row has a row too, so that all rows together are everybody.
        none = frozenset({(DEFINITION, frozenset({code_of((Met.NO,) * len(GroupDefinition))}))})
        return (*printed, Position(NONE, "None of these", none))

    def completeness(self) -> tuple[Position, ...]:
        """Raise, since whether a definition is known differs from one to the next."""
        raise TableError(
            f"{DEFINITION} has no completeness of its own",
            where="study.toml, [[tables]] detail",
            remedy="Leave detail out: rows or columns of definitions say how many cannot be decided.",
        )

    def _of(self, definition: GroupDefinition, met: Met, key: str, label: str) -> Position:
        return Position(key, label, meeting(definition, met))


def undecided(definition: GroupDefinition) -> str:
    """Give the key of the cases of which it is not known whether they meet a definition."""
    return f"{definition.value}_not_known"


def meeting(definition: GroupDefinition, met: Met = Met.YES) -> Predicate:
    """Give the cases that meet a definition, or do so otherwise."""
    return frozenset({(DEFINITION, leaves_with(definition, met))})


def coding_of_definitions(instrument: Instrument) -> DefinitionCoding:
    """Give the coding of the computed variable of definitions."""
    leaves = tuple(Leaf(code_of(pattern), code_of(pattern)) for pattern in possible_patterns())
    return DefinitionCoding(Classification(DEFINITION, "Definition of a group", leaves), {})


def coding_of_durations(instrument: Instrument) -> Coding:
    """Give the coding of the computed variable of durations."""
    leaves = (*(Leaf(band.code, band.label) for band in BANDS), _UNKNOWN[1])
    bands = {band.code: band.code for band in BANDS}
    return Coding(Classification(DURATION, heading_of(instrument, DURATION), leaves), bands)


def coding_of(instrument: Instrument, path: str, groups: set[str | None], occurring: Iterable[str]) -> Coding:
    """Make the coding of a variable for all the tables of a cohort.

    Parameters
    ----------
    path : str
        The variable, as ``entity.variable``.
    groups : set of str or None
        The code lists of parents that tables ask for; None where a table shows the codes themselves.
    occurring : iterable of str
        The values that occur; needed for years, quarters and families of codes.

    Raises
    ------
    TableError
        If the variable is a number or a text, or has no parents in a list that is asked for.
    """
    codes = _codes(instrument, path, occurring)
    known = [code for code in codes if not code.note.startswith((NOTE_NOT_KNOWN, NOTE_NOT_STATED))]
    parents = {group: parents_of(instrument, path, group, known) for group in groups if group}
    lists = {group: instrument.codelists[group] for group in parents}
    single = next(iter(parents)) if len(groups) == 1 and parents else None
    leaf_of = {code.code: parents[single][code.code] if single else code.code for code in known}
    labels = {code.code: code.label for code in known}
    labels |= {code.code: code.label for code in lists[single].codes} if single else {}
    leaves = [Leaf(code, labels[code]) for code in dict.fromkeys(leaf_of.values())]
    if single:
        order = [code.code for code in lists[single].codes]
        leaves.sort(key=lambda leaf: order.index(leaf.code))
        parents = {single: {leaf.code: leaf.code for leaf in leaves}}
    leaves += _unknown_leaves(path, codes)
    stated = {code.code: NOT_STATED for code in codes if code.note.startswith(NOTE_NOT_STATED)}
    classification = Classification(path, heading_of(instrument, path), tuple(leaves))
    return Coding(classification, leaf_of | stated, parents, lists)


def coding_of_persons(coding: Coding) -> Coding:
    """Give the coding with a leaf for linked persons of whom several bodies say different things.

    They are among those of whom it is not recorded: a leaf of their own would say of each of its persons to be known to
    two bodies at least, which tables of overlaps hide. What only a return has, such as its giver, is always recorded;
    so it gets such a leaf, and is not asked for beside overlaps.
    """
    of = coding.classification
    if of.name.startswith(RETURN + "."):
        leaves = (*of.leaves, Leaf(DIFFER, "Several bodies", known=False))
    else:
        also = {NOT_RECORDED: "Not recorded, or bodies differ"}
        leaves = tuple(replace(leaf, label=also.get(leaf.code, leaf.label)) for leaf in of.leaves)
    return replace(coding, classification=Classification(of.name, of.label, leaves))


def _codes(instrument: Instrument, path: str, occurring: Iterable[str]) -> list[Code]:
    variable = instrument.variable(path)
    if variable.type is ValueType.BOOLEAN:
        return [Code("Y", "Yes"), Code("N", "No")]
    if variable.type in (ValueType.YEAR, ValueType.QUARTER):
        return [Code(value, value) for value in sorted(set(occurring))]
    if variable.type is not ValueType.CODE or not variable.codelist:
        raise TableError(
            f"{path} cannot be a row or column: it is a {variable.type.value}",
            where="study.toml, [[tables]]",
            remedy="Use a variable of type code, bool, year or quarter.",
        )
    codelist = instrument.codelists[variable.codelist]
    family = sorted(set(occurring) - set(codelist.by_code))
    return [code for code in codelist.codes if not code.is_pattern] + [Code(value, value) for value in family]


def parents_of(instrument: Instrument, path: str, group: str, codes: list[Code]) -> Mapping[str, str]:
    """Give the parent of each code in a code list of parents.

    Raises
    ------
    TableError
        If there is no such list, or a code has no parent there.
    """
    there = instrument.codelists.get(group)
    found = {code.code: [p for p in code.parents if there and p in there.by_code] for code in codes}
    if not all(found.values()):
        raise TableError(
            f"the codes of {path} have no parents in the code list {group!r}",
            where="study.toml, [[tables]] groups",
            remedy="Name a code list whose codes are parents or further_parents in the variable's own list.",
        )
    return {code: parents[0] for code, parents in found.items()}


def _unknown_leaves(path: str, codes: list[Code]) -> list[Leaf]:
    """Give the leaves for what is not known; a field of the return itself is always there."""
    if path.startswith(RETURN + "."):
        return []
    stated = any(code.note.startswith(NOTE_NOT_STATED) for code in codes)
    return list(_UNKNOWN) if stated else [_UNKNOWN[1]]


def heading_of(instrument: Instrument, path: str) -> str:
    """Give the name of a variable in words."""
    return instrument.variable(path).name.replace("_", " ").capitalize()
