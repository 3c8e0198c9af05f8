"""ODS as the rules see it (OASIS, OpenDocument 1.3, part 3)."""
