"""Interviews in words: coded texts, the register of consent, the protocol, and what may be printed."""
