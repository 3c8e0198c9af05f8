"""The queue of pairs that a person decides about, who sees how two records agree and never what stands in them.

Pairs have a name that only the holder of a secret can tell from others, and stand in the order of these names: so
nobody can sort the queue by how likely a match is, nor find a person in it.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from clerestory.errors import RecordsError
from clerestory.link.linkage import MATCH_PROBABILITY, Decided, Linkage
from clerestory.link.pairs import LEFT, RIGHT
from clerestory.link.training import Ints
from clerestory.model.links.settings import Verdict

PAIR, VERDICT = "pair", "verdict"
_HEX = 20  # digits of a pair's name: 80 bits
_VERDICTS = {verdict.value: verdict for verdict in Verdict}


@dataclass(frozen=True)
class Naming:
    """Names pairs of records.

    Attributes
    ----------
    records : sequence of str
        What each record is called, the same from one delivery to the next.
    secret : bytes
    """

    records: Sequence[str]
    secret: bytes

    def __repr__(self) -> str:
        return f"Naming({len(self.records)} records)"

    def of(self, left: int, right: int) -> str:
        """Give the name of a pair, whichever record comes first."""
        one, other = sorted((self.records[left], self.records[right]))
        return hmac.digest(self.secret, f"pair\x00{one}\x00{other}".encode(), hashlib.sha256).hex()[:_HEX]


def review_queue(linkage: Linkage, naming: Naming, band: tuple[float, float], known: frozenset[str]) -> pl.DataFrame:
    """Give the pairs to be reviewed.

    Parameters
    ----------
    naming : Naming
        Of the records of the linkage.
    band : pair of float
        The lowest and highest match probability of a pair that is reviewed.
    known : frozenset of str
        Names of pairs that were decided; they do not come again. Nor do records of one name, which are one person.

    Returns
    -------
    DataFrame
        ``pair``, how it agrees in each field (agree, close, differ, missing) and an empty ``verdict``.
    """
    called = pl.Series(naming.records, dtype=pl.String)
    listed = linkage.pairs.filter(pl.col(MATCH_PROBABILITY).is_between(*band))
    pairs = listed.filter(called.gather(listed[LEFT]) != called.gather(listed[RIGHT]))
    names = [naming.of(left, right) for left, right in pairs.select(LEFT, RIGHT).iter_rows()]
    shown = {name: [one.value for one in how] for name, how in linkage.agreements(pairs).items()}
    queue = pl.DataFrame({PAIR: pl.Series(names, dtype=pl.String), **shown}).with_columns(pl.lit("").alias(VERDICT))
    return queue.filter(~pl.col(PAIR).is_in(sorted(known))).unique(PAIR, keep="first", maintain_order=True).sort(PAIR)


def read_verdicts(path: Path) -> dict[str, Verdict]:
    """Read what was decided: a queue whose column ``verdict`` says ``same`` or ``different``, or nothing yet.

    Raises
    ------
    RecordsError
        At the first row that is not of the form; it is named by its number.
    """
    try:
        rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        return _verdicts(path, rows)
    except (UnicodeDecodeError, csv.Error):
        raise RecordsError("is not CSV in UTF-8", where=str(path), remedy="Save it again as CSV UTF-8.") from None


def _verdicts(path: Path, rows: csv.DictReader[str]) -> dict[str, Verdict]:
    if not {PAIR, VERDICT} <= set(rows.fieldnames or ()):
        raise RecordsError(
            "has not the columns pair and verdict", where=f"{path}, row 1", remedy="Fill in the queue that was written."
        )
    found: dict[str, Verdict] = {}
    for number, row in enumerate(rows, 2):
        said, pair = (row[VERDICT] or "").strip().lower(), (row[PAIR] or "").strip()
        if said and (said not in _VERDICTS or found.setdefault(pair, _VERDICTS[said]) is not _VERDICTS[said]):
            raise RecordsError(
                "has another verdict than same or different, or one that contradicts a row above",
                where=f"{path}, row {number}",
                remedy="Write same, different, or nothing.",
            )
    return found


def decisions_on(verdicts: Mapping[str, Verdict], naming: Naming) -> Callable[[Ints, Ints], Decided]:
    """Give what finds the decided pairs among the compared ones."""

    def decide(left: Ints, right: Ints) -> Decided:
        if not verdicts:
            return Decided()
        pairs = list(zip(left.tolist(), right.tolist(), strict=True))
        said = [verdicts.get(naming.of(*pair)) for pair in pairs]
        of = {v: tuple(p for p, one in zip(pairs, said, strict=True) if one is v) for v in Verdict}
        return Decided(of[Verdict.SAME], of[Verdict.DIFFERENT])

    return decide
