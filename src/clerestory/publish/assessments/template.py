"""The template of assessment.toml: every finding that the paper prints and every characteristic, to be filled in."""

from __future__ import annotations

from collections.abc import Sequence

from clerestory.model.assessments import Characteristic, Concern

_FILL = '"..."'


def assessment_template(printed: Sequence[str], named: dict[str, str]) -> str:
    """Give the template; what is to be filled in stands as three full stops, which no check accepts for words.

    Parameters
    ----------
    printed : sequence of str
        Ids of what the paper prints.
    named : dict of str to str
        What each is called.
    """
    decided = 'decided_by = "..."\ndecided = 0001-01-01'
    head = "# What is weighed before the release is signed: docs/reference/assessment.md."
    parts = [f'{head}\nform = "clerestory-assessment/1"\n']
    for name in printed:
        effects = "\n".join(f"{concern.value} = {{ effect = {_FILL}, mitigation = {_FILL} }}" for concern in Concern)
        of = f'# {named.get(name, name)}\n[[impact]]\nof = ["{name}"]'
        parts.append(f"{of}\n{effects}\ndecision = {_FILL}\n{decided}\n")
    parts.append(f"[equality]\n{decided}\n")
    parts += [f'[[equality.entries]]\ncharacteristic = "{one.value}"\neffect = {_FILL}\n' for one in Characteristic]
    parts.append(f"[tension]\n{decided}\n")
    parts.append(f"[[tension.entries]]\neffect = {_FILL}\nmitigation = {_FILL}\nprepared = {_FILL}\n")
    parts.append(f"[[told]]\nwhom = {_FILL}\nhow = {_FILL}\non = 0001-01-01\n")
    return "\n".join(parts)
