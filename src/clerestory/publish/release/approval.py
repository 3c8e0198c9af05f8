"""What a seal has to say of both gates and of the third person, whoever signed it."""

from __future__ import annotations

from clerestory.model.commission import DataKind
from clerestory.model.decisions import NEEDED, Gate
from clerestory.model.releases import Seal


def fault_of_approval(seal: Seal, data: DataKind) -> str:
    """Say what a seal lacks of two gates, passed by different people, and a third person's signature; or nothing.

    That these people decided, only the signature and the publisher's ledger vouch for. A seal without them is none that
    the program made, even if the key is the publisher's.
    """
    deciders = {gate: {one.person for one in seal.approvals if one.gate is gate} for gate in Gate}
    for gate, needed in NEEDED.items():
        for role, number in needed.items():
            given = {one.person for one in seal.approvals if one.gate is gate and one.role == role.value}
            if len(given) < number:
                return f"it names {len(given)} of {number} {role.value}s at gate {gate.value}"
    if deciders[Gate.PROTECT] & deciders[Gate.RELEASE]:
        return "somebody decided at both gates"
    if seal.signatory.person in deciders[Gate.PROTECT] | deciders[Gate.RELEASE]:
        return "who signed had decided at a gate: a third person signs"
    stand_ins = [seal.signatory.simulated, *(one.simulated for one in seal.approvals)]
    if data is DataKind.CONFIDENTIAL and any(stand_ins):
        return "real cases are never released by simulated decisions or signatures"
    return ""
