"""Plain records laid out for comparing: one spelling for each value, and the parts by which they are blocked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import polars as pl

from clerestory.link.comparisons.plain import OUTWARD, SWAPPED, plain_comparisons
from clerestory.link.preparing.comparable import RECORD, SOURCE, BlockingRule, Comparable, Within
from clerestory.model.links.settings import FieldKind
from clerestory.model.spelling import name_in_normal_form, postcode_in_normal_form, soundex

_MANY = (FieldKind.TEXT, FieldKind.NUMBER, FieldKind.CODE)  # kinds of which a file may have several columns
_DATE_FORMS = ("%Y-%m-%d", "%Y%m%d", "%d/%m/%Y")
_GIVEN, _FAMILY, _OTHER = (
    FieldKind.GIVEN_NAMES.value,
    FieldKind.FAMILY_NAME.value,
    FieldKind.OTHER_FAMILY_NAME.value,
)
_BORN, _POSTCODE, _TOWN = FieldKind.DATE_OF_BIRTH.value, FieldKind.POSTCODE.value, FieldKind.TOWN.value


def internal_names(kinds: Sequence[FieldKind]) -> tuple[str, ...]:
    """Give a name for each column by what it holds, since what a file calls it may be anything."""
    seen: dict[FieldKind, int] = {}
    names = []
    for kind in kinds:
        seen[kind] = seen.get(kind, 0) + 1
        names.append(f"{kind.value}_{seen[kind]}" if kind in _MANY else kind.value)
    return tuple(names)


def comparable_values(frame: pl.DataFrame, kinds: Mapping[str, FieldKind], within: Within) -> Comparable:
    """Lay out plain records for comparing.

    Parameters
    ----------
    frame : DataFrame
        ``source`` (a number) and text columns, null or empty where there is no value.
    kinds : mapping of str to FieldKind
        What each text column holds; others are not looked at.
    within : Within
        Whether two records of one source are compared.

    Returns
    -------
    Comparable
        Records in the order of the rows.
    """
    names = dict(zip(kinds, internal_names(list(kinds.values())), strict=True))
    columns = {names[column]: _normal(frame[column], kind) for column, kind in kinds.items()}
    laid_out = pl.DataFrame({RECORD: pl.int_range(frame.height, eager=True), SOURCE: frame[SOURCE], **columns})
    laid_out = laid_out.with_columns(_beside(laid_out))
    laid_out = laid_out.with_columns(_blocks(laid_out))
    by_kind = {kind: [names[c] for c, of in kinds.items() if of is kind] for kind in FieldKind}
    return Comparable(laid_out, plain_comparisons(by_kind), _rules(laid_out, by_kind), within)


def _normal(values: pl.Series, kind: FieldKind) -> pl.Series:
    if kind is FieldKind.DATE_OF_BIRTH:
        return _dates(values)
    normal = _mapped(values, _SPELLING.get(kind, name_in_normal_form))
    return normal.str.split(" ").list.first() if kind is FieldKind.GIVEN_NAMES else normal


def _dates(values: pl.Series) -> pl.Series:
    """Give dates as YYYYMMDD; null where one has none of the forms."""
    text = values.to_frame("text").select(
        pl.coalesce(
            pl.col("text").str.strip_chars().str.to_date(form, strict=False).dt.strftime("%Y%m%d")
            for form in _DATE_FORMS
        )
    )
    return text.to_series()


def _postcode(text: str) -> str:
    """Give a postcode in its British form, or without spaces where it has another."""
    return (postcode_in_normal_form(text) or "".join(text.split()).upper()).replace(" ", "")


_SPELLING: Mapping[FieldKind, Callable[[str], str]] = MappingProxyType({FieldKind.POSTCODE: _postcode})


def _mapped(values: pl.Series, spelling: Callable[[str], str]) -> pl.Series:
    """Give every value its one spelling, each distinct one worked on once; null where nothing is left."""
    distinct = values.drop_nulls().unique()
    table = pl.DataFrame({"from": distinct, "to": pl.Series([spelling(v) or None for v in distinct], dtype=pl.String)})
    return values.cast(pl.String).to_frame("from").join(table, on="from", how="left", maintain_order="left")["to"]


def _beside(frame: pl.DataFrame) -> list[pl.Expr]:
    """Give what stands beside a date (day and month exchanged) and a postcode (its outward part)."""
    made = []
    if _BORN in frame.columns:
        born = pl.col(_BORN)
        turned = pl.concat_str(born.str.slice(0, 4), born.str.slice(6, 2), born.str.slice(4, 2))
        made.append(turned.alias(_BORN + SWAPPED))
    if _POSTCODE in frame.columns:
        long = pl.col(_POSTCODE).str.len_chars() > 4
        outward = pl.when(long).then(pl.col(_POSTCODE).str.head(pl.col(_POSTCODE).str.len_chars().cast(pl.Int64) - 3))
        made.append(outward.otherwise(pl.col(_POSTCODE)).alias(_POSTCODE + OUTWARD))
    return made


def _blocks(frame: pl.DataFrame) -> list[pl.Series]:
    """Give the parts that blocking rules look at, null where a part of one is not there."""
    there = set(frame.columns)
    part = {
        "given_sound": _mapped(frame[_GIVEN], soundex) if _GIVEN in there else None,
        "given_initial": frame[_GIVEN].str.head(1) if _GIVEN in there else None,
        "family_sound": _mapped(frame[_FAMILY], soundex) if _FAMILY in there else None,
        "other_sound": _mapped(frame[_OTHER], soundex) if _OTHER in there else None,
        "born": frame[_BORN] if _BORN in there else None,
        "outward": frame[_POSTCODE + OUTWARD] if _POSTCODE in there else None,
        "town": frame[_TOWN] if _TOWN in there else None,
    }
    made = []
    for name, of in _PAIRED.items():
        series = [part[one] for one in of]
        if all(one is not None for one in series):
            made.append(pl.select(pl.concat_str(series, separator="|")).to_series().alias(name))
    return made


# Blocking columns by what they join; two parts each, so that none is as frequent as a name or a place is.
_PAIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "block_birth": ("born", "given_initial"),
        "block_names": ("family_sound", "given_sound"),
        "block_former": ("other_sound", "given_sound"),
        "block_exchanged": ("given_sound", "family_sound"),
        "block_home": ("outward", "given_sound"),
        "block_house": ("outward", "family_sound"),
        "block_town": ("town", "family_sound"),
        "block_born": ("born",),
    }
)
_CHEAP = 25  # pairs for each record that a coarse rule may bring


def _rules(frame: pl.DataFrame, columns: Mapping[FieldKind, Sequence[str]]) -> tuple[BlockingRule, ...]:
    """Give the rules that can be used; coarse ones only where they bring few pairs for each record."""
    fine = [
        BlockingRule("block_birth", "block_birth", "birth"),
        BlockingRule("block_home", "block_home", "home"),
        BlockingRule("block_names", "block_names", "names"),
        BlockingRule("block_exchanged", "block_names", "names"),
        BlockingRule("block_former", "block_names", "names"),
        BlockingRule("block_names", "block_former", "names"),
        *(BlockingRule(name, name, name) for name in columns.get(FieldKind.NUMBER, ())),
    ]
    coarse = [
        BlockingRule("block_born", "block_born", "birth"),
        BlockingRule("block_house", "block_house", "home"),
        BlockingRule("block_town", "block_town", "home"),
        *(BlockingRule(name, name, name) for name in columns.get(FieldKind.TEXT, ())),
    ]
    there = set(frame.columns)
    usable = [rule for rule in fine if {rule.left, rule.right} <= there]
    cheap = [rule for rule in coarse if rule.left in there and _pairs(frame[rule.left]) <= _CHEAP * frame.height]
    return (*usable, *cheap)


def _pairs(values: pl.Series) -> int:
    """Count the pairs of records that share a value."""
    sizes = values.drop_nulls().value_counts()["count"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())
