"""Signatures of releases in the format of minisign, so that a public tool checks them as well as this program."""

from clerestory.publish.signatures.files import check_signatures, sign_files, signature_name
from clerestory.publish.signatures.minisign import PublicKey, SecretKey, public_key_of_text, simulated_key
from clerestory.publish.signatures.secret_keys import read_secret_key

__all__ = [
    "PublicKey",
    "SecretKey",
    "check_signatures",
    "public_key_of_text",
    "read_secret_key",
    "sign_files",
    "signature_name",
    "simulated_key",
]
