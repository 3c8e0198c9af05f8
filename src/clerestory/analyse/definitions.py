"""Which definitions of a group each case meets, computed on whichever engine holds the cases.

The engine makes a short profile of each investigation; the tests themselves are those of the model, once for each
profile that there can be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, reduce
from operator import add
from typing import Any

import narwhals as nw

from clerestory.analyse.engines import Engine, EngineOver
from clerestory.analyse.routes import WITHIN, pairs
from clerestory.model.definitions import (
    DEFINITION,
    ENTITY,
    MOST,
    NAME,
    Attributes,
    Between,
    Category,
    Evidence,
    GroupDefinition,
    Met,
    every_attributes,
    number_of,
    pattern_of,
    possible_patterns,
)
from clerestory.model.instrument import NOT_KNOWN, Instrument

_NO_MOST = MOST + 1  # stands for a number without a most
# What each part of a profile can be, in the order in which they make one number; see ``_profile``.
_SIZES = (MOST + 1, 2, MOST + 1, _NO_MOST + 1, _NO_MOST + 1, len(Evidence), len(Category))
_EVIDENCE = {"FACT": Evidence.FILE, "EVID": Evidence.FILE, "ASMT": Evidence.ASSESSMENT, "INTEL": Evidence.INTELLIGENCE}
_INSIDE = ("FAM", "INST")
_AT_THE_EDGE = "PERIPH"
_NOT_APPLICABLE = "NA"  # a missing reason: the record is in no such dataset
_UNDECIDED = number_of((Met.NOT_KNOWN,) * len(GroupDefinition))
_AT_EDGE, _ROLE_NOT_KNOWN, _ACTIVE = 0, 1, 2
_OF_INVESTIGATION = [*WITHIN, "inv_pseudo"]


def patterns_of_cases(instrument: Instrument, engine: Engine, counted: str, *, name: str) -> nw.LazyFrame[Any]:
    """Give ``id`` of each counted case, and in the column ``name`` the place of its pattern among the possible ones.

    A case meets what one of its investigations meets. Where it has none, nothing is known of it.

    Parameters
    ----------
    counted : str
        The entity that is counted.
    """
    records = pairs(instrument, _Defined(engine, instrument), counted, DEFINITION)
    number = nw.col("value").cast(nw.Int64()).fill_null(_UNDECIDED)
    records = records.select("id", number=number)
    digits = [f"d{at}" for at in range(len(GroupDefinition))]
    # The difference of two remainders is a digit with its weight, and the greatest of the values is the disjunction.
    weighed = [(nw.col("number") % 3 ** (at + 1) - nw.col("number") % 3**at).alias(d) for at, d in enumerate(digits)]
    most = records.select("id", *weighed).group_by("id").agg(*(nw.col(d).max() for d in digits))
    joined = most.select("id", value=_sum([nw.col(d) for d in digits]).cast(nw.Int64()).cast(nw.String()))
    places = engine.leaves({str(number_of(pattern)): at for at, pattern in enumerate(possible_patterns())})
    return joined.join(places, on="value", how="left").select("id", nw.col("leaf").alias(name))


class _Defined(EngineOver):
    """An engine whose investigations have a column more: the pattern of each, as a number."""

    def __init__(self, engine: Engine, instrument: Instrument) -> None:
        super().__init__(engine)
        self._instrument = instrument

    def cases(self, entity: str) -> nw.LazyFrame[Any]:
        rows = self._engine.cases(entity)
        if entity != ENTITY:
            return rows
        profile = _profile(rows, self._engine, self._instrument).with_columns(value=nw.col("value").cast(nw.String()))
        known = self._engine.leaves(_patterns_by_profile())
        return profile.join(known, on="value", how="left").select(
            *rows.collect_schema().names(), nw.col("leaf").cast(nw.String()).alias(NAME)
        )


def _profile(rows: nw.LazyFrame[Any], engine: Engine, instrument: Instrument) -> nw.LazyFrame[Any]:
    """Give investigations with ``value``: what the tests look at, as one number."""
    with_roles = rows.join(_roles(engine, instrument), on=_OF_INVESTIGATION, how="left")
    counts = {name: nw.col(name).cast(nw.Int64()).fill_null(0) for name in ("linked", "active", "perhaps")}
    claimed, others = (nw.col(f"n_suspects_{which}").cast(nw.Int64()) for which in ("identified", "unidentified"))
    named = with_roles.with_columns(**counts, claimed=claimed, others=others)
    recorded = ~nw.col("claimed").is_null()
    identified = nw.max_horizontal(nw.col("claimed").fill_null(0), nw.col("linked"))
    unlinked = identified - nw.col("linked")
    parts = [
        _up_to_most(identified),
        recorded.cast(nw.Int64()),
        _up_to_most(nw.col("active")),
        nw.when(recorded).then(_up_to_most(nw.col("active") + nw.col("perhaps") + unlinked)).otherwise(_NO_MOST),
        nw.when(nw.col("others").is_null()).then(_NO_MOST).otherwise(_up_to_most(nw.col("others"))),
        _evidence(),
        _category(instrument),
    ]
    weighed = [part.cast(nw.Int64()) * weight for part, weight in zip(parts, _weights(), strict=True)]
    return named.with_columns(value=_sum(weighed))


def _roles(engine: Engine, instrument: Instrument) -> nw.LazyFrame[Any]:
    """Count the suspects linked to the offences of each investigation: all, active, and perhaps active."""
    unknown = [*_codes_not_known(instrument, "link_suspect_offence.role")]
    role = nw.col("role")
    lost = role.is_null() | role.is_in(unknown)
    part = (
        nw.when(lost).then(_ROLE_NOT_KNOWN).otherwise(nw.when(role == _AT_THE_EDGE).then(_AT_EDGE).otherwise(_ACTIVE))
    )
    offences = engine.cases("offence").select(*_OF_INVESTIGATION, "off_pseudo")
    links = engine.cases("link_suspect_offence").select(*WITHIN, "off_pseudo", "sus_pseudo", part=part)
    linked = links.join(offences, on=[*WITHIN, "off_pseudo"], how="inner")
    persons = linked.group_by(*_OF_INVESTIGATION, "sus_pseudo").agg(nw.col("part").max())
    counted = persons.with_columns(
        active=(nw.col("part") == _ACTIVE).cast(nw.Int64()),
        perhaps=(nw.col("part") == _ROLE_NOT_KNOWN).cast(nw.Int64()),
    )
    return counted.group_by(*_OF_INVESTIGATION).agg(
        linked=nw.len(), active=nw.col("active").sum(), perhaps=nw.col("perhaps").sum()
    )


def _up_to_most(number: nw.Expr) -> nw.Expr:
    return nw.min_horizontal(number, nw.lit(MOST))


def _evidence() -> nw.Expr:
    made = nw.lit(Evidence.NOT_KNOWN.value)
    for code, evidence in _EVIDENCE.items():
        made = nw.when(nw.col("suspects_known_to_each_other") == code).then(evidence.value).otherwise(made)
    return made


def _category(instrument: Instrument) -> nw.Expr:
    """Say what the category says; where it is empty, its reason says whether the record is in the dataset."""
    category, reason = nw.col("cocad_category"), nw.col("cocad_category_missing")
    unknown = _codes_not_known(instrument, "investigation.cocad_category")
    empty = nw.when(reason == _NOT_APPLICABLE).then(Category.NONE.value).otherwise(Category.NOT_RECORDED.value)
    known = (
        nw.when(category.is_in(_INSIDE)).then(Category.FAMILY_OR_INSTITUTION.value).otherwise(Category.ELSEWHERE.value)
    )
    there = nw.when(category.is_in(unknown)).then(Category.NOT_KNOWN.value).otherwise(known)
    return nw.when(category.is_null()).then(empty).otherwise(there)


def _codes_not_known(instrument: Instrument, path: str) -> list[str]:
    codes = instrument.codelists[instrument.variable(path).codelist].codes
    return [code.code for code in codes if code.note.startswith(NOT_KNOWN)]


@cache
def _patterns_by_profile() -> Mapping[str, int]:
    return {str(_number(attributes)): number_of(pattern_of(attributes)) for attributes in every_attributes()}


def _number(of: Attributes) -> int:
    """Give the number that ``_profile`` gives an investigation with these attributes."""
    parts = [
        of.identified.least,
        int(of.identified.most is not None),
        of.active.least,
        _most(of.active),
        _most(of.unidentified),
        of.evidence.value,
        of.category.value,
    ]
    return sum(part * weight for part, weight in zip(parts, _weights(), strict=True))


def _most(number: Between) -> int:
    return _NO_MOST if number.most is None else number.most


@cache
def _weights() -> tuple[int, ...]:
    weights = [1]
    for size in _SIZES[:-1]:
        weights.append(weights[-1] * size)
    return tuple(weights)


def _sum(parts: Sequence[nw.Expr]) -> nw.Expr:
    return reduce(add, parts)
