"""study.toml: the commission. Who asked what, which tables answer it, under which rules, on which date."""

from __future__ import annotations

import base64
import datetime as dt
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from clerestory.model.definitions import GroupDefinition
from clerestory.model.engines import AnalyseSettings
from clerestory.model.forms import Form
from clerestory.model.linked import CountBy
from clerestory.model.linked_requests import check_counted, check_listed
from clerestory.model.linking import LinkSettings
from clerestory.model.people import PersonKind
from clerestory.model.quality import Explained, Population
from clerestory.model.retention import RetentionSettings
from clerestory.model.scale import LEAST_REPLICATES, Method

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")]
ReturnName = Annotated[str, Field(pattern=r"^[^/\s]+/[^/\s]+$")]
Path = Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_0-9]+$", description="A variable, as entity.variable.")]


class DataKind(Enum):
    """Where the cases come from; it decides on marks, keys and which rules are strong enough."""

    SYNTHETIC = "synthetic"
    REBUILT = "rebuilt from published counts"
    CONFIDENTIAL = "confidential"

    @property
    def mark(self) -> str:
        """The word that every page, table, chart and file name of a release carries; empty for real cases."""
        return {"synthetic": "SYNTHETIC", "rebuilt from published counts": "REBUILT"}.get(self.value, "")

    @property
    def mark_sentence(self) -> str:
        """The mark as a sentence for readers."""
        return {
            "synthetic": "SYNTHETIC: made-up records of fictional forces. Nothing here is about real people or places.",
            "rebuilt from published counts": "Rebuilt from published counts: no case record was used.",
        }.get(self.value, "")


class Role(Enum):
    """What a person may decide."""

    ANALYST = "analyst"
    CHECKER = "disclosure checker"
    CHAIR = "reference group chair"
    STATISTICIAN = "lead statistician"
    SAFEGUARDING = "safeguarding lead"  # concern notices, and nothing at a gate


class Commission(Form):
    """Who asked, for what, on which basis."""

    id: Slug = Field(description="Short name of the study; part of file names.")
    title: str = Field(min_length=1, description="Title of the paper.")
    data: DataKind = Field(description="Where the cases come from.")
    publisher: str = Field(min_length=1, description="The body that publishes.")
    commissioned_by: str = Field(min_length=1, description="Who asked for the study.")
    questions: tuple[str, ...] = Field(min_length=1, description="The questions that the paper answers.")
    lawful_basis: tuple[str, ...] = Field(min_length=1, description="Codes of lawful_basis for the receiver.")
    definition: str = Field(min_length=1, description="The definition of a group that selected the cases.")
    selection: str = Field(min_length=1, description="What the cases are a count of; printed in the title block.")
    period_start: dt.date = Field(description="First day that the returns cover.")
    period_end: dt.date = Field(description="Last day that the returns cover.")
    authors: tuple[Slug, ...] = Field(min_length=1, description="Ids of [[people]] who made the tables.")

    @model_validator(mode="after")
    def _check_period(self) -> Commission:
        if self.period_end < self.period_start:
            raise ValueError("period_end is before period_start")
        return self


class CollectSettings(Form):
    """What a study asks of returns: when they are due, from whom, and with how many faults at most."""

    quarantine_limit_pct: float = Field(
        default=0.0,
        ge=0,
        le=100,
        description="The run stops when more than this share of the rows of any one return is quarantined.",
    )
    due: dt.date | None = Field(default=None, description="Day by which returns are due.")
    expected: tuple[str, ...] = Field(default=(), description="Codes of the givers that are asked for a return.")
    received: dict[ReturnName, dt.date] = Field(
        default_factory=dict, description="Day on which a return came in, by provider/return_id."
    )


class ProtectSettings(Form):
    """Which disclosure rules apply."""

    preset: str = Field(description="Name of a preset of rules; see the reference page of presets.")


class ReleaseSettings(Form):
    """When the release is dated; no date is ever taken from the wall clock."""

    date: dt.date = Field(description="Day of publication.")
    review_by: dt.date = Field(description="Day by which what is withheld is looked at again, a year at most.")

    @model_validator(mode="after")
    def _check_review(self) -> ReleaseSettings:
        if not 0 < (self.review_by - self.date).days <= 366:
            raise ValueError("review_by must be after date and at most a year later")
        return self


_DEFINITION = "Only the cases of investigations that meet this definition of a group."
_COUNT_BY = "What counts once: each pseudonym, or each person of all the pseudonyms that [link] found to be one."
ListName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z ,&/()'-]{0,39}$")]


class CrossTable(Form):
    """A table of one or two variables; a person, offence or investigation counts once."""

    kind: Literal["cross"] = "cross"
    id: Identifier
    title: str = Field(min_length=1)
    count: str = Field(description="The entity that is counted.")
    count_by: CountBy = Field(default=CountBy.PSEUDONYM, description=_COUNT_BY)
    rows: Path
    columns: Path | None = None
    groups: dict[Path, str] = Field(
        default_factory=dict,
        description="For a variable, the code list of its parents under which it is shown.",
    )
    headings: dict[Path, str] = Field(
        default_factory=dict, description="For a variable, what readers call it; its name in words if left out."
    )
    detail: Literal["codes", "completeness"] = Field(
        default="codes", description="Columns: each code, or only how many are known and how many are not."
    )
    only: dict[Path, tuple[str, ...]] = Field(
        default_factory=dict,
        description="Only the cases with one of these codes (of the parents, if grouped).",
    )
    definition: GroupDefinition | None = Field(default=None, description=_DEFINITION)
    note: str = ""


class OverlapTable(Form):
    """Cases on each list and on each pair of lists."""

    kind: Literal["overlap"]
    id: Identifier
    title: str = Field(min_length=1)
    count: str = Field(description="The entity that is counted once, however many lists it is on.")
    count_by: CountBy = Field(default=CountBy.PSEUDONYM, description=_COUNT_BY)
    lists: Path = Field(description="The variable that names the list a record came from.")
    groups: dict[Path, str] = Field(default_factory=dict)
    headings: dict[Path, str] = Field(default_factory=dict)
    definition: GroupDefinition | None = Field(default=None, description=_DEFINITION)
    note: str = ""


class ScaleRequest(Form):
    """An estimate of how many cases there are in all, from the lists of an overlap table, or from linked persons."""

    id: Identifier
    table: Identifier | None = Field(default=None, description="The overlap table whose lists are used.")
    persons: PersonKind | None = Field(default=None, description="In place of a table: linked persons of this kind.")
    lists: str | dict[ListName, tuple[str, ...]] | None = Field(
        default=None,
        description="Of persons: the code list of parents that groups givers, or the codes of the givers of each list.",
    )
    title: str = Field(min_length=1)
    methods: tuple[Method, ...] = Field(default=tuple(Method), min_length=1, description="All of them if left out.")
    replicates: int = Field(default=1000, ge=LEAST_REPLICATES, description="Of the bootstrap.")
    seed: int = Field(default=1, ge=0, description="The same seed gives the same numbers.")


def _kind_of(value: Any) -> str:
    return str(value.get("kind", "cross")) if isinstance(value, dict) else str(getattr(value, "kind", "cross"))


TableRequest = Annotated[
    Annotated[CrossTable, Tag("cross")] | Annotated[OverlapTable, Tag("overlap")], Discriminator(_kind_of)
]


class ChartKind(Enum):
    """What a chart draws."""

    BARS = "bars"  # counts of one column of a table
    BOUNDS = "bounds"  # worst-case intervals of the shares of a table


class ChartRequest(Form):
    """A chart of a protected table."""

    id: Identifier
    table: Identifier
    title: str = Field(min_length=1)
    kind: ChartKind = ChartKind.BARS
    column: str = Field(default="total", description="Bars: the column that is drawn.")
    row: str = Field(default="total", description="Bounds: the row whose shares are drawn.")


class Fact(Form):
    """A number or word of the paper that no table gives, with where it comes from."""

    value: str = Field(min_length=1)
    source: str = Field(min_length=1)


class Person(Form):
    """Somebody who may decide at a gate, known by a post."""

    id: Slug
    post: str = Field(min_length=1)
    roles: tuple[Role, ...] = Field(min_length=1)
    public_key: str = Field(
        default="",
        pattern=r"^([A-Za-z0-9+/]{43}=)?$",
        description="Ed25519 public key, base64; without one only simulated decisions count.",
    )


class LedgerSettings(Form):
    """Who else may act on a study, for its ledger."""

    posts: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        default=(), description="Posts beside those of [[people]] that may consult, note and erase; never names."
    )


class StudySettings(Form):
    """The whole of study.toml."""

    form: Literal["clerestory-study/1"]
    study: Commission
    release: ReleaseSettings
    collect: CollectSettings = CollectSettings()
    link: LinkSettings | None = None
    analyse: AnalyseSettings = AnalyseSettings()
    protect: ProtectSettings
    tables: tuple[TableRequest, ...] = Field(min_length=1)
    charts: tuple[ChartRequest, ...] = ()
    scale: tuple[ScaleRequest, ...] = ()
    facts: dict[Identifier, Fact] = Field(default_factory=dict)
    populations: tuple[Population, ...] = ()
    explained: tuple[Explained, ...] = ()
    people: tuple[Person, ...] = ()
    ledger: LedgerSettings = LedgerSettings()
    retention: RetentionSettings = RetentionSettings()

    @model_validator(mode="after")
    def _check_ids(self) -> StudySettings:
        for what, ids in (
            ("tables, charts or scales", [part.id for part in (*self.tables, *self.charts, *self.scale)]),
            ("people", [p.id for p in self.people]),
        ):
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                raise ValueError(f"{what} share the id {', '.join(twice)}")
        tables = {t.id for t in self.tables}
        lost = sorted({c.table for c in self.charts} - tables)
        if lost:
            raise ValueError(f"a chart names the table {', '.join(lost)}, which is not in [[tables]]")
        overlaps = {t.id for t in self.tables if isinstance(t, OverlapTable)}
        lost = sorted({s.table for s in self.scale if s.table} - overlaps)
        if lost:
            raise ValueError(f"a scale names the table {', '.join(lost)}, which is no overlap table of [[tables]]")
        strangers = sorted(set(self.study.authors) - {p.id for p in self.people})
        if strangers:
            raise ValueError(f"authors {', '.join(strangers)} are not in [[people]]")
        return self

    @model_validator(mode="after")
    def _check_links(self) -> StudySettings:
        """Refuse what counts persons where nobody links them, and one entity counted in two ways."""
        check_counted([(t.id, t.count, t.count_by) for t in self.tables], self.link)
        check_listed([(s.id, s.table, s.persons, s.lists) for s in self.scale], self.link)
        return self

    @model_validator(mode="after")
    def _check_encryption(self) -> StudySettings:
        """Refuse a cluster on which real cases would lie open."""
        if self.study.data is DataKind.CONFIDENTIAL and not self.analyse.spark.is_encrypted:
            raise ValueError("analyse.spark.conf: encryption may be switched off for made-up or published cases alone")
        return self

    @model_validator(mode="after")
    def _check_keys(self) -> StudySettings:
        """Refuse one key under two names: its holder alone could pass both gates."""
        holders: dict[bytes, list[str]] = {}
        for person in self.people:
            if person.public_key:  # as bytes, since the last letter of base64 can spell the same key in several ways
                holders.setdefault(base64.b64decode(person.public_key), []).append(person.id)
        shared = [", ".join(ids) for ids in holders.values() if len(ids) > 1]
        if shared:
            raise ValueError(f"people share a public key: {'; '.join(shared)}; each person has a key of their own")
        return self
