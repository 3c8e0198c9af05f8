"""Agreement of coders: what is asked, what is found, and what may be printed of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from clerestory.errors import TableError

LEAST_REPLICATES = 200
MOST_REPLICATES = 100_000


class Level(Enum):
    """The level of measurement of a value: what a difference between two values means."""

    NOMINAL = "nominal"  # equal or not
    ORDINAL = "ordinal"  # how many values lie between them
    INTERVAL = "interval"  # how far they are apart


class KappaWeights(Enum):
    """How gravely a disagreement counts in Cohen's kappa."""

    NONE = "none"  # each alike
    LINEAR = "linear"  # by its distance
    QUADRATIC = "quadratic"  # by its distance squared


@dataclass(frozen=True)
class AgreementSettings:
    """What is asked of codings.

    Attributes
    ----------
    level : Level
        Of the values.
    weights : KappaWeights
        Of Cohen's kappa, for values with an order.
    replicates, seed : int
        Of the bootstrap over units.
    """

    level: Level = Level.NOMINAL
    weights: KappaWeights = KappaWeights.NONE
    replicates: int = 1000
    seed: int = 1

    def __post_init__(self) -> None:
        if not LEAST_REPLICATES <= self.replicates <= MOST_REPLICATES or self.seed < 0:
            raise TableError(
                "has a number of replicates or a seed that means nothing",
                where="settings of agreement",
                remedy=f"Give {LEAST_REPLICATES} to {MOST_REPLICATES:,} replicates, and a seed of 0 or more.",
            )
        if self.level is Level.NOMINAL and self.weights is not KappaWeights.NONE:
            raise TableError(
                "asks for weights of kappa, and nominal values have no distance",
                where="settings of agreement",
                remedy="Leave the weights out, or say that the values are ordinal or interval.",
            )


@dataclass(frozen=True)
class Coefficient:
    """A coefficient with its 95 % interval, which is missing where too many replicates had no coefficient."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Agreement:
    """The agreement on one thing.

    Attributes
    ----------
    alpha : Coefficient or None
        Krippendorff's; None where all values are the same.
    kappa : Coefficient or None
        Cohen's; None where there are not two coders, or kappa is not defined.
    same_prop : Coefficient
        Of the pairs of values of one unit, the share that is the same.
    """

    alpha: Coefficient | None
    kappa: Coefficient | None
    same_prop: Coefficient


@dataclass(frozen=True)
class CodeAgreement:
    """The agreement on whether one code of a list applies.

    Attributes
    ----------
    applied, not_applied : int
        Units with two values or more to which a coder applied the code, and to which a coder did not.
    """

    code: str
    applied: int = field(repr=False)
    not_applied: int = field(repr=False)
    agreement: Agreement


@dataclass(frozen=True)
class MeasuredAgreement:
    """What was found; confidential.

    Attributes
    ----------
    coders : int
    units : int
        With two values or more.
    left_out : int
        Units with fewer.
    whole : Agreement
        On values; of lists, on whole lists.
    codes : tuple of CodeAgreement
        Of lists, on each code.
    """

    coders: int
    units: int = field(repr=False)
    left_out: int = field(repr=False)
    whole: Agreement = field(repr=False)
    codes: tuple[CodeAgreement, ...] = field(repr=False)
    settings: AgreementSettings


@dataclass(frozen=True)
class PrintedCoefficients:
    """Coefficients to two decimals.

    Attributes
    ----------
    same_prop : Coefficient or None
        In steps; None on a base that is too small for a percentage.
    """

    alpha: Coefficient | None
    kappa: Coefficient | None
    same_prop: Coefficient | None


@dataclass(frozen=True)
class PrintedCode:
    """What may be printed of one code."""

    code: str
    agreement: PrintedCoefficients


@dataclass(frozen=True)
class PrintedAgreement:
    """What may be printed (S5, S17): coefficients to two decimals, shares in steps, units rounded.

    Attributes
    ----------
    units : int or None
        Rounded; None where there are too few.
    whole : PrintedCoefficients or None
        None where there are too few units.
    codes : tuple of PrintedCode
        Those that are used, and not used, often enough.
    codes_left_out : bool
        Whether there are others.
    why_not : str
        Why nothing is given; empty where something is.
    """

    coders: int
    settings: AgreementSettings
    units: int | None = None
    whole: PrintedCoefficients | None = None
    codes: tuple[PrintedCode, ...] = ()
    codes_left_out: bool = False
    why_not: str = ""
