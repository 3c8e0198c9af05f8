"""Cases with planted types, groups and trends; as frames of the vault, and as a small study. SYNTHETIC."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import polars as pl

from clerestory.model.instrument import Instrument
from clerestory.study import read_instrument, shipped_instrument
from studies import pseudonym, small_study, write

GIVERS = ("g0", "g1", "g2")
QUARTERS = [f"{year}-Q{number}" for year in range(2017, 2022) for number in range(1, 5)]
TABLE = '[[tables]]\nid = "t1"\ntitle = "Offences by delay"\ncount = "offence"\nrows = "offence.recency"\n'
TREND = """[[trend]]
id = "r1"
title = "Offences recorded, by quarter"
count = "offence"
quarter = "offence.quarter_recorded"
unit = "offences"
replicates = 200
"""
TYPOLOGY = """[[typology]]
id = "y1"
title = "Types among offences"
count = "offence"
items = ["offence.contact_type", "offence.location_type", "offence.recency"]
least = 1
most = 3
starts = 5
replicates = 0
"""
NETWORKS = """[[networks]]
id = "n1"
title = "Networks of suspects who share an offence"
replicates = 20
"""
PAPER = "## Findings\n\n{{ trend r1 }}\n\n{{ typology y1 }}\n\n{{ networks n1 }}\n"
Rows = dict[str, list[dict[str, str]]]


def cases(seed: int = 3, groups: int = 60) -> Rows:
    """Offences of groups of suspects: two types of them, and by quarter a tenth more every year."""
    rng = np.random.default_rng(seed)
    rows: Rows = {"investigation": [], "offence": [], "suspect": [], "link_suspect_offence": []}
    weights = 1.1 ** (np.arange(len(QUARTERS)) / 4)
    for group in range(groups):
        giver, investigation = GIVERS[group % len(GIVERS)], f"inv{pseudonym(group)[3:]}"
        members = [f"sus{pseudonym(9 * group + at)[3:]}" for at in range(2 + group % 4)]
        key = {"return_provider": giver, "return_ref": "r1", "inv_pseudo": investigation}
        rows["investigation"].append({**key, "lead_body": f"F{group % 2}"})
        rows["suspect"] += [{**key, "sus_pseudo": member, "sex": "MF"[group % 2]} for member in members]
        for number in range(12):
            at = rng.choice(len(QUARTERS), p=weights / weights.sum())
            offence = f"off{pseudonym(100 * group + number)[3:]}"
            rows["offence"].append({**key, "off_pseudo": offence, **_offence(rng, int(at))})
            for member in members if number < 2 else members[:1]:
                role = ["DIRECT", "INTRO", "UNK"][int(rng.integers(3))]
                link = {**key, "sus_pseudo": member, "off_pseudo": offence, "role": role}
                rows["link_suspect_offence"].append(link)
    return rows


def _offence(rng: np.random.Generator, at: int) -> dict[str, str]:
    online = rng.random() < 0.4
    outside = [place for place in ("DWS", "OPEN") if rng.random() < 0.6]
    places = ["ONL"] if rng.random() < (0.95 if online else 0.05) else outside
    until = at + int(rng.integers(1, 9))
    return {
        "quarter_recorded": QUARTERS[at],
        "outcome_quarter": QUARTERS[until] if until < len(QUARTERS) and rng.random() < 0.7 else "",
        "recency": str(rng.choice(["R0", "R1", "U"], p=[0.5, 0.4, 0.1])),
        "contact_type": ("ONL" if rng.random() < 0.9 else "CON") if online else "CON",
        "location_type": ";".join(places),
        "year_offence_from": str(2017 + at // 4 - int(rng.integers(0, 2))),
        "year_offence_to": str(2017 + at // 4),
    }


def vault(folder: Path, rows: Rows) -> Instrument:
    """Write cases as the stage collect leaves them, by the shipped instrument; gives it."""
    instrument = read_instrument(shipped_instrument())
    for entity, mine in rows.items():
        columns = ["return_provider", "return_ref", *instrument.columns_of(entity), *_REASONS.get(entity, ())]
        filled = [{name: row.get(name) or None for name in columns} for row in mine]
        pl.DataFrame(filled, schema=dict.fromkeys(columns, pl.String)).write_parquet(folder / f"{entity}.parquet")
    return instrument


_REASONS = {"investigation": ("cocad_category_missing",)}


def link_persons(folder: Path, rows: Rows, person_of: Mapping[str, str]) -> None:
    """Leave beside the cases what the stage link leaves of suspects; who is not named is a person alone."""
    found = [
        (row["return_provider"], "r1", row["sus_pseudo"], person_of.get(row["sus_pseudo"], row["sus_pseudo"]), 1)
        for row in rows["suspect"]
    ]
    schema = ["provider", "return_id", "pseudonym", "person", "since"]
    folder.mkdir()
    pl.DataFrame(found, schema=schema, orient="row").write_parquet(folder / "suspect.parquet")


def finding_study(folder: Path, rows: Rows, *, asked: str, paper: str = PAPER) -> Path:
    """Write a study of these cases, with one table and the findings that are asked for."""
    root = small_study(folder, {"sex": ["M", "F"]}, [], tables=TABLE + asked, paper=paper, givers=3, entity="suspect")
    toml = (root / "study.toml").read_text(encoding="utf-8")
    lines = [_period(line) for line in toml.split("\n")]
    (root / "study.toml").write_text("\n".join(lines), encoding="utf-8")
    _write_instrument(root / "instrument")
    for giver in GIVERS:
        for entity, header in _COLUMNS.items():
            mine = [row for row in rows[entity] if row["return_provider"] == giver]
            text = [",".join(_cell(row, name) for name in header.split(",")) for row in mine]
            write(root / "returns" / giver / "r1" / f"{entity}.csv", header, text)
    return root


def _cell(row: Mapping[str, str], name: str) -> str:
    return "r1" if name == "return_id" else row.get(name, "")


def _period(line: str) -> str:
    ends = {"period_start": "2017-01-01", "period_end": "2021-12-31"}
    name = line.split(" = ", maxsplit=1)[0]
    return f"{name} = {ends[name]}" if name in ends else line


_COLUMNS = {
    "investigation": "inv_pseudo,return_id,lead_body",
    "offence": (
        "off_pseudo,inv_pseudo,quarter_recorded,outcome_quarter,recency,contact_type,location_type,"
        "year_offence_from,year_offence_to"
    ),
    "suspect": "sus_pseudo,sex",
    "link_suspect_offence": "sus_pseudo,off_pseudo,role",
}
_VARIABLES = """return,provider,Giver,code,giver,yes
investigation,lead_body,Lead,code,force,yes
offence,quarter_recorded,Quarter,quarter,,yes
offence,outcome_quarter,Quarter of the outcome,quarter,,no
offence,recency,Delay,code,recency,yes
offence,contact_type,Contact,code,contact,yes
offence,location_type,Places,code[],place,no
offence,year_offence_from,First year,year,,yes
offence,year_offence_to,Last year,year,,no
suspect,sex,Sex,code,sex,yes
link_suspect_offence,role,Role,code,network_role,yes"""
_KEYS = """return,return_id,primary,,,yes
investigation,inv_pseudo,primary,,inv,yes
investigation,return_id,foreign,return,,yes
offence,off_pseudo,primary,,off,yes
offence,inv_pseudo,foreign,investigation,inv,yes
suspect,sus_pseudo,primary,,sus,yes
link_suspect_offence,sus_pseudo,foreign,suspect,sus,yes
link_suspect_offence,off_pseudo,foreign,offence,off,yes"""
_LISTS: Mapping[str, Iterable[str]] = {
    "force": ["F0,Force 0,,", "F1,Force 1,,"],
    "recency": ["R0,Within weeks,,", "R1,Later,,", "U,Unknown,,not known"],
    "contact": ["CON,Contact,,", "ONL,Online only,,"],
    "place": ["DWS,Dwelling of suspect,,", "OPEN,Street or park,,", "ONL,Online,,", "UNK,Not known,,not known"],
    "network_role": ["DIRECT,Direct,,", "INTRO,Introduces,,", "UNK,Not known,,not known"],
}


def _write_instrument(folder: Path) -> None:
    write(folder / "variables.csv", "entity,variable,definition,type,codelist,mandatory", _VARIABLES.split("\n"))
    write(folder / "keys.csv", "entity,key,kind,references,prefix,mandatory", _KEYS.split("\n"))
    for name, codes in _LISTS.items():
        write(folder / "codelists" / f"{name}.csv", "code,label,parent,note", codes)
