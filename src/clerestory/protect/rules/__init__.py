"""Primary suppression: which cells a rule makes unsafe."""
