"""Keys of people at a desk, for tests."""

from __future__ import annotations

import re

PHRASE = "barley lantern quayside"
OTHER = "thimble orchard vestry"
# RFC 8032, 7.1, test 1: a private key and its public half that everybody knows.
PRIVATE = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="
PUBLIC = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="


def name_in_study(serving, person, public):
    """Put a public key of a person into study.toml."""
    file = serving.root / "study.toml"
    file.write_text(re.sub(rf'(id = "{person}"\n)', rf'\1public_key = "{public}"\n', file.read_text()))
