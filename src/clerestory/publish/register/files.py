"""The register as files: CSV for people, JSON for machines and for the release after."""

from __future__ import annotations

from collections.abc import Sequence

from clerestory.model.canonical import pretty_json
from clerestory.model.commission import DataKind
from clerestory.model.releases import Register, Withheld
from clerestory.publish.csv_files import SEVERAL, csv_text
from clerestory.publish.open_data.columns import DATE, Column, code, count, data_column, header, text

REGISTER = "register"  # the name of its files, behind the mark of made-up data
REGISTER_COLUMNS = (
    code("id", "Entry", key=True),
    text("key", "Key", "The same in every release.", required=True),
    text("output", "What is withheld", required=True),
    code("extent", "How much of it", list_of="extent"),
    count("cells_withheld", "Cells withheld", "Small and protecting ones alike; none of texts.", unit="cell"),
    count("cells_in_table", "Cells in the table", unit="cell"),
    code("reason", "Reason", "One for all withheld cells.", list_of="reason"),
    text("law", "Law", required=True),
    text("public_interest", "Public interest", "Why withholding outweighs, where the ground is a qualified one."),
    Column("decided_by", "Decided by", "Posts, never names.", separator=SEVERAL),
    Column("review_by", "Looked at again by", datatype=DATE, required=True),
    Column("since", "Withheld since", "The release from which on it was, without a break.", DATE),
)


def register_csv(entries: Sequence[Withheld], data: DataKind) -> str:
    """Give the register, one entry a row."""
    first = header((*REGISTER_COLUMNS, data_column(data)))
    return csv_text(first, [[*_row(entry), data.value] for entry in entries])


def _row(entry: Withheld) -> list[object]:
    values = {**entry.model_dump(mode="json"), "decided_by": SEVERAL.join(entry.decided_by)}
    return ["" if values[name] is None else values[name] for name in header(REGISTER_COLUMNS)]


def register_json(register: Register) -> str:
    """Give the register with what came out, as the release after reads it."""
    return pretty_json(register.model_dump(mode="json", exclude_none=True))
