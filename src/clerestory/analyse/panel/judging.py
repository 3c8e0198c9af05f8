"""Cases by the types of experts and by latent classes, and their items by type: sums over cases, never a case."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.analyse.panel.agreeing import coder_agreement
from clerestory.analyse.panel.alike import adjusted_rand
from clerestory.analyse.panel.reading import PanelCodings
from clerestory.analyse.typology.fitting import members_of
from clerestory.analyse.typology.keyed import KeyedItems
from clerestory.analyse.typology.patterns import MISSING
from clerestory.errors import TableError
from clerestory.model.findings.panel import GROUP_TYPES, NO_TYPE, ItemCounts, Panel
from clerestory.model.findings.typology import ClassModel

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Joined:
    """Cases that have a coding and items: for each its pattern of items, what the coders gave, and its operation.

    The operation is a number, -1 for none; there is no array where no column names them.
    """

    pattern: Ints
    given: Bools  # coders, cases, types
    coded: Bools  # coders, cases
    operation: Ints | None

    @property
    def operations(self) -> int:
        """How many operations there are."""
        return 0 if self.operation is None else int(self.operation.max(initial=-1)) + 1


def judge_panel(
    codings: PanelCodings,
    items: KeyedItems,
    classes: ClassModel,
    *,
    compared: tuple[str, ...] = GROUP_TYPES,
    seed: int = 1,
) -> Panel:
    """Hold the types that experts gave to cases against latent classes and coded items.

    Parameters
    ----------
    codings : PanelCodings
    items : KeyedItems
    classes : ClassModel
        Fitted to these items, without covariates.
    compared : tuple of str
        Types whose cases are compared with the others, item by item.
    seed : int
        Of the bootstrap of the adjusted Rand index.

    Returns
    -------
    Panel
        Confidential: aggregates alone.

    Raises
    ------
    TableError
        If no case has a coding and items.
    """
    of = _joined(codings, items)
    posterior = members_of(items.patterns, classes)
    weights, members = _weights(of), posterior[of.pattern]
    expected = weights.T @ members
    kept = np.flatnonzero(expected.sum(axis=1) > 0)
    names = (*codings.types, NO_TYPE)
    sets, settled = _settled(of)
    counts, aside = _compared(of, codings, items, compared)
    return Panel(
        agreement=coder_agreement(codings),
        types=tuple(names[at] for at in kept),
        expected=tuple(map(tuple, expected[kept].tolist())),
        settled=int(settled.sum()),
        alike=adjusted_rand(sets[settled], posterior.argmax(axis=1)[of.pattern][settled], seed=seed),
        compared=compared,
        items=counts,
        set_aside_prop=aside,
        secret=_secret(codings, items),
        parts=_parts(of, weights[:, kept], members),
    )


def _secret(codings: PanelCodings, items: KeyedItems) -> int:
    """Give a number made of every case, whatever the order of rows and coders."""
    made = hashlib.sha256()
    for unit, place in sorted(codings.units.items()):
        pattern = items.pattern_of.get(unit)
        answers = b"" if pattern is None else items.patterns.answers[pattern].tobytes()
        made.update(b"\0".join([unit.encode(), *sorted(of.tobytes() for of in codings.given[:, place]), answers]))
    return int.from_bytes(made.digest()[:7], "big")


def _joined(codings: PanelCodings, items: KeyedItems) -> _Joined:
    coded = np.asarray(codings.coded.any(axis=0))
    pairs = [(place, items.pattern_of[unit]) for unit, place in codings.units.items() if unit in items.pattern_of]
    pairs = [(place, pattern) for place, pattern in pairs if coded[place]]
    if not pairs:
        raise TableError(
            "have no case in common",
            where="codings and items",
            remedy="Name the cases in the column unit of both files alike.",
        )
    place, pattern = np.array(pairs, dtype=np.int64).T
    return _Joined(pattern, codings.given[:, place], codings.coded[:, place], _operations(codings, items, place))


def _operations(codings: PanelCodings, items: KeyedItems, place: Ints) -> Ints | None:
    if items.operation_of is None:
        return None
    names = list(codings.units)
    of_case = [items.operation_of[names[at]] for at in place.tolist()]
    number = {name: at for at, name in enumerate(sorted({name for name in of_case if name}))}
    return np.array([number.get(name, -1) for name in of_case], dtype=np.int64)


def _parts(of: _Joined, weights: Floats, members: Floats) -> Floats | None:
    """Give what each operation has of the expected cases, shape (operations, types, classes)."""
    if of.operation is None:
        return None
    case = np.flatnonzero(of.operation >= 0)
    shape = (of.operations, len(of.operation))
    within = sparse.csr_array((np.ones(len(case)), (of.operation[case], case)), shape=shape)
    each = [np.asarray(within @ (weights[:, [at]] * members)) for at in range(weights.shape[1])]
    return np.stack(each, axis=1)


def _weights(of: _Joined) -> Floats:
    """Give to each type its part of each case, shape (cases, types + 1): coders count alike, and so do two types."""
    none = of.coded & ~np.asarray(of.given.any(axis=2))
    all_types = np.concatenate([of.given, np.expand_dims(none, 2)], axis=2).astype(np.float64)
    parts = all_types / np.maximum(all_types.sum(axis=2, keepdims=True), 1)
    shares: Floats = parts.sum(axis=0) / of.coded.sum(axis=0)[:, None]
    return shares


def _settled(of: _Joined) -> tuple[Ints, Bools]:
    """Give the types of each case as a number, and whether all that coded it name the same."""
    sets = of.given @ (1 << np.arange(of.given.shape[2], dtype=np.int64))
    first = np.where(of.coded[0], sets[0], sets[-1])
    same = ((sets == first) | ~of.coded).all(axis=0)
    return first, same


def _compared(
    of: _Joined, codings: PanelCodings, items: KeyedItems, compared: tuple[str, ...]
) -> tuple[tuple[ItemCounts, ...], float]:
    """Count the codes of each item in cases of the types and in others; where coders differ a case is in neither."""
    at = [codings.types.index(code) for code in compared]
    named = of.given[:, :, at].any(axis=2)
    within = (named | ~of.coded).all(axis=0)
    without = (~named | ~of.coded).all(axis=0)
    group = np.where(within, 0, np.where(without, 1, -1))
    counts = tuple(
        _item(name, codes, np.where(answers == MISSING, len(codes), answers)[of.pattern], group, of)
        for name, codes, answers in zip(
            items.patterns.items, items.patterns.codes, items.patterns.answers.T, strict=True
        )
    )
    return counts, float(1 - (within | without).mean())


def _item(name: str, codes: tuple[str, ...], code: Ints, group: Ints, of: _Joined) -> ItemCounts:
    """Count each code, and at the end what is not recorded, in both groups; and of each operation."""
    used = group >= 0
    counts = np.zeros((2, len(codes) + 1), dtype=np.int64)
    np.add.at(counts, (group[used], code[used]), 1)
    parts = None
    if of.operation is not None:
        used = used & (of.operation >= 0)
        parts = np.zeros((of.operations, *counts.shape), dtype=np.int64)
        np.add.at(parts, (of.operation[used], group[used], code[used]), 1)
    return ItemCounts(name, codes, tuple(counts[0].tolist()), tuple(counts[1].tolist()), parts)
