"""Keys and signatures as minisign 0.11 writes them: Ed25519 over the BLAKE2b-512 of a file, form "ED".

A signature file has four lines: an untrusted comment; algorithm, key id and signature; a trusted comment; and a second
signature, over the first and the trusted comment.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from clerestory.errors import SignatureError
from clerestory.model.keys import proves_nothing

KEY_ALGORITHM, PREHASHED = b"Ed", b"ED"
ID_SIZE, KEY_SIZE, SIGNATURE_SIZE = 8, 32, 64
UNTRUSTED, TRUSTED = "untrusted comment: ", "trusted comment: "


@dataclass(frozen=True)
class PublicKey:
    """A key that checks signatures; ``key_id`` is empty where it was given bare, and then any id is taken."""

    raw: bytes
    key_id: bytes = b""

    @property
    def name(self) -> str:
        """The key id in 16 hexadecimal digits, the last byte first; empty for a bare key.

        minisign prints no zeros before it.
        """
        return self.key_id[::-1].hex().upper()

    @property
    def line(self) -> str:
        """The key as minisign's option -P takes it."""
        return _text(KEY_ALGORITHM + (self.key_id or derived_id(self.raw)) + self.raw)

    def file(self, comment: str) -> str:
        """Give the text of a public key file."""
        return f"{UNTRUSTED}{comment}\n{self.line}\n"


@dataclass(frozen=True)
class SecretKey:
    """A key that makes signatures."""

    seed: bytes = field(repr=False)
    key_id: bytes

    @property
    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        return PublicKey(self._key.public_key().public_bytes_raw(), self.key_id)

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def sign(self, data: bytes, trusted: str, *, untrusted: str) -> Signature:
        """Give the signature of some bytes, with comments of one line each."""
        made = self._key.sign(_prehashed(data))
        return Signature(self.key_id, made, trusted, self._key.sign(made + trusted.encode()), untrusted)


@dataclass(frozen=True)
class Signature:
    """What a signature file says."""

    key_id: bytes
    signature: bytes
    trusted: str
    over_comment: bytes
    untrusted: str

    @property
    def key_name(self) -> str:
        """The id of the key that made it, as minisign prints it."""
        return PublicKey(b"", self.key_id).name

    def file(self) -> str:
        """Give the text of a signature file."""
        first = _text(PREHASHED + self.key_id + self.signature)
        return f"{UNTRUSTED}{self.untrusted}\n{first}\n{TRUSTED}{self.trusted}\n{_text(self.over_comment)}\n"

    def check(self, data: bytes, key: PublicKey, *, where: str) -> None:
        """Check that the holder of a key signed these bytes and the trusted comment.

        Raises
        ------
        SignatureError
            If another key signed, or these are not the bytes or the comment that were signed.
        """
        if key.key_id and key.key_id != self.key_id:
            raise SignatureError(
                f"was signed with the key {self.key_name}, and the key that was given is {key.name}",
                where=where,
                remedy="Give the publisher's key of this release, from a place that you trust.",
            )
        public = Ed25519PublicKey.from_public_bytes(key.raw)
        try:
            public.verify(self.signature, _prehashed(data))
        except InvalidSignature:
            raise _forged(where, "the signature is not one of the given key over this file") from None
        try:
            public.verify(self.over_comment, self.signature + self.trusted.encode())
        except InvalidSignature:
            raise _forged(where, "the trusted comment is not the one that was signed") from None


def signature_of_text(text: str, *, where: str) -> Signature:
    """Read a signature file.

    Raises
    ------
    SignatureError
        If it has not the form of one.
    """
    lines = text.split("\n")
    try:
        untrusted, first, trusted, second = lines[:4]
        raw, over_comment = _bytes(first), _bytes(second)
    except ValueError:
        raise _unformed(where) from None
    whole = len(raw) == len(PREHASHED) + ID_SIZE + SIGNATURE_SIZE and len(over_comment) == SIGNATURE_SIZE
    if not (whole and raw.startswith(PREHASHED) and untrusted.startswith(UNTRUSTED) and trusted.startswith(TRUSTED)):
        raise _unformed(where)
    made = Signature(
        raw[2 : 2 + ID_SIZE],
        raw[2 + ID_SIZE :],
        trusted.removeprefix(TRUSTED),
        over_comment,
        untrusted.removeprefix(UNTRUSTED),
    )
    if made.file() != text:  # one spelling for one signature, so that no byte can be changed unseen
        raise _unformed(where)
    return made


def public_key_of_text(text: str) -> PublicKey:
    """Read a public key: a file of minisign, its second line alone, or the 32 bytes that study.toml has, base64.

    Raises
    ------
    SignatureError
        If it is none of these, or anybody can sign for it.
    """
    lines = [line for line in text.strip().splitlines() if not line.startswith(UNTRUSTED)]
    try:
        (line,) = lines
        raw = _bytes(line.strip())
    except ValueError:
        raise _no_key() from None
    bare = len(raw) == KEY_SIZE
    if not bare and (len(raw) != len(KEY_ALGORITHM) + ID_SIZE + KEY_SIZE or not raw.startswith(KEY_ALGORITHM)):
        raise _no_key()
    key = PublicKey(raw) if bare else PublicKey(raw[2 + ID_SIZE :], raw[2 : 2 + ID_SIZE])
    if proves_nothing(key.raw):
        raise _no_key("is a public key that anybody can sign for")
    return key


def secret_key_of_seed(seed: bytes) -> SecretKey:
    """Give the key of a seed of 32 bytes, with an id that follows from its public half."""
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return SecretKey(seed, derived_id(public))


def simulated_key(study: str) -> SecretKey:
    """Give the key that everybody can compute: for demonstrations of studies whose cases are public anyway."""
    return secret_key_of_seed(hashlib.sha256(b"clerestory public signing key of " + study.encode()).digest())


def derived_id(public: bytes) -> bytes:
    """Give the id of a key that has none of its own."""
    return hashlib.blake2b(public, digest_size=ID_SIZE).digest()


def _prehashed(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=64).digest()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _unformed(where: str) -> SignatureError:
    return SignatureError(
        "has not the form of a signature of a release", where=where, remedy="Get the release again from its publisher."
    )


def _forged(where: str, what: str) -> SignatureError:
    return SignatureError(
        what, where=where, remedy="Do not use the release: it is damaged or forged, or the key is not its publisher's."
    )


def _no_key(what: str = "is no public key, and no file of one that can be read") -> SignatureError:
    return SignatureError(
        what,
        where="--public-key",
        remedy="Give a public key file of minisign, its second line, or the public_key of study.toml.",
    )
