"""The whole of study.toml, and what its parts owe each other."""

from __future__ import annotations

import base64
from typing import Literal

from pydantic import Field, model_validator

from clerestory.model.commission.asked import Commission, DataKind
from clerestory.model.commission.charts import ChartRequest
from clerestory.model.commission.findings import (
    FindingRequest,
    NetworksRequest,
    ScaleRequest,
    TrendRequest,
    TypologyRequest,
)
from clerestory.model.commission.names import Identifier
from clerestory.model.commission.people import LedgerSettings, Person, Role
from clerestory.model.commission.releasing import LONGEST_REVIEW_DAYS, ReleaseSettings
from clerestory.model.commission.stages import CollectSettings, ProtectSettings
from clerestory.model.commission.tables import OverlapTable, TableRequest
from clerestory.model.commission.texts import CaseTextRequest
from clerestory.model.commission.withheld import WithheldOutput
from clerestory.model.engines import AnalyseSettings
from clerestory.model.forms import Form
from clerestory.model.links.requests import check_counted, check_listed, check_persons
from clerestory.model.links.settings import LinkSettings
from clerestory.model.quality import Explained, Population
from clerestory.model.retention import RetentionSettings


class Fact(Form):
    """A number or word of the paper that no table gives, with where it comes from."""

    value: str = Field(min_length=1)
    source: str = Field(min_length=1)


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
    typology: tuple[TypologyRequest, ...] = ()
    networks: tuple[NetworksRequest, ...] = ()
    trend: tuple[TrendRequest, ...] = ()
    texts: tuple[CaseTextRequest, ...] = ()
    withheld: tuple[WithheldOutput, ...] = ()
    facts: dict[Identifier, Fact] = Field(default_factory=dict)
    populations: tuple[Population, ...] = ()
    explained: tuple[Explained, ...] = ()
    people: tuple[Person, ...] = ()
    ledger: LedgerSettings = LedgerSettings()
    retention: RetentionSettings = RetentionSettings()

    @property
    def findings(self) -> tuple[FindingRequest, ...]:
        """Every finding that is asked for, kind by kind, in the order of the file."""
        return (*self.scale, *self.typology, *self.networks, *self.trend)

    @property
    def is_embargoed(self) -> bool:
        """Whether a signed release waits for its time; cases that are public anyway wait where that is asked for."""
        return self.study.data is DataKind.CONFIDENTIAL or bool(self.release.embargo)

    @model_validator(mode="after")
    def _check_ids(self) -> StudySettings:
        for what, ids in (
            (
                "tables, charts, findings or texts",
                [part.id for part in (*self.tables, *self.charts, *self.findings, *self.texts)],
            ),
            ("people", [p.id for p in self.people]),
            ("withheld outputs", [w.id for w in self.withheld]),
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
    def _check_release(self) -> StudySettings:
        """Refuse real cases without an embargo, tables made for policy, and early access of who sees drafts anyway."""
        if self.study.data is DataKind.CONFIDENTIAL and self.release.embargo is False:
            raise ValueError("release.embargo: a release of real cases waits for its time")
        advisers = {person.id for person in self.people if Role.POLICY in person.roles}
        if makers := sorted(advisers & set(self.study.authors)):
            raise ValueError(f"authors {', '.join(makers)} are policy advisers, who make no tables (rule P4)")
        inside = {person.post for person in self.people if Role.POLICY not in person.roles}
        if doubled := sorted(inside & {reader.post for reader in self.release.access}):
            raise ValueError(f"release.access names {', '.join(doubled)} of [[people]], who see the draft anyway")
        return self

    @model_validator(mode="after")
    def _check_links(self) -> StudySettings:
        """Refuse what counts persons where nobody links them, and one entity counted in two ways."""
        check_counted([(t.id, t.count, t.count_by) for t in self.tables], self.link)
        check_persons([(f"typology {t.id}", t.count, t.count_by) for t in self.typology], self.link)
        check_persons([(f"trend {t.id}", t.count, t.count_by) for t in self.trend], self.link)
        check_persons([(f"networks {n.id}", "suspect", n.count_by) for n in self.networks if n.count_by], self.link)
        check_listed([(s.id, s.table, s.persons, s.lists) for s in self.scale], self.link)
        return self

    @model_validator(mode="after")
    def _check_withheld(self) -> StudySettings:
        """Refuse an output that nobody fit decided to withhold, or that is looked at again too late (rule P6)."""
        deciders = {person.id for person in self.people} - set(self.study.authors)
        for output in self.withheld:
            if output.decided_by not in deciders:
                raise ValueError(f"withheld {output.id}, decided_by: name somebody of [[people]] who is no author")
            if output.decided > self.release.date:
                raise ValueError(f"withheld {output.id}, decided: is after the release")
            if not output.came_out and not 0 < (output.review_by - self.release.date).days <= LONGEST_REVIEW_DAYS:
                raise ValueError(f"withheld {output.id}, review_by: must be after the release, at most a year later")
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
