"""Types that experts gave to cases, beside latent classes and coded items: what was found, and what may be printed."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from clerestory.model.findings.contrasts import PrintedComparison

UNIT, CODER, VALUE = "unit", "coder", "value"
MOST_TYPES = 2  # of a case, as the instrument has it
MOST_CODERS = 2
GROUP_TYPES = ("T6", "T3")  # through groups and networks, through an intermediary
NO_TYPE = "none"


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class CoderAgreement:
    """How far two coders agree, on all types of a case or on one; confidential.

    Attributes
    ----------
    code : str
        A type, or empty for all types of a case together.
    cases : int
        That both coded.
    fewest : int
        Of a type: cases to which a coder gave it, or did not, whichever is least.
    same_prop : Interval
    kappa : Interval or None
        Cohen's; None where it is not defined, as both used one code alone.
    """

    code: str
    cases: int = field(repr=False)
    fewest: int = field(repr=False)
    same_prop: Interval = field(repr=False)
    kappa: Interval | None = field(repr=False)


@dataclass(frozen=True)
class ItemCounts:
    """Cases of the compared types and of the others by the codes of an item; the last is not recorded; confidential.

    Attributes
    ----------
    parts : int array of shape (operations, 2, codes + 1), optional
        Of these the cases of each operation.
    """

    item: str
    codes: tuple[str, ...] = field(repr=False)
    of_types: tuple[int, ...] = field(repr=False)
    of_others: tuple[int, ...] = field(repr=False)
    parts: npt.NDArray[np.int64] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Panel:
    """What a panel of experts and latent classes say of the same cases; confidential, and nothing of one case.

    Attributes
    ----------
    types : tuple of str
        Rows of ``expected``.
    expected : tuple of tuples of float
        Cases by type and latent class: sums of posteriors. A case with two types, or whose coders differ, counts in
        parts.
    settled : int
        Cases that have items and whose coders name the same types.
    alike : Interval or None
        Adjusted Rand index of types and likeliest classes over these; None where it is not defined.
    compared : tuple of str
        The types that are compared with the others.
    set_aside_prop : float
        Cases of which one coder says that they are of these types, and the other that they are not.
    secret : int
        Made of all cases: who does not have them cannot know it (rule S19), and the same cases always give the same.
    parts : float array of shape (operations, types, classes), optional
        Of ``expected`` that of each operation.
    """

    agreement: tuple[CoderAgreement, ...]
    types: tuple[str, ...]
    expected: tuple[tuple[float, ...], ...] = field(repr=False)
    settled: int = field(repr=False)
    alike: Interval | None
    compared: tuple[str, ...]
    items: tuple[ItemCounts, ...] = field(repr=False)
    set_aside_prop: float = field(repr=False)
    secret: int = field(repr=False)
    parts: npt.NDArray[np.float64] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class PrintedAgreement:
    """Agreement to two digits; of a type that few cases have, or have not, nothing."""

    code: str
    same_prop: Interval | None
    kappa: Interval | None


@dataclass(frozen=True)
class PrintedPanel:
    """What may be printed of a panel.

    Attributes
    ----------
    table : tuple of tuples of int or None
        Expected cases, rounded; rows are ``types`` and their total, columns the classes and their total. None is
        suppressed.
    """

    agreement: tuple[PrintedAgreement, ...]
    types: tuple[str, ...]
    table: tuple[tuple[int | None, ...], ...]
    alike: Interval | None
    compared: tuple[str, ...]
    comparisons: tuple[PrintedComparison, ...]
    set_aside: bool
    level_pct: float
    why_not: str = ""
