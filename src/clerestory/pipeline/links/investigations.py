"""Investigations of several givers become operations, by the persons they share and by what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from clerestory.link.identities import NOBODY, Identities, kept_identities
from clerestory.link.investigations import (
    CATEGORY,
    FIRST,
    INVESTIGATION,
    KIND,
    LAST,
    PERSON,
    PROVIDER,
    PSEUDONYM,
    Investigations,
    operation_queue,
    operations,
    sharing_pairs,
)
from clerestory.link.outcome import FrameForm, changes_frame, frame_bytes
from clerestory.link.pairs import LEFT, RIGHT
from clerestory.link.review import Naming
from clerestory.model.instrument import PROVIDER as GIVER
from clerestory.model.instrument import RETURN_REF
from clerestory.model.links.people import PersonKind
from clerestory.model.links.settings import LinkSettings, Verdict

RETURN, OPERATION, SINCE = "return_id", "operation", "since"
_PREFIX = "opr"
_HERE = (PROVIDER, RETURN)
_YEARS = {"first_offence_year": FIRST, "last_offence_year": LAST}
_CATEGORY = "cocad_category"
_PEOPLE = {
    PersonKind.VICTIM: ("link_victim_offence", "vic_pseudo"),
    PersonKind.SUSPECT: ("link_suspect_offence", "sus_pseudo"),
}


@dataclass(frozen=True)
class LinkedInvestigations:
    """The files of linked investigations, and how many there are."""

    files: Mapping[str, bytes]
    rows: int
    operations: int
    to_review: int

    def __repr__(self) -> str:
        return f"LinkedInvestigations({self.rows} rows)"

    @property
    def told(self) -> str:
        """Say in words what was linked."""
        of = f"{self.rows:,} rows of investigations are {self.operations:,} operations"
        return f"{of}, {self.to_review:,} pairs to review"


def linked_investigations(
    vault: Path,
    person: Mapping[PersonKind, Mapping[str, str]],
    *,
    verdicts: Mapping[str, Verdict],
    secret: bytes,
    settings: LinkSettings,
) -> LinkedInvestigations | None:
    """Link investigations; gives nothing where the instrument has no investigations with offences.

    Parameters
    ----------
    person : mapping
        The person of each pseudonym, for suspects and victims.
    """
    investigations = read_investigations(vault / "cases", person)
    if investigations is None:
        return None
    rows = investigations.rows
    naming = Naming(rows[PSEUDONYM].to_list(), secret)
    pairs = sharing_pairs(investigations)
    number = operations(investigations, pairs, verdicts, naming)
    clusters = rows.select(PSEUDONYM, pl.Series(OPERATION, number)).unique().group_by(OPERATION).agg(PSEUDONYM)
    found = kept_identities(_before(vault), clusters[PSEUDONYM].to_list(), secret=secret, prefix=_PREFIX)
    ids = [found.person[name] for name in rows[PSEUDONYM]]
    named = rows.select(*_HERE, PSEUDONYM).with_columns(
        pl.Series(OPERATION, ids, dtype=pl.String),
        pl.Series(SINCE, [found.born[one] for one in ids], dtype=pl.Int64),
    )
    sides = {side: rows[PSEUDONYM].gather(pairs[side]) for side in (LEFT, RIGHT)}
    linked = pl.Series("linked", number[pairs[LEFT].to_numpy()] == number[pairs[RIGHT].to_numpy()], dtype=pl.Boolean)
    queue = operation_queue(pairs, naming, at_least=settings.shared_persons, known=verdicts)
    files = {
        f"{INVESTIGATION}.parquet": frame_bytes(named, FrameForm.PARQUET),
        f"{INVESTIGATION}-shared.parquet": frame_bytes(pairs.with_columns(linked, **sides), FrameForm.PARQUET),
        f"{INVESTIGATION}-review.csv": frame_bytes(queue, FrameForm.CSV),
        f"{INVESTIGATION}-changes.csv": frame_bytes(changes_frame(found), FrameForm.CSV),
    }
    return LinkedInvestigations(files, rows.height, clusters.height, queue.height)


def read_investigations(cases: Path, person: Mapping[PersonKind, Mapping[str, str]]) -> Investigations | None:
    """Read the investigations of all givers and whom each is about; None where there are none with offences."""
    needed = [cases / f"{name}.parquet" for name in (INVESTIGATION, "offence")]
    if not all(path.exists() for path in needed):
        return None
    rows, offences = (_placed(path) for path in needed)
    if "inv_pseudo" not in rows.columns or "inv_pseudo" not in offences.columns:
        return None
    years = [_or_missing(rows, name, pl.Int64).alias(called) for name, called in _YEARS.items()]
    told = rows.select(
        *_HERE, pl.col("inv_pseudo").alias(PSEUDONYM), *years, _or_missing(rows, _CATEGORY, pl.String).alias(CATEGORY)
    )
    numbered = (
        told.sort(*_HERE, PSEUDONYM).with_row_index(INVESTIGATION).with_columns(pl.col(INVESTIGATION).cast(pl.Int64))
    )
    return Investigations(numbered, _members(numbered, offences, cases, person))


def _members(
    rows: pl.DataFrame, offences: pl.DataFrame, cases: Path, person: Mapping[PersonKind, Mapping[str, str]]
) -> pl.DataFrame:
    own = offences.select(*_HERE, "off_pseudo", pl.col("inv_pseudo").alias(PSEUDONYM))
    found = [pl.DataFrame(schema={INVESTIGATION: pl.Int64, KIND: pl.String, PERSON: pl.String})]
    for kind, (entity, key) in _PEOPLE.items():
        path = cases / f"{entity}.parquet"
        if path.exists():
            people = _placed(path).join(own, on=[*_HERE, "off_pseudo"]).join(rows, on=[*_HERE, PSEUDONYM])
            # Who was not encoded is known by the pseudonym, as everywhere.
            who = pl.col(key).replace(dict(person.get(kind, {}))).alias(PERSON)
            found.append(people.select(INVESTIGATION, pl.lit(kind.value).alias(KIND), who))
    return pl.concat(found).unique().sort(INVESTIGATION, KIND, PERSON)


def _placed(path: Path) -> pl.DataFrame:
    """Read cases with giver and return as links name them."""
    return pl.read_parquet(path).with_columns(
        pl.col(GIVER).str.replace_all(":", "-", literal=True).alias(PROVIDER), pl.col(RETURN_REF).alias(RETURN)
    )


def _or_missing(frame: pl.DataFrame, name: str, kind: type[pl.DataType]) -> pl.Expr:
    return pl.col(name).cast(kind) if name in frame.columns else pl.lit(None, dtype=kind)


def _before(vault: Path) -> Identities:
    path = vault / "links" / f"{INVESTIGATION}.parquet"
    if not path.exists():
        return NOBODY
    rows = pl.read_parquet(path)
    return Identities(_zipped(rows[PSEUDONYM], rows[OPERATION]), dict(zip(rows[OPERATION], rows[SINCE], strict=True)))


def _zipped(names: Iterable[str], ids: Iterable[str]) -> dict[str, str]:
    return dict(zip(names, ids, strict=True))
