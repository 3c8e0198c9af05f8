"""Small returns for tests: an instrument with one of everything, and a return that has no fault."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from clerestory.model.instrument import Code, Codelist, Instrument, Key, KeyKind, Need, ValueType, Variable

PROVIDER, RETURN = "SYN:FORCE:01", "r1"
LISTS = {
    "provider": Codelist("provider", (Code(PROVIDER, "Aldermere"), Code("CSC:<local authority code>", "Any"))),
    "colour": Codelist("colour", (Code("RED", "Red"), Code("BLUE", "Blue"), Code("GREEN", "Green"))),
    "age_band": Codelist("age_band", (Code("00-09", "Under 10"), Code("16-17", "16 to 17"), Code("18-24", "18 to 24"))),
    "missing_reason": Codelist("missing_reason", (Code("NR", "Not recorded"), Code("NS", "Not stated"))),
}


def variable(entity: str, name: str, type: str, codelist: str = "", need: Need = Need.NO) -> Variable:
    return Variable(entity, name, f"The {name}", ValueType(type), codelist, need)


INSTRUMENT = Instrument(
    variables=(
        variable("return", "provider", "code", "provider", Need.YES),
        variable("return", "period_start", "date"),
        variable("return", "period_end", "date"),
        variable("return", "agreement_id", "string"),
        variable("event", "colour", "code", "colour", Need.YES),
        variable("event", "colours", "code[]", "colour"),
        variable("event", "area", "code"),
        variable("event", "areas", "code[]"),
        variable("event", "live", "bool"),
        variable("event", "number", "int"),
        variable("event", "lacking", "map", "missing_reason"),
        variable("event", "year_offence_from", "year"),
        variable("event", "year_offence_to", "year"),
        variable("event", "quarter_recorded", "quarter"),
        variable("event", "remark", "text"),
        variable("suspect", "age_at_first_offence", "code", "age_band"),
        variable("victim", "age_at_first_offence", "code", "age_band"),
    ),
    keys=(
        Key("return", "return_id", KeyKind.PRIMARY),
        Key("event", "off_pseudo", KeyKind.PRIMARY, prefix="off"),
        Key("suspect", "sus_pseudo", KeyKind.PRIMARY, prefix="sus"),
        Key("suspect", "off_pseudo", KeyKind.FOREIGN, "event", "off"),
        Key("victim", "vic_pseudo", KeyKind.PRIMARY, prefix="vic"),
    ),
    codelists=LISTS,
)


def key(prefix: str, letter: str) -> str:
    return prefix + letter * 26


GOOD = {
    "return": [{"return_id": RETURN, "provider": PROVIDER, "period_start": "2020-01-01", "period_end": "2020-12-31",
                "agreement_id": "DSA-2024-0012"}],
    "event": [{"off_pseudo": key("off", "a"), "colour": "RED", "colours": "RED;BLUE", "live": "Y", "number": "3",
               "lacking": "event.colours=NR;victim.age_at_first_offence=NS",
               "year_offence_from": "2019", "year_offence_to": "2019",
               "quarter_recorded": "2019-Q4"},
              {"off_pseudo": key("off", "b"), "colour": "BLUE"}],
    "suspect": [{"sus_pseudo": key("sus", "a"), "off_pseudo": key("off", "a"), "age_at_first_offence": "18-24"}],
    "victim": [{"vic_pseudo": key("vic", "a"), "age_at_first_offence": "16-17"}],
}  # fmt: skip


def a_return(folder: Path, change: dict[str, list[dict[str, str]]] | None = None) -> Path:
    """Write the return that has no fault, with some entities changed; gives its folder."""
    place = folder / "returns" / PROVIDER.replace(":", "-") / RETURN
    place.mkdir(parents=True, exist_ok=True)
    for entity, rows in (GOOD | (change or {})).items():
        (place / f"{entity}.csv").write_bytes(text_of(entity, rows).encode())
    return place


def text_of(entity: str, rows: list[dict[str, str]]) -> str:
    extra = [n for n in dict.fromkeys(n for row in rows for n in row) if n not in INSTRUMENT.columns_of(entity)]
    out = io.StringIO()
    writer = csv.DictWriter(out, [*INSTRUMENT.columns_of(entity), *extra], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def event(**fields: str) -> dict[str, list[dict[str, str]]]:
    """The return with its first event changed."""
    first, *rest = GOOD["event"]
    return {"event": [first | fields, *rest]}
