"""The findings of the paper: what analyses beyond counts are asked for, a form for each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from clerestory.model.commission.names import Identifier, ListName, Path
from clerestory.model.definitions import GroupDefinition
from clerestory.model.findings.finding import FindingKind
from clerestory.model.findings.networks import settings as networks
from clerestory.model.findings.scale import LEAST_REPLICATES, Method
from clerestory.model.findings.trends import LEAST_DISTANCE, MOST_JOINPOINTS, Measure
from clerestory.model.findings.trends import LEAST_REPLICATES as LEAST_OF_TREND
from clerestory.model.findings.typology import LEAST_REPLICATES as LEAST_OF_TYPOLOGY
from clerestory.model.findings.typology import MOST_CLASSES
from clerestory.model.forms import Form
from clerestory.model.links.linked import CountBy
from clerestory.model.links.people import PersonKind

_DEFINITION = "Only the cases of investigations that meet this definition of a group."
_SEED = "The same seed gives the same numbers."
Words = Annotated[str, Field(pattern=r"^[^\W_][\w .,&/()'-]{0,59}$")]  # of a unit or a break, in at most 60 signs
QuarterName = Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-Q[1-4]$")]
Year = Annotated[int, Field(ge=1900, le=2099)]


class ScaleRequest(Form):
    """An estimate of how many cases there are in all, from the lists of an overlap table, or from linked persons."""

    finding: ClassVar[FindingKind] = FindingKind.SCALE

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
    seed: int = Field(default=1, ge=0, description=_SEED)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield each text that a release prints, with its place."""
        yield "title", self.title


class TypologyRequest(Form):
    """Latent classes over coded items of one entity, or of what keys lead to from it."""

    finding: ClassVar[FindingKind] = FindingKind.TYPOLOGY

    id: Identifier
    title: str = Field(min_length=1)
    count: str = Field(description="The entity whose cases are sorted into classes.")
    count_by: CountBy = Field(default=CountBy.PSEUDONYM, description="What counts once, as in a table.")
    items: tuple[Path, ...] = Field(
        min_length=1, description="Variables: a code is an answer; of a list each code is an item, yes or no."
    )
    codes: dict[Path, tuple[str, ...]] = Field(
        default_factory=dict, description="Of a list, the codes that become items; all if left out."
    )
    groups: dict[Path, str] = Field(
        default_factory=dict, description="For a variable, the code list of its parents under which it is an item."
    )
    headings: dict[Path, str] = Field(
        default_factory=dict, description="For a variable, what readers call it; its name in words if left out."
    )
    definition: GroupDefinition | None = Field(default=None, description=_DEFINITION)
    least: int = Field(default=2, ge=1, le=MOST_CLASSES, description="Fewest classes that are fitted.")
    most: int = Field(default=6, ge=1, le=MOST_CLASSES, description="Most classes that are fitted.")
    starts: int = Field(default=20, ge=1, description="Random starts of each.")
    replicates: int = Field(default=100, ge=0, description="Of the bootstrap tests; 0 leaves them out.")
    seed: int = Field(default=1, ge=0, description=_SEED)

    @model_validator(mode="after")
    def _check_numbers(self) -> TypologyRequest:
        if self.least > self.most:
            raise ValueError(f"typology {self.id}: least is more than most")
        if 0 < self.replicates < LEAST_OF_TYPOLOGY:
            raise ValueError(f"typology {self.id}: replicates are {LEAST_OF_TYPOLOGY} or more, or 0")
        _check_named(f"typology {self.id}", (self.codes, self.groups, self.headings), self.items)
        return self

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield each text that a release prints, with its place."""
        yield "title", self.title
        yield from (("headings", heading) for heading in self.headings.values())


class NetworkEvents(Enum):
    """What ties persons together."""

    OFFENCE = "offence"  # suspects of the same offence
    INVESTIGATION = "investigation"  # suspects of the same investigation


class NetworkPeriod(Enum):
    """From when to when a tie holds."""

    OFFENCE = "offence"  # from the first to the last year of the offence
    RECORDED = "recorded"  # in the quarter in which the offence was recorded


class NetworksRequest(Form):
    """Networks of suspects who share events: how they form, last and end."""

    finding: ClassVar[FindingKind] = FindingKind.NETWORKS

    id: Identifier
    title: str = Field(min_length=1)
    events: NetworkEvents = Field(default=NetworkEvents.OFFENCE, description="What ties suspects together.")
    period: NetworkPeriod = Field(default=NetworkPeriod.OFFENCE, description="From when to when a tie holds.")
    first_year: Year | None = Field(default=None, description="Only ties that begin in this year or later.")
    count_by: CountBy | None = Field(
        default=None, description="What a person is; if left out, a linked person where there is [link]."
    )
    definition: GroupDefinition | None = Field(default=None, description=_DEFINITION)
    replicates: int = Field(default=100, ge=networks.LEAST_REPLICATES, le=networks.MOST_REPLICATES)
    seed: int = Field(default=1, ge=0, description=_SEED)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield each text that a release prints, with its place."""
        yield "title", self.title


class BreakForm(Form):
    """A declared break: from this quarter on another rule holds, so the level may jump."""

    at: QuarterName
    name: Words = Field(description="What changed.")
    of_definition: bool = Field(default=False, description="Whether the definition changed; else the recording.")


class DelayForm(Form):
    """Cases that came to something within some quarters, by the quarter before or after."""

    until: Path | None = Field(default=None, description="The later quarter, such as offence.outcome_quarter.")
    since: Path | None = Field(default=None, description="In place of it, the earlier one.")
    quarters: int = Field(ge=0, le=40, description="How many quarters lie between at most; 0 is the same quarter.")

    @model_validator(mode="after")
    def _check_one(self) -> DelayForm:
        if (self.until is None) == (self.since is None):
            raise ValueError("within needs either until or since")
        return self

    @property
    def other(self) -> Path:
        """The variable with the other quarter."""
        return self.until or self.since or ""


class TrendRequest(Form):
    """How a recorded count, or a share of it, moved by quarter."""

    finding: ClassVar[FindingKind] = FindingKind.TREND

    id: Identifier
    title: str = Field(min_length=1)
    count: str = Field(description="The entity that is counted.")
    count_by: CountBy = Field(default=CountBy.PSEUDONYM, description="What counts once, as in a table.")
    quarter: Path = Field(description="The variable with the quarter in which a case counts.")
    unit: Words = Field(description="What is counted, in the plural.")
    only: dict[Path, tuple[str, ...]] = Field(
        default_factory=dict, description="Only cases with one of these codes (of the parents, if grouped)."
    )
    groups: dict[Path, str] = Field(
        default_factory=dict, description="For a variable of only, the code list of its parents."
    )
    within: DelayForm | None = Field(default=None, description="Only cases that came to something in time.")
    per: Words | None = Field(
        default=None, description="If set, relative to all cases of the quarter of which only is known; their name."
    )
    measure: Measure = Field(default=Measure.RECORDED, description="What the numbers say.")
    breaks: tuple[BreakForm, ...] = Field(default=(), description="Declared breaks, in order.")
    definition: GroupDefinition | None = Field(default=None, description=_DEFINITION)
    joinpoints: int = Field(default=2, ge=0, le=MOST_JOINPOINTS, description="Turns that are looked for at most.")
    distance: int = Field(default=4, ge=LEAST_DISTANCE, description="Quarters between turns, and to either end.")
    replicates: int = Field(default=500, ge=LEAST_OF_TREND, description="Of the bootstrap.")
    seed: int = Field(default=1, ge=0, description=_SEED)

    @model_validator(mode="after")
    def _check_parts(self) -> TrendRequest:
        if self.per and not self.only and not self.within:
            raise ValueError(f"trend {self.id} has per, and neither only nor within: all of all is no share")
        if self.measure is Measure.TIMELY and not (self.per and self.within and self.within.since):
            raise ValueError(f"trend {self.id} is of what ended in time: it needs per, and within with since")
        if [b.at for b in self.breaks] != sorted({b.at for b in self.breaks}):
            raise ValueError(f"trend {self.id}: breaks stand in order, each quarter once")
        _check_named(f"trend {self.id}", (self.groups,), tuple(self.only))
        return self

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield each text that a release prints, with its place."""
        yield "title", self.title
        yield "unit", self.unit
        yield "per", self.per or ""
        yield from (("breaks", declared.name) for declared in self.breaks)


FindingRequest = ScaleRequest | TypologyRequest | NetworksRequest | TrendRequest


def _check_named(where: str, settings: tuple[Mapping[str, object], ...], variables: tuple[str, ...]) -> None:
    strange = sorted({path for setting in settings for path in setting} - set(variables))
    if strange:
        raise ValueError(f"{where} says something of {strange[0]}, which it does not ask for")
