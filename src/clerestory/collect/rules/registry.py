"""Every rule that rows break by themselves or together, in the order in which faults are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clerestory.collect.rules.broken import Broken
from clerestory.collect.rules.cases import charged_below_charge, linked_suspects, suspect_of_none
from clerestory.collect.rules.codes import codes
from clerestory.collect.rules.forms import forms
from clerestory.collect.rules.keys import keys
from clerestory.collect.rules.needs import needs
from clerestory.collect.rules.people import observed_ethnicity, self_defined_ethnicity, suspect_age, victim_age
from clerestory.collect.rules.remains import remains
from clerestory.collect.rules.sent import Sent
from clerestory.collect.rules.ties import ties
from clerestory.collect.rules.years import years

Rule = Callable[[Sent, str], Iterator[Broken]]

RULES: tuple[Rule, ...] = (
    keys,
    needs,
    forms,
    codes,
    remains,
    years,
    victim_age,
    suspect_age,
    linked_suspects,
    charged_below_charge,
    suspect_of_none,
    observed_ethnicity,
    self_defined_ethnicity,
    ties,
)


def broken_rules(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield every rule that rows of a file break, those of its keys first."""
    for rule in RULES:
        yield from rule(sent, entity)
