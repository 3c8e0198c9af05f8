"""Pages of the zone of the vault: outputs at gate 1, for checkers, authors, lead statistician, lawyer and auditor."""
