"""The template of assessment.toml: every finding that the paper prints and every characteristic, to be filled in."""

from __future__ import annotations

from collections.abc import Sequence

from clerestory.model.assessments import UNFILLED, Characteristic, Concern

_WORDS, _DAY = UNFILLED


def assessment_template(printed: Sequence[str], named: dict[str, str]) -> str:
    """Give the template; what is to be filled in stands as three full stops or as the first day, and is refused so.

    Parameters
    ----------
    printed : sequence of str
        Ids of what the paper prints.
    named : dict of str to str
        What each is called.
    """
    decided = f"decided_by = {_WORDS}\ndecided = {_DAY}"
    head = "# What is weighed before the release is signed: docs/reference/assessment.md."
    parts = [f'{head}\nform = "clerestory-assessment/1"\n']
    for name in printed:
        effects = "\n".join(f"{concern.value} = {{ effect = {_WORDS}, mitigation = {_WORDS} }}" for concern in Concern)
        of = f'# {named.get(name, name)}\n[[impact]]\nof = ["{name}"]'
        parts.append(f"{of}\n{effects}\ndecision = {_WORDS}\n{decided}\n")
    parts.append(f"[equality]\n{decided}\n")
    parts += [f'[[equality.entries]]\ncharacteristic = "{one.value}"\neffect = {_WORDS}\n' for one in Characteristic]
    parts.append(f"[tension]\n{decided}\n")
    parts.append(f"[[tension.entries]]\neffect = {_WORDS}\nmitigation = {_WORDS}\nprepared = {_WORDS}\n")
    parts.append(f"[[told]]\nwhom = {_WORDS}\nhow = {_WORDS}\non = {_DAY}\n")
    return "\n".join(parts)
