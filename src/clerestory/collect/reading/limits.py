"""How large a file of a return may be. Whatever is larger ends in a message, never in a full memory.

They are limits of one machine of 16 GB, far above any return that is known; docs/reference/returns.md names them.
"""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.spreadsheets.package import PackageLimits

_MB = 2**20


@dataclass(frozen=True)
class Limits(PackageLimits):
    """What is refused, by form; of the package of a workbook, what every reader of packages refuses.

    Attributes
    ----------
    text_bytes : int
        A CSV file.
    parquet_bytes, parquet_unpacked_bytes : int
        A Parquet file, and its columns as it declares them and as they turn out.
    rows, columns, cells : int
        Of one file or sheet; ``cells`` counts the whole rectangle around the filled ones.
    field_characters : int
        One value; more is not a field but a file with a lost quote.
    row_groups : int
        Of a Parquet file.
    """

    text_bytes: int = 2048 * _MB
    parquet_bytes: int = 2048 * _MB
    parquet_unpacked_bytes: int = 4096 * _MB
    rows: int = 5_000_000
    columns: int = 1_000
    cells: int = 60_000_000
    field_characters: int = 1_000_000
    row_groups: int = 10_000


LIMITS = Limits()
