"""Petitions: read as the site tells them, answered in versions, and accounted for to the Committee and to signers."""
