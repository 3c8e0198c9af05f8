"""A vault of victims with links, from records in plain Python, and the instrument that it is of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from clerestory.model.instrument import Code, Codelist, Instrument, Key, KeyKind, Need, ValueType, Variable
from clerestory.model.links.linked import ExpectedError

GIVERS = {"g1": "POL", "g2": "POL", "g3": "CARE", "g4": "VOL"}
SEX, FORCES = ["M", "F"], ["F1", "F2"]
INSTRUMENT = Instrument(
    variables=(
        Variable("return", "provider", "", ValueType.CODE, "giver"),
        Variable("investigation", "inv_pseudo", "", ValueType.STRING),
        Variable("investigation", "force", "", ValueType.CODE, "force"),
        Variable("victim", "sex", "", ValueType.CODE, "sex"),
        Variable("link", "role", "", ValueType.TEXT, need=Need.NO),
    ),
    keys=(
        Key("return", "return_id", KeyKind.PRIMARY),
        Key("investigation", "inv_pseudo", KeyKind.PRIMARY, prefix="inv"),
        Key("victim", "vic_pseudo", KeyKind.PRIMARY, prefix="vic"),
        Key("link", "vic_pseudo", KeyKind.FOREIGN, "victim"),
        Key("link", "inv_pseudo", KeyKind.FOREIGN, "investigation"),
    ),
    codelists={
        "giver": Codelist("giver", tuple(Code(giver, giver.upper(), kind) for giver, kind in GIVERS.items())),
        "kind": Codelist("kind", (Code("CARE", "Care"), Code("POL", "Police"), Code("VOL", "Charities"))),
        "force": Codelist("force", tuple(Code(code, code) for code in FORCES)),
        "sex": Codelist("sex", (Code("M", "Male"), Code("F", "Female"), Code("NS", "-", "", "not stated"))),
    },
)
ERROR = ExpectedError(persons=100, links=50, false_links=(0.5, 2.0), missed_links=(1.0, 4.0))
Record = tuple[str, str, str | None, tuple[str, str] | None]  # giver, pseudonym, sex, and an investigation of a force


def write_vault(vault: Path, records: Iterable[Record], person: Mapping[str, str]) -> Path:
    """Write cases and links, one row for each victim of a giver (its first record); gives the folder of cases."""
    victims: dict[tuple[str, str], str | None] = {}
    investigations, links = {}, {}
    for giver, pseudonym, sex, investigation in records:
        victims.setdefault((giver, pseudonym), sex)
        if investigation:
            number = f"{giver}-{investigation[0]}"  # each giver names investigations of its own
            investigations[giver, number] = investigation[1]
            links[giver, pseudonym, number] = None
    frames = {
        "return": (["return_id", "provider"], [(g, g, g) for g in GIVERS]),
        "victim": (["vic_pseudo", "sex"], [(p, sex, g) for (g, p), sex in victims.items()]),
        "investigation": (["inv_pseudo", "force"], [(i, force, g) for (g, i), force in investigations.items()]),
        "link": (["vic_pseudo", "inv_pseudo", "role"], [(p, i, None, g) for g, p, i in links]),
    }
    cases = vault / "cases"
    for name, (columns, rows) in frames.items():
        schema = dict.fromkeys([*columns, "return_provider", "return_ref"], pl.String)
        _write(cases / f"{name}.parquet", [(*row, row[-1]) for row in rows], schema)
    linked = [(g, g, p, person[p], "1") for g, p in victims if p in person]
    schema = dict.fromkeys(["provider", "return_id", "pseudonym", "person", "since"], pl.String)
    _write(vault / "links" / "victim.parquet", linked, schema)
    return cases


def _write(path: Path, rows: list[tuple], schema: Mapping[str, type[pl.String]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(rows, schema=schema, orient="row").write_parquet(path)
