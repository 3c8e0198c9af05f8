"""Typologies as they may be printed: rounded shares of classes of enough persons, without a count (S17)."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

import numpy as np

from clerestory.errors import ProtectionError
from clerestory.model.findings.typology import (
    ClassModel,
    ClassTest,
    Coefficient,
    ItemProfile,
    PrintedModel,
    PrintedTypology,
    Typology,
)
from clerestory.model.rules import EstimateRule, ProfileRule
from clerestory.protect.rules.outputs.classes import rounded_profile
from clerestory.protect.rules.outputs.estimates import printed_estimates


class _Regression(TypedDict):
    coefficients: tuple[Coefficient, ...]
    covariate_p: float | None


PERCENT_BASE = 30  # persons of a class, where the rules name none: its profile is percentages of them (S5)


def printed_typology(
    found: Typology, profile: ProfileRule, estimate: EstimateRule, *, percent_base: int = PERCENT_BASE
) -> PrintedTypology:
    """Give what may be printed of a typology.

    Persons, log-likelihoods and criteria as they are have no way in: of a BIC only how far it lies above the smallest.
    All estimates, p values among them, have two digits. How many probabilities lie at 0 or 1 is not told. A code that
    few persons have is not named. Where a class is expected to have too few persons, no profile is printed, of any
    class.

    Parameters
    ----------
    found : Typology
        Confidential.
    profile : ProfileRule
    estimate : EstimateRule
    percent_base : int
        Persons that a class must be expected to have: in steps of 5 % a share of fewer than 20 tells their number.

    Returns
    -------
    PrintedTypology
    """
    least = max(profile.min_persons, percent_base)
    smallest = min(model.bic for model in found.models)
    p_values = {test.classes: test for test in found.tests}
    models = tuple(_model(model, smallest, p_values.get(model.classes), estimate) for model in found.models)
    bare = PrintedTypology(
        models,
        found.chosen.classes,
        found.settings.replicates,
        skipped=found.skipped,
        classes_kept=found.classes_kept,
    )
    try:
        prevalence, profiles = _profiles(found, profile, least)
    except ProtectionError:
        words = f"A class is expected to have fewer than {least} persons; ask for fewer classes."
        return replace(bare, why_not=words)
    return replace(
        bare,
        prevalence=prevalence,
        profiles=profiles,
        stability=tuple(round(value, 2) for value in found.chosen.stability),
        **_regression(found, estimate),
    )


def _regression(found: Typology, rule: EstimateRule) -> _Regression:
    """Give the coefficients and their test; none where the model is so full that they tell its table."""
    test = found.covariate_test
    if test is None or found.chosen.freedom < rule.min_freedom:
        return _Regression(coefficients=(), covariate_p=None)
    rounded = tuple(replace(c, log_odds=_rounded(c.log_odds, rule)) for c in found.chosen.coefficients)
    return _Regression(coefficients=rounded, covariate_p=_rounded(test.p_value, rule))


def _model(model: ClassModel, smallest: float, test: ClassTest | None, rule: EstimateRule) -> PrintedModel:
    return PrintedModel(
        classes=model.classes,
        bic_above=_rounded(model.bic - smallest, rule),
        entropy_r2=round(model.entropy_r2, 2),
        reached_prop=round(model.reached / model.starts, 2),
        p_value=_rounded(test.p_value, rule) if test else None,
    )


def _profiles(found: Typology, rule: ProfileRule, least: int) -> tuple[tuple[float, ...], tuple[ItemProfile, ...]]:
    chosen = found.chosen
    columns = [
        (of.item, code, [shares[at] for shares in of.shares])
        for of in chosen.profiles
        for at, code in enumerate(of.codes)
        if found.persons_with[of.item][code] >= rule.min_persons
    ]
    shares = np.array([column for _, _, column in columns]).T.reshape(chosen.classes, len(columns))
    prevalence, rounded = rounded_profile(
        np.array(chosen.prevalence), shares, found.persons, replace(rule, min_persons=least)
    )
    by_item = {of.item: [at for at, (item, _, _) in enumerate(columns) if item == of.item] for of in chosen.profiles}
    return tuple(prevalence.tolist()), tuple(
        ItemProfile(item, tuple(columns[at][1] for at in places), tuple(map(tuple, rounded[:, places].tolist())))
        for item, places in by_item.items()
        if places
    )


def _rounded(value: float, rule: EstimateRule) -> float:
    return printed_estimates({"value": value}, rule, residual_freedom=rule.min_freedom)["value"]
