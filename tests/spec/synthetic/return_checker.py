"""A checker of returns that shares no code with the product: the csv module, and the rules as the instrument has them.

A fault is (file, row, column); the header is row 1.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

Row = dict[str, str]
Fault = tuple[str, int, str]

FORMS = {
    "year": r"\d{4}",
    "quarter": r"\d{4}-Q[1-4]",
    "date": r"\d{4}-\d{2}-\d{2}",
    "int": r"\d+",
    "bool": "[YN]",
}
BELOW_CHARGED = {"P0", "P1", "P2", "UNK"}


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Instrument:
    def __init__(self, folder: Path) -> None:
        self.variables = read(folder / "variables.csv")
        self.keys = read(folder / "keys.csv")
        self.codes = {path.stem: {row["code"] for row in read(path)} for path in (folder / "codelists").glob("*.csv")}
        for row in read(folder / "older_lists.csv"):
            self.codes[row["current"]] |= self.codes[row["older"]]  # V12
        self.entities = tuple(dict.fromkeys(variable["entity"] for variable in self.variables))

    def columns(self, entity: str) -> list[str]:
        keys = [key["key"] for kind in ("primary", "other") for key in self._keys(entity, kind)]
        own = [v["variable"] for v in self.of(entity) if v["variable"] not in keys]
        return keys + own

    def of(self, entity: str) -> list[Row]:
        return [variable for variable in self.variables if variable["entity"] == entity]

    def _keys(self, entity: str, kind: str) -> list[Row]:
        mine = [key for key in self.keys if key["entity"] == entity]
        return [key for key in mine if (key["kind"] == "primary") == (kind == "primary")]

    def keys_of(self, entity: str) -> list[Row]:
        return self._keys(entity, "primary") + self._keys(entity, "other")


def faults_of(root: Path, folder: Path, instrument: Instrument) -> list[Fault]:
    """Check one return; a wrong header or key raises, because those are never planted."""
    entities = {entity: read(folder / f"{entity}.csv") for entity in instrument.entities}
    found: list[Fault] = []
    for entity, rows in entities.items():
        file = str((folder / f"{entity}.csv").relative_to(root))
        check_header(folder / f"{entity}.csv", instrument.columns(entity))
        for number, row in enumerate(rows, start=2):
            found += [(file, number, column) for column in _row_faults(entity, row, instrument)]
    check_keys(entities, instrument)
    check_between_rows(entities)
    return found


def check_header(path: Path, columns: list[str]) -> None:
    header = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    assert header[: len(columns)] == columns, path
    extra = header[len(columns) :]
    assert len(set(extra)) == len(extra), path
    assert all(name.endswith("_missing") and name.removesuffix("_missing") in columns for name in extra), path


def _row_faults(entity: str, row: Row, instrument: Instrument) -> Iterator[str]:
    for variable in instrument.of(entity):
        name, value = variable["variable"], row[variable["variable"]]
        if value and not _well_formed(variable, value, instrument.codes):
            yield name
        if not value and variable["mandatory"] == "yes" and not _reason(row, name):
            yield name
    _check_reasons(row, instrument)
    yield from _years(entity, row)
    _check_persons(entity, row, instrument)


def _check_reasons(row: Row, instrument: Instrument) -> None:
    for name, value in row.items():
        if name.endswith("_missing") and value:
            assert value in instrument.codes["missing_reason"], name
            assert not row.get(name.removesuffix("_missing")), name


def _check_persons(entity: str, row: Row, instrument: Instrument) -> None:
    """V4, V5, V9: never broken, not even by a planted fault (a wrong code is no age)."""
    wrong_code = row.get("age_at_first_offence") not in instrument.codes["age_band"]
    if entity == "victim":
        assert row["age_at_first_offence"] in {"00-09", "10-12", "13-15", "16-17"} or wrong_code  # V4
    if entity == "suspect":
        assert row["age_at_first_offence"] != "00-09"  # V5
        assert row["ethnicity_basis"] != "OB" or row["ethnicity_obs"]  # V9


def queries_of(folder: Path) -> list[tuple[int, str]]:
    """V10: a question, and no fault: self-defined without an interview in custody."""
    rows = enumerate(read(folder / "suspect.csv"), start=2)
    return [(n, "ethnicity_basis") for n, r in rows if (r["ethnicity_basis"], r["custody_interview"]) == ("SD", "N")]


def _well_formed(variable: Row, value: str, codes: dict[str, set[str]]) -> bool:
    allowed, kind = codes.get(variable["codelist"], set()), variable["type"]
    if kind == "code":
        return value in allowed
    if kind == "code[]":
        parts = value.split(";")
        return set(parts) <= allowed and len(set(parts)) == len(parts)
    if kind == "map":
        return all(part.split("=")[1] in allowed for part in value.split(";"))
    return bool(re.fullmatch(FORMS.get(kind, ".+"), value))


def _reason(row: Row, name: str) -> str:
    # The instrument declares ethnicity_missing and nationality_missing for fields of another name.
    stem = name.rsplit("_", 1)[0] + "_missing"
    return row.get(name + "_missing") or (
        row.get(stem, "") if stem in {"ethnicity_missing", "nationality_missing"} else ""
    )


def _years(entity: str, row: Row) -> Iterator[str]:
    """V3 and its kin: the name of the first year that is later than the second."""
    pairs = {
        "offence": [("year_offence_from", "year_offence_to"), ("year_offence_to", "quarter_recorded")],
        "investigation": [("first_offence_year", "last_offence_year"), ("year_opened", "year_closed")],
        "link_suspect_suspect": [("tie_year_from", "tie_year_to")],
    }.get(entity, [])
    broken = [first for first, second in pairs if row[first] and row[second] and row[first] > row[second][:4]]
    if entity == "offence" and row["year_offence_from"] > row["quarter_recorded"][:4]:
        broken.append("year_offence_from")
    if entity == "offence" and row["outcome_quarter"] and row["outcome_quarter"] < row["quarter_recorded"]:
        broken.append("outcome_quarter")
    yield from dict.fromkeys(broken)


def check_keys(entities: dict[str, list[Row]], instrument: Instrument) -> None:
    known = {}
    for entity, rows in entities.items():
        for key in instrument.keys_of(entity):
            values = [row[key["key"]] for row in rows]
            if key["prefix"]:
                form = re.compile(key["prefix"] + "[a-z2-7]{26}")
                assert all(form.fullmatch(value) or (key["kind"] == "cross" and not value) for value in values)
            if key["kind"] == "primary":
                assert len(set(values)) == len(values), entity
                known[entity] = set(values)
    for entity, rows in entities.items():
        for key in instrument.keys_of(entity):
            if key["kind"] == "foreign":
                assert {row[key["key"]] for row in rows} <= known[key["references"]], (entity, key["key"])


def check_between_rows(entities: dict[str, list[Row]]) -> None:
    """V6, V7, V8, V11, and that no link stands twice; none of these is ever planted."""
    investigation_of = {row["off_pseudo"]: row["inv_pseudo"] for row in entities["offence"]}
    suspects, victims, suspected = defaultdict(set), defaultdict(set), set()
    for row in entities["link_suspect_offence"]:
        suspects[investigation_of[row["off_pseudo"]]].add(row["sus_pseudo"])
        suspected.add(row["off_pseudo"])
    for row in entities["link_victim_offence"]:
        victims[investigation_of[row["off_pseudo"]]].add(row["vic_pseudo"])
    stage = {}
    for row in entities["investigation"]:
        assert int(row["n_suspects_identified"]) == len(suspects[row["inv_pseudo"]])  # V6
        assert int(row["n_victims_identified"]) == len(victims[row["inv_pseudo"]])
        stage[row["inv_pseudo"]] = row["proceedings_stage"]
    for row in entities["offence"]:
        if row["outcome"] in {"1", "1A"}:
            assert stage[row["inv_pseudo"]] not in BELOW_CHARGED  # V7
        if row["outcome"] == "18":
            assert row["off_pseudo"] not in suspected  # V8
    ties = Counter(frozenset((row["sus_pseudo"], row["other_sus_pseudo"])) for row in entities["link_suspect_suspect"])
    assert all(len(pair) == 2 for pair in ties)
    assert max(ties.values(), default=1) == 1  # V11
    for entity, ends in {
        "link_suspect_offence": ("sus_pseudo", "off_pseudo"),
        "link_victim_offence": ("vic_pseudo", "off_pseudo"),
        "link_suspect_victim": ("sus_pseudo", "vic_pseudo"),
    }.items():
        pairs = [tuple(row[end] for end in ends) for row in entities[entity]]
        assert len(set(pairs)) == len(pairs), entity
