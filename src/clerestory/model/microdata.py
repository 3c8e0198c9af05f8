"""The report of an extract of microdata, as a form: numbers of the file, no value of a record; of the vault."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from clerestory.errors import RuleSetError
from clerestory.model.forms import Form

LEAST_K, LEAST_L = 10, 2  # rule S11, for extracts in a secure setting; microdata are never public


def check_floor(k: int, l: int) -> None:  # noqa: E741 - the symbol of its source
    """Refuse an extract that is weaker than rule S11.

    Raises
    ------
    RuleSetError
        If k or l is too small.
    """
    if k < LEAST_K or l < LEAST_L:
        raise RuleSetError(
            f"k = {k} and l = {l} are weaker than k = {LEAST_K} and l = {LEAST_L}",
            where="the extract",
            remedy="Ask for at least these; fewer is no extract for research, and records are never public.",
        )


class FileMeasures(Form):
    """How disclosive the records of a file are."""

    k: int = Field(ge=1, description="Size of the smallest group of records that share all keys.")
    distinct_l: int = Field(ge=1, description="Fewest distinct sensitive values in a group.")
    entropy_l: float = Field(ge=1, description="Least exp(entropy) of the sensitive values of a group.")
    t: float = Field(ge=0, le=1, description="Largest distance of the sensitive values of a group from the file's.")
    sample_uniques: int = Field(ge=0, description="Records alone in their group.")
    minimal_uniques: dict[int, int] = Field(
        description="Pairs of a record and a minimal set of keys in which it is alone, by size of the set, up to 3."
    )
    suda: dict[str, int] = Field(description="Records by band of their SUDA score, of the largest that the keys allow.")
    discernibility: int = Field(ge=1, description="Sum over groups of their squared size (Bayardo and Agrawal 2005).")


class KeyOutcome(Form):
    """What became of a key."""

    key: str
    levels: tuple[str, ...] = Field(min_length=2, description="From its own values to one code for all.")
    level: int = Field(ge=0, description="The level of the extract, from 0.")
    blanked: int = Field(ge=0, description="Values that are blank in the extract and were not before.")


class MicrodataReport(Form):
    """What an extract of microdata is, beside the file that it was made from; confidential."""

    form: Literal["clerestory-microdata-report/2"] = "clerestory-microdata-report/2"
    k: int = Field(ge=1, description="Fewest records of a group, as asked for.")
    l: int = Field(ge=1, description="Fewest distinct sensitive values of a group, as asked for.")  # noqa: E741
    max_suppressed_pct: float = Field(ge=0, le=100, description="Most records that levels may leave to blanks.")
    records: int = Field(ge=1)
    sensitive: str
    kept: tuple[str, ...] = Field(description="Other columns, as they were; nothing is measured on them.")
    kept_unique: tuple[str, ...] = Field(description="Those of them in which each record has a value of its own.")
    dropped: tuple[str, ...] = Field(description="Columns that nobody named.")
    keys: tuple[KeyOutcome, ...] = Field(min_length=1)
    failing: int = Field(ge=0, description="Records whose groups failed k or l at these levels, before blanks.")
    blanked_records: int = Field(ge=0, description="Records with a blank that they had not before.")
    level_loss: float = Field(ge=0, le=1, description="Mean of level / highest level: 1 - Prec (Sweeney 2002).")
    blank_loss: float = Field(ge=0, le=1, description="Share of the values of keys that were blanked.")
    before: FileMeasures
    after: FileMeasures
