"""How small the areas of an output may be (S9)."""

from __future__ import annotations

from collections.abc import Sequence

from clerestory.errors import RuleSetError
from clerestory.model.rules import AreaLevel
from clerestory.model.tables import Mask

_CROSSED = 3  # from so many variables on an output is national only


def check_area_level(level: AreaLevel, *, variables: int) -> None:
    """Check that the areas of an output are not too small for it.

    Parameters
    ----------
    level : AreaLevel
    variables : int
        How many variables are crossed, the area among them.

    Raises
    ------
    RuleSetError
        If an area is smaller than a police force, or the output crosses three or more variables below national level.

    Examples
    --------
    >>> check_area_level(AreaLevel.FORCE, variables=2)
    """
    if level > AreaLevel.FORCE:
        raise RuleSetError(
            "shows areas smaller than a police force",
            where="geography rule",
            remedy="Show police forces, or local authorities of the forces in which all of them are safe.",
        )
    if level > AreaLevel.NATIONAL and variables >= _CROSSED:
        raise RuleSetError(
            f"crosses {variables} variables below national level",
            where="geography rule",
            remedy="Leave the area out, or cross fewer variables.",
        )


def forces_with_safe_local_authorities(forces: Sequence[str], unsafe: Mask) -> tuple[str, ...]:
    """Give the forces whose local authorities may be shown: those in which no cell is unsafe.

    Parameters
    ----------
    forces : sequence of str
        The force of the local authority of each cell.
    unsafe : bool array of shape (K,)
        Cells that any rule makes unsafe.

    Examples
    --------
    >>> import numpy as np
    >>> forces_with_safe_local_authorities(["A", "A", "B"], np.array([False, True, False]))
    ('B',)
    """
    refused = {force for force, is_unsafe in zip(forces, unsafe, strict=True) if is_unsafe}
    return tuple(force for force in dict.fromkeys(forces) if force not in refused)
