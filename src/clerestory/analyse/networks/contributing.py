"""Which operations are behind networks and persons, so that protect can tell whether one could be recognised."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.analyse.networks.components import NO_NETWORK, Networks
from clerestory.model.contributors import two_largest
from clerestory.model.findings.networks import Tally
from clerestory.model.findings.networks.ties import Codes, TieTable
from clerestory.model.tables import Mask


@dataclass(frozen=True, eq=False)
class Counted:
    """How many networks there are, and how many of them each operation has a part in.

    Attributes
    ----------
    networks : int
    of_operation : int array of shape (n_operations,)
    """

    networks: int
    of_operation: Codes

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.networks + other.networks, self.of_operation + other.of_operation)

    def tally(self) -> Tally:
        """Give the count, its operations, and what the two operations with most have of it."""
        operations = int((self.of_operation > 0).sum())
        return Tally(self.networks, operations, two_largest(self.of_operation), (1, 1))


@dataclass(frozen=True, eq=False)
class OperationsOfNetworks:
    """Each operation of each network once, sorted by network.

    Attributes
    ----------
    network, operation : int array of shape (n_pairs,)
    operations : int
        How many operations the file has.
    """

    network: Codes
    operation: Codes
    operations: int

    @classmethod
    def of(cls, ties: TieTable, networks: Networks, holding: Mask) -> OperationsOfNetworks:
        """Find the operations of the networks of the ties that hold."""
        network, operation = networks.of_person[ties.person[holding]], ties.operation[holding]
        inside = network != NO_NETWORK
        many = int(ties.operation.max()) + 1
        return cls(*np.divmod(np.unique(network[inside] * many + operation[inside]), many), many)

    def counted(self, chosen: Mask) -> Counted:
        """Count the chosen networks, and how many of them each operation has a part in."""
        behind = np.bincount(self.operation[chosen[self.network]], minlength=self.operations)
        return Counted(int(chosen.sum()), behind)

    def one_of_each(self) -> Codes:
        """Give one operation of each network, that which has most networks: so few are seen, and large ones."""
        common = np.bincount(self.operation, minlength=self.operations)[self.operation]
        order = np.lexsort((self.operation, -common, self.network))
        _, first = np.unique(self.network[order], return_index=True)
        return self.operation[order[first]]


def tally_of_persons(operation: Codes, network: Codes) -> Tally:
    """Count persons, their operations, and those of the two operations and the two networks that have most of them.

    Parameters
    ----------
    operation, network : int array of shape (n,)
        One operation, and the network of the whole period, of each; -1 where in none.
    """
    behind, inside = np.bincount(operation), np.bincount(network[network != NO_NETWORK])
    return Tally(len(operation), int((behind > 0).sum()), two_largest(behind), two_largest(inside))
