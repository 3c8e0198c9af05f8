"""SYNTHETIC acts about research, guidance, statements, a commission and an event."""

from __future__ import annotations

from pathlib import Path

ACTS = Path(__file__).with_name("said_the_same.jsonl")
WHY = "Reasons were looked at and are these."
TEXT = "[duty tell, version 1] You must tell the lead at once."  # of the message in ACTS
