"""The instrument: which entities a return has, their variables and keys, and the code lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from clerestory.errors import InstrumentError
from clerestory.model import durations
from clerestory.model.definitions import ENTITY, NAME, NEEDED
from clerestory.model.links.people import PSEUDONYM_BODY

NOT_KNOWN = "not known"  # the note of a code that says the value is not known
NOT_STATED = "not stated"  # the note of a code that says the person was asked and did not say
MISSING_REASON = "missing_reason"  # the code list of reasons for an empty field
RETURN = "return"  # the entity that describes the return itself, one row
INVESTIGATION = "investigation"
# Fewer investigations than this say too much of each, so a giver of fewer is never published alone (rule V14).
FEWEST_INVESTIGATIONS = 3
PROVIDER, RETURN_REF = "return_provider", "return_ref"  # the giver and return of each row, added to every entity


class ValueType(Enum):
    """What a field of a return may hold."""

    STRING = "string"
    CODE = "code"
    CODES = "code[]"
    DATE = "date"
    YEAR = "year"
    QUARTER = "quarter"
    INTEGER = "int"
    BOOLEAN = "bool"
    TEXT = "text"
    MAP = "map"

    @property
    def is_written_by_hand(self) -> bool:
        """Whether people type it as they like; a map is among them, since what stands before its = is no code."""
        return self in (ValueType.STRING, ValueType.TEXT, ValueType.MAP)


class Need(Enum):
    """Whether a field must be filled; an empty mandatory field needs a reason beside it."""

    YES = "yes"
    NO = "no"
    CONDITIONAL = "conditional"  # under a Condition


class Condition(Enum):
    """When a conditional field must be filled."""

    PARAGRAPH_18 = "p18"  # the return relies on DPA 2018, Schedule 1, paragraph 18
    ABSENT = "absent"  # the field that it gives a reason for is empty


@dataclass(frozen=True)
class Code:
    """One code of a code list.

    ``further`` are parents in other code lists: an area lies in a region, and also has a band of deprivation.
    """

    code: str
    label: str
    parent: str = ""
    note: str = ""
    further: tuple[str, ...] = ()

    @property
    def parents(self) -> tuple[str, ...]:
        """The parents in any code list."""
        return (self.parent, *self.further)

    @property
    def is_pattern(self) -> bool:
        """Whether the code stands for a family, such as ``CSC:<local authority code>``."""
        return "<" in self.code

    @property
    def pattern(self) -> str:
        """The regular expression that a value of this code matches in full."""
        parts = re.split(r"<[^>]*>", self.code)
        return "[A-Za-z0-9]+".join(re.escape(part) for part in parts)


@dataclass(frozen=True)
class Codelist:
    """A named list of codes, in the order in which they are printed."""

    name: str
    codes: tuple[Code, ...]

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for code in self.codes:
            if code.code in seen:
                raise InstrumentError(
                    f"code {code.code!r} stands twice",
                    where=f"codelists/{self.name}.csv",
                    remedy="Keep one of the two rows.",
                )
            seen.add(code.code)

    @cached_property
    def by_code(self) -> Mapping[str, Code]:
        """The codes by their code, families left out."""
        return {code.code: code for code in self.codes if not code.is_pattern}

    @cached_property
    def patterns(self) -> tuple[str, ...]:
        """Regular expressions of the families."""
        return tuple(code.pattern for code in self.codes if code.is_pattern)

    def codes_noted(self, *notes: str) -> list[str]:
        """Give the codes with one of these notes, such as ``NOT_KNOWN``."""
        return [code.code for code in self.codes if code.note in notes]

    def label(self, code: str) -> str:
        """Give the label of a code, or the code itself where it belongs to a family."""
        found = self.by_code.get(code)
        return found.label if found else code


@dataclass(frozen=True)
class Variable:
    """One of the instrument's variables: a column of one entity."""

    entity: str
    name: str
    definition: str
    type: ValueType
    codelist: str = ""
    need: Need = Need.YES
    condition: Condition | None = None
    standard: str = ""
    sensitivity: str = "S"
    questions: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The name that study.toml uses, ``entity.variable``."""
        return f"{self.entity}.{self.name}"


class KeyKind(Enum):
    """What a key says."""

    PRIMARY = "primary"  # identifies a row of its own entity
    FOREIGN = "foreign"  # names a row of another entity
    CROSS = "cross"  # the protected pseudonym of a person who is both victim and suspect


@dataclass(frozen=True)
class Key:
    """A column that says which row, or which person, is meant."""

    entity: str
    name: str
    kind: KeyKind
    references: str = ""  # the entity whose primary key a foreign key holds
    prefix: str = ""  # of a pseudonym: inv, off, sus, vic, int, crs; empty for any other identifier
    need: Need = Need.YES

    @property
    def is_primary(self) -> bool:
        """Whether it identifies a row of its own entity."""
        return self.kind is KeyKind.PRIMARY

    @property
    def pattern(self) -> str:
        """The regular expression that a value matches in full."""
        return f"{self.prefix}{PSEUDONYM_BODY}" if self.prefix else "[A-Za-z0-9][A-Za-z0-9._/-]{0,63}"

    @property
    def form(self) -> str:
        """What a value looks like, in words."""
        return (
            f"{self.prefix} and 26 characters of a-z and 2-7" if self.prefix else "1 to 64 letters, digits and . _ / -"
        )


@dataclass(frozen=True)
class Instrument:
    """Everything that a return may hold, checked for contradictions on creation.

    ``older_lists`` names for a code list the older ones whose codes a return may still use: their parents are the
    current codes.
    """

    variables: tuple[Variable, ...]
    keys: tuple[Key, ...]
    codelists: Mapping[str, Codelist] = field(repr=False)
    source: str = "instrument"
    older_lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for variable in self.variables:
            if variable.codelist and variable.codelist not in self.codelists:
                raise InstrumentError(
                    f"variable {variable.path} names the code list {variable.codelist!r}, which is not there",
                    where=f"{self.source}/variables.csv",
                    remedy=f"Add {self.source}/codelists/{variable.codelist}.csv or mend the name.",
                )
        for key in self.keys:
            if key.kind is KeyKind.FOREIGN and key.references not in self.entities:
                raise InstrumentError(
                    f"key {key.entity}.{key.name} refers to the entity {key.references!r}, which is not there",
                    where=f"{self.source}/keys.csv",
                    remedy="Name one of " + ", ".join(self.entities) + ".",
                )
        for current, names in self.older_lists.items():
            for older in names:
                self._check_older(older, current)

    def _check_older(self, older: str, current: str) -> None:
        """Check that every code of an older list has a current one, and that no code has changed its meaning."""
        lists = [self.codelists.get(name) for name in (older, current)]
        known = lists[1].by_code if lists[1] else {}
        lost = [] if lists[0] is None else [c for c in lists[0].codes if c.parent not in known]
        changed = [] if lists[0] is None else [c for c in lists[0].codes if c.code in known and c.code != c.parent]
        if None in lists or lost or changed:
            code = f", code {(lost or changed)[0].code!r}" if lost or changed else ""
            raise InstrumentError(
                f"the codes of {older!r} do not lead into the code list {current!r}{code}",
                where=f"{self.source}/older_lists.csv",
                remedy="Both lists are there, each older code has a current one as its parent, and a code that is in "
                "both is its own parent.",
            )

    def older_lists_of(self, codelist: str) -> tuple[Codelist, ...]:
        """Give the older lists whose codes may stand in place of those of a list."""
        return tuple(self.codelists[name] for name in self.older_lists.get(codelist, ()))

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """The entities in the order of the instrument."""
        return tuple(dict.fromkeys(variable.entity for variable in self.variables))

    @cached_property
    def computed(self) -> tuple[Variable, ...]:
        """Variables that nobody sends: they follow from others, where the instrument has those."""
        declared = {variable.path for variable in self.variables}
        every = (
            (NEEDED, Variable(ENTITY, NAME, "Definitions of a group that are met", ValueType.CODES, need=Need.NO)),
            (durations.NEEDED, Variable(ENTITY, durations.NAME, "Years that offending spans", ValueType.CODE)),
        )
        return tuple(made for needed, made in every if declared >= needed and made.path not in declared)

    def variables_of(self, entity: str) -> tuple[Variable, ...]:
        """Give the variables of one entity, in order."""
        return tuple(variable for variable in self.variables if variable.entity == entity)

    def values_of(self, entity: str) -> tuple[Variable, ...]:
        """Give the variables of one entity that are no key, in order."""
        names = {key.name for key in self.keys_of(entity)}
        return tuple(variable for variable in self.variables_of(entity) if variable.name not in names)

    def keys_of(self, entity: str) -> tuple[Key, ...]:
        """Give the keys of one entity, primary first."""
        mine = [key for key in self.keys if key.entity == entity]
        return tuple(sorted(mine, key=lambda key: not key.is_primary))

    def primary_key(self, entity: str) -> Key | None:
        """Give the key that identifies a row of ``entity``, or None for a link."""
        return next((key for key in self.keys_of(entity) if key.is_primary), None)

    def columns_of(self, entity: str) -> tuple[str, ...]:
        """Give every column that a file of ``entity`` must have, in the order of a template."""
        return (*(key.name for key in self.keys_of(entity)), *(v.name for v in self.values_of(entity)))

    def optional_columns_of(self, entity: str) -> tuple[str, ...]:
        """Give the columns that a file of ``entity`` may have beside: a missing reason for any field."""
        reasons = [f"{name}_missing" for name in self.columns_of(entity)]
        return tuple(name for name in reasons if name not in self.columns_of(entity))

    def reason_columns_of(self, variable: Variable) -> tuple[str, ...]:
        """Give the columns that may say why ``variable`` is empty.

        They are ``<field>_missing``, and a declared variable such as ``ethnicity_missing`` for ``ethnicity_sde``.
        """
        declared = [v.name for v in self.variables_of(variable.entity) if v.codelist == MISSING_REASON]
        stems = [name for name in declared if variable.name.startswith(name.removesuffix("missing"))]
        own = f"{variable.name}_missing"
        return tuple(dict.fromkeys((own, *(name for name in stems if name != variable.name))))

    def variable(self, path: str) -> Variable:
        """Find a variable by ``entity.variable``, declared or computed.

        Raises
        ------
        InstrumentError
            If there is none of that name.
        """
        for variable in (*self.variables, *self.computed):
            if variable.path == path:
                return variable
        raise InstrumentError(
            f"there is no variable {path!r}",
            where=f"{self.source}/variables.csv",
            remedy="Name it as entity.variable, for example " + self.variables[0].path + ".",
        )

    def parents_of(self, entity: str) -> set[str]:
        """Give the entities that the foreign keys of ``entity`` name."""
        return {key.references for key in self.keys_of(entity) if key.kind is KeyKind.FOREIGN}

    def in_dependency_order(self) -> Iterator[str]:
        """Yield the entities so that each comes after those that its keys refer to."""
        done: set[str] = set()
        waiting = list(self.entities)
        while waiting:
            ready = [e for e in waiting if self.parents_of(e) <= done]
            if not ready:
                raise InstrumentError(
                    "keys refer to each other in a circle: " + ", ".join(waiting),
                    where=f"{self.source}/keys.csv",
                    remedy="Break the circle by a link entity.",
                )
            yield from ready
            done.update(ready)
            waiting = [e for e in waiting if e not in done]
