"""What is asked of a pattern: which cells, how far apart two possible values must be, and in whose eyes."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.model.tables import Mask
from clerestory.protect.additive import AdditiveCells, Numbers
from clerestory.protect.knowers import Knowers


@dataclass(frozen=True)
class Task:
    """K cells that can change, and what must stay unknown of them.

    Attributes
    ----------
    cells : AdditiveCells
    unsafe : bool array of shape (K,)
        Cells that a rule hides.
    width : int array of shape (K,)
        How far apart two values must be that are both possible for an unsafe cell: 1 where it must only not be pinned.
    least : int array of shape (K,)
        What readers know a hidden cell to be at least: 1 where zeros are always published, else 0.
    printed : bool array of shape (K,)
        Cells that some table prints unless they are hidden. Nobody sees the others, so to change them costs nothing.
    knowers : Knowers
        Who attacks, beside the outsider, who knows no cell.
    """

    cells: AdditiveCells
    unsafe: Mask
    width: Numbers
    least: Numbers
    printed: Mask
    knowers: Knowers
