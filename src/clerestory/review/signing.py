"""Signatures of decisions: Ed25519 over every other field, since a folder that others can write proves nothing."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from clerestory.errors import DecisionError
from clerestory.model.answers.text_certificates import TextCertificate
from clerestory.model.canonical import canonical_json
from clerestory.model.commission import DataKind, Person
from clerestory.model.decisions import Decision
from clerestory.model.interviews.quotes import QuoteCheck
from clerestory.model.links.concerns import ConcernDecision
from clerestory.model.redaction.certificates import HoldCertificate, HoldView
from clerestory.model.redaction.review import RedactionDecision

_Signed = TypeVar(
    "_Signed",
    Decision,
    ConcernDecision,
    QuoteCheck,
    RedactionDecision,
    HoldCertificate,
    HoldView,
    TextCertificate,
)
_AnySigned = Decision | ConcernDecision | QuoteCheck | RedactionDecision | HoldCertificate | HoldView | TextCertificate


def make_keys() -> tuple[str, str]:
    """Make a new private and public key, each base64; the private one stays with its person."""
    private = Ed25519PrivateKey.generate()
    return _text(private.private_bytes_raw()), _text(private.public_key().public_bytes_raw())


def sign(decision: _Signed, private_key: str) -> _Signed:
    """Give the decision with its signature.

    Raises
    ------
    DecisionError
        If the key is not a base64 Ed25519 private key.
    """
    key = _private(private_key)
    return decision.model_copy(update={"signature": _text(key.sign(_signed_bytes(decision)))})


def public_half(private_key: str) -> str:
    """Give the public half of a private key.

    Raises
    ------
    DecisionError
        If the key is not a base64 Ed25519 private key.
    """
    return _text(_private(private_key).public_key().public_bytes_raw())


def is_signed_by(decision: _AnySigned, public_key: str) -> bool:
    """Say whether the signature is that of the public key over these very fields."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(decision.signature, validate=True), _signed_bytes(decision))
    except (ValueError, InvalidSignature):
        return False
    return True


@dataclass(frozen=True)
class SignatureFault:
    """Why a decision does not count for want of a signature, and what to do where that is not plain."""

    what: str
    remedy: str = ""


def signature_fault(decision: _AnySigned, person: Person, data: DataKind) -> SignatureFault | None:
    """Give why a decision does not count as signed by its person; None where it does.

    A simulated one counts where cases are not real and the person has no key.
    """
    if decision.simulated and data is not DataKind.CONFIDENTIAL and not person.public_key:
        return None
    only = f"only a decision signed with the key of {person.post} counts"
    if not person.public_key:
        return SignatureFault(
            f"{only}, and study.toml has none",
            "`clerestory review keys FILE` makes a pair: FILE stays with its person, what it prints goes into "
            f'study.toml, [[people]] {person.id}, public_key = "...". Then run again and decide anew.',
        )
    if decision.simulated:
        return SignatureFault(only)
    if not is_signed_by(decision, person.public_key):
        return SignatureFault(f"the signature is not that of {person.post} over this decision")
    return None


def _private(text: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text.strip(), validate=True))
    except ValueError:
        raise DecisionError(
            "is not a private key", where="key file", remedy="Use the file that `clerestory review keys` wrote."
        ) from None


def _signed_bytes(decision: _AnySigned) -> bytes:
    return canonical_json(decision.model_dump(mode="json", exclude={"signature"}))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
