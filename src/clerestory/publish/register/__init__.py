"""The register of what is withheld: its entries, what came out since the release before, and its files."""

from clerestory.publish.register.entries import MEANINGS, name_of_table, withheld_register
from clerestory.publish.register.files import REGISTER, REGISTER_COLUMNS, register_csv, register_json
from clerestory.publish.register.since import NO_RELEASE, EarlierRegister, register_since

__all__ = [
    "MEANINGS",
    "NO_RELEASE",
    "REGISTER",
    "REGISTER_COLUMNS",
    "EarlierRegister",
    "name_of_table",
    "register_csv",
    "register_json",
    "register_since",
    "withheld_register",
]
