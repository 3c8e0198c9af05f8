"""Public keys of Ed25519 that prove nothing."""

from __future__ import annotations

_PRIME = 2**255 - 19
_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7  # y of a point of order 8; -y is another
_SIGN = 1 << 255  # the sign of x, the top bit
# y of every point whose order divides 8, as a key spells it; p and p + 1 are spellings of 0 and 1 that checks accept.
_SMALL = frozenset({0, 1, _ORDER_8, _PRIME - _ORDER_8, _PRIME - 1, _PRIME, _PRIME + 1})


def proves_nothing(public_key: bytes) -> bool:
    """Say whether anybody can sign for a public key: its point is of small order, as that of 32 zeros is.

    For such a key some R with S = 0 signs one message in eight at least, whoever makes it (RFC 8032,
    section 5.1.7, has no check against it, and OpenSSL has none).

    Examples
    --------
    >>> proves_nothing(bytes(32))
    True
    """
    return int.from_bytes(public_key, "little") & ~_SIGN in _SMALL
