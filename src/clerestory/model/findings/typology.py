"""Latent classes over coded items: what was asked, what was found, and what may be printed of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clerestory.errors import RuleSetError

MOST_CLASSES = 12
MOST_CODES = 20  # of an item: more are text, or an identifier
LEAST_REPLICATES = 20
STABLE = 0.75  # Hennig (2007): below it a class is a pattern that another sample may not have


@dataclass(frozen=True)
class TypologySettings:
    """What is asked of the items.

    Parameters
    ----------
    least, most : int
        Numbers of classes that are fitted.
    starts : int
        Random starts of each.
    replicates : int
        Of the bootstrap likelihood ratio tests and of the stability of classes; 0 leaves both out.
    seed : int
    """

    least: int = 2
    most: int = 6
    starts: int = 20
    replicates: int = 100
    seed: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.least <= self.most <= MOST_CLASSES:
            _refuse("classes", f"Give a range from 1 to {MOST_CLASSES}, such as 2-6.")
        if self.starts < 1:
            _refuse("starts", "Give 1 or more; usual are 20.")
        if self.replicates and self.replicates < LEAST_REPLICATES:
            _refuse("replicates", f"Give {LEAST_REPLICATES} or more, or 0 for no test.")


def _refuse(which: str, remedy: str) -> None:
    raise RuleSetError("is out of range", where=f"settings of a typology, {which}", remedy=remedy)


@dataclass(frozen=True)
class ItemProfile:
    """The share of each class with each code of an item.

    Attributes
    ----------
    shares : tuple of tuple of float
        For each class, the item response probability of each code.
    """

    item: str
    codes: tuple[str, ...]
    shares: tuple[tuple[float, ...], ...] = field(repr=False)


@dataclass(frozen=True)
class Coefficient:
    """How the log odds of a class against the first move by one unit of a covariate."""

    class_number: int
    covariate: str
    log_odds: float


@dataclass(frozen=True)
class ClassModel:
    """A model of latent classes, the largest class first; confidential.

    Attributes
    ----------
    freedom : int
        Persons, or cells of the table of all items less 1 where these are fewer, less parameters; never below 0.
    boundary : int
        Item response probabilities at 0 or 1, of which standard theory says nothing. Never printed: beside a share that
        is rounded to 0 % it would say that nobody of the class has the code.
    reached : int
        Starts that ended at the best log-likelihood.
    entropy_r2 : float
        1 where every person's class is certain, 0 where nothing is known of it.
    stability : tuple of float
        For each class the mean Jaccard similarity to its match in bootstrap samples; empty if that was not asked.
    """

    classes: int
    log_likelihood: float = field(repr=False)
    parameters: int
    freedom: int
    bic: float = field(repr=False)
    aic: float = field(repr=False)
    entropy_r2: float
    boundary: int
    reached: int
    starts: int
    prevalence: tuple[float, ...] = field(repr=False)
    profiles: tuple[ItemProfile, ...] = field(repr=False)
    coefficients: tuple[Coefficient, ...] = field(default=(), repr=False)
    stability: tuple[float, ...] = ()


@dataclass(frozen=True)
class ClassTest:
    """A bootstrap likelihood ratio test of ``classes`` against one more."""

    classes: int
    p_value: float
    replicates: int


@dataclass(frozen=True)
class CovariateTest:
    """A likelihood ratio test of all covariates together, of the chosen model."""

    p_value: float
    freedom: int


@dataclass(frozen=True)
class Typology:
    """Models of some numbers of classes, the tests between them, and which has the smallest BIC; confidential.

    Attributes
    ----------
    persons_with : mapping of str to mapping of str to int
        For each item and code, how many persons have it.
    skipped : tuple of int
        Numbers of classes that were asked and not fitted: more parameters than the data can hold.
    classes_kept : bool
        Whether the covariates left the classes what they were; where not, they have no stability.
    """

    settings: TypologySettings
    items: tuple[str, ...]
    covariates: tuple[str, ...]
    persons: int = field(repr=False)
    left_out: int = field(repr=False)
    persons_with: Mapping[str, Mapping[str, int]] = field(repr=False)
    models: tuple[ClassModel, ...]
    tests: tuple[ClassTest, ...]
    chosen: ClassModel
    covariate_test: CovariateTest | None = None
    skipped: tuple[int, ...] = ()
    classes_kept: bool = True


@dataclass(frozen=True)
class PrintedModel:
    """What may be printed of a model: how far its BIC lies above the smallest, and how well it was found."""

    classes: int
    bic_above: float
    entropy_r2: float
    reached_prop: float
    p_value: float | None


@dataclass(frozen=True)
class PrintedTypology:
    """What may be printed of a typology: rounded shares of classes of enough persons (S17), or why not."""

    models: tuple[PrintedModel, ...]
    classes: int
    replicates: int
    prevalence: tuple[float, ...] = ()
    profiles: tuple[ItemProfile, ...] = ()
    stability: tuple[float, ...] = ()
    coefficients: tuple[Coefficient, ...] = ()
    covariate_p: float | None = None
    skipped: tuple[int, ...] = ()
    classes_kept: bool = True
    why_not: str = ""
