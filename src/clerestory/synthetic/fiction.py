"""Where a synthetic nation lies: fictional forces, regions and bodies, and the code lists that name them.

Only made-up places occur. Names of further forces are joined from a list of our own whose joins are no places of the
United Kingdom that we know of, and whatever resembles a name in the real list of forces is left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from clerestory.errors import StudyError
from clerestory.model.instrument import Code, Codelist, Instrument

FEWEST_GIVERS = 4
FORCES_PROP, CARE_PROP = (
    0.70,
    0.20,
)  # of all givers; one is the national agency, the rest are voluntary bodies
AGENCY, AGENCY_NAME = "X-NCA", "National Agency (fictional)"
NATIONAL = "NAT"
REGIONS = ("Northreach", "Fellmark", "Middlevale", "Amberstrand", "Underfell", "Westering")
_SOURCE = "Fictional: a synthetic nation"
_HEADER = ("name", "code", "label", "source", "basis", "parent", "note", "further_parents")
# Bands of deprivation and of settlement go round in cycles of other lengths than regions, so none says another.
_DEPRIVATION, _SETTLEMENT = ("D1", "D2", "D3"), ("URB", "MIX", "MIX", "RUR", "URB", "RUR", "URB")
_NOT_CLASSIFIED = "DNA;UNA"
_STARTS = (
    "Quill", "Tallow", "Cinder", "Saffron", "Garnet", "Cobalt", "Jasper", "Damson", "Velvet", "Lantern", "Thimble",
    "Umber", "Sorrel", "Kindle", "Tinsel", "Marble", "Feather", "Indigo", "Tansy", "Bobbin", "Copper", "Juniper",
    "Opal", "Walnut",
)  # fmt: skip
_ENDS = (
    "mere", "garth", "stow", "fold", "march", "haven", "holt", "reach", "wick", "shaw", "combe", "vale", "fell", "moor",
    "sea", "strand", "rigg", "hythe", "den", "crest",
)  # fmt: skip


class GiverKind(Enum):
    """What kind of body makes a return; the values are codes of provider_kind."""

    FORCE = "FORCE"
    NCA = "NCA"
    CSC = "CSC"
    VOL = "VOL"


@dataclass(frozen=True)
class Giver:
    """A fictional body that makes a return."""

    kind: GiverKind
    number: int
    name: str

    @property
    def provider(self) -> str:
        """The code of ``provider``, such as SYN:FORCE:01."""
        return f"SYN:{self.kind.value}:{self.number:02d}"

    @property
    def slug(self) -> str:
        """The provider as a file name has it."""
        return self.provider.replace(":", "-")

    @property
    def return_id(self) -> str:
        """The identifier of its one return."""
        return "RET-" + self.slug

    @property
    def area(self) -> str:
        """The code of police_force_area of a force, or of the agency."""
        return AGENCY if self.kind is GiverKind.NCA else f"X23{self.number:06d}"


@dataclass(frozen=True)
class Givers:
    """All givers of a nation: forces first, then the agency, social care and voluntary bodies."""

    all: tuple[Giver, ...]

    def of(self, kind: GiverKind) -> tuple[int, ...]:
        """Give the places of the givers of one kind."""
        return tuple(i for i, giver in enumerate(self.all) if giver.kind is kind)

    def counts(self) -> dict[str, int]:
        """Give the number of givers of each kind."""
        return {kind.value: len(self.of(kind)) for kind in GiverKind}


def givers_of(number: int, instrument: Instrument) -> Givers:
    """Give the fictional bodies of a nation of ``number`` givers.

    Raises
    ------
    StudyError
        If there are too few for the four kinds, or more than there are fictional names.
    """
    if number < FEWEST_GIVERS:
        raise StudyError(
            f"{number} givers cannot be of four kinds",
            where="givers",
            remedy=f"Ask for {FEWEST_GIVERS} or more.",
        )
    n_forces = min(round(FORCES_PROP * number), number - 3)
    n_care = max(1, min(round(CARE_PROP * number), number - n_forces - 2))
    n_voluntary = number - 1 - n_forces - n_care
    names = list(islice(place_names(instrument), n_forces + n_care + n_voluntary))
    if len(names) < n_forces + n_care + n_voluntary:
        raise StudyError(
            f"there are not enough fictional names for {number} givers",
            where="givers",
            remedy=f"Ask for {len(names) + 1} or fewer.",
        )
    forces = [Giver(GiverKind.FORCE, i + 1, name) for i, name in enumerate(names[:n_forces])]
    care = [
        Giver(GiverKind.CSC, i + 1, f"Children's services of {name} (fictional)")
        for i, name in enumerate(names[n_forces : n_forces + n_care])
    ]
    voluntary = [
        Giver(GiverKind.VOL, i + 1, f"{name} voluntary support (fictional)")
        for i, name in enumerate(names[n_forces + n_care :])
    ]
    return Givers((*forces, Giver(GiverKind.NCA, 1, AGENCY_NAME), *care, *voluntary))


def place_names(instrument: Instrument) -> Iterator[str]:
    """Yield fictional place names: the first twelve of the instrument, then joins of our own parts."""
    shipped = instrument.codelists.get("synthetic_force")
    real = [code.label.casefold() for code in _real_forces(instrument)]
    first = [code.label for code in shipped.codes] if shipped else []
    # Neighbours on the list differ in both parts, so that no two forces of a small nation sound alike.
    joined = (_STARTS[(i + turn) % len(_STARTS)] + end for turn in range(len(_STARTS)) for i, end in enumerate(_ENDS))
    for name in (*first, *joined):
        if not any(name.casefold() in label or label in name.casefold() for label in real):
            yield name


def codelist_files(givers: Givers) -> dict[str, bytes]:
    """Give the code lists of the fictional nation, as the files that replace the shipped ones."""
    forces = [giver for giver in givers.all if giver.kind is GiverKind.FORCE]
    codes = [f"XR{i + 1:02d}" for i in range(len(REGIONS))]
    regions = [*zip(codes, REGIONS, strict=True), (NATIONAL, "National or non-territorial")]
    areas = [(giver.area, giver.name, codes[i % len(codes)], _bands(i)) for i, giver in enumerate(forces)]
    providers = [(giver.provider, giver.name, giver.kind.value, "") for giver in givers.all]
    return {
        "region": _codelist("region", [(code, label, "", "") for code, label in regions]),
        "police_force_area": _codelist("police_force_area", [*areas, (AGENCY, AGENCY_NAME, NATIONAL, _NOT_CLASSIFIED)]),
        "provider": _codelist("provider", providers),
    }


def _bands(number: int) -> str:
    """Give the bands of a fictional force; they follow from its place in the list and from nothing in its cases."""
    turn = number // len(_DEPRIVATION)
    return f"{_DEPRIVATION[(number + turn) % len(_DEPRIVATION)]};{_SETTLEMENT[number % len(_SETTLEMENT)]}"


def _real_forces(instrument: Instrument) -> tuple[Code, ...]:
    known = instrument.codelists.get("police_force_area", Codelist("police_force_area", ()))
    return tuple(code for code in known.codes if not code.code.startswith("X"))


def _codelist(name: str, rows: Sequence[tuple[str, str, str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADER)
    for code, label, parent, further in rows:
        writer.writerow((name, code, label, _SOURCE, "proposed", parent, "", further))
    return text.getvalue().encode()
